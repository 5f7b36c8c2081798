"""Giving the card: one row, one fact in the ledger, and what a red line means at once."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lms.evidence.actions import ensure_nodes
from lms.evidence.actions.record import Fact, record_evidence
from lms.evidence.enums import EvidenceKind
from lms.evidence.models import Competency, Evidence
from lms.notices.actions import notify, settle_notices
from lms.people.actions import note_use, suspend_authority
from lms.people.enums import CaseRole, Role
from lms.people.models import User
from lms.people.queries import people_with_role
from lms.records.actions import log_act
from lms.records.enums import Verb
from lms.toolkit.random_ids import public_id

from ..domain.observing import Card, card_refusal, day_refusal, may_correct
from ..enums import PartState, RedLine
from ..models import CasePart, Observation, ObservationNote
from ..queries.cards import OPEN_PARTS, kinds_of, node_name
from ..queries.mentors import latest_days
from .card_news import tell_of_card, tell_of_red_line
from .card_problem import refused
from .case_facts import CARD_SOURCE, standing_fact
from .parts import (
    Via,
    card_url,
    check_mentor,
    check_mentor_then,
    check_pair,
    check_trainee,
    locked_part,
    log_part,
    real_case,
    told_via,
)


@dataclass(frozen=True, kw_only=True)
class CardIn:
    """What a mentor sends. ``client_key`` is made by the page: the same key is the same card. ``via``: the system it came through."""

    client_key: str
    observed_on: date
    level: str
    level_ahead: str
    behaviours: Mapping[str, int] = field(default_factory=dict)
    red_line: bool
    red_line_kind: str = ""
    score: int | None = None
    sentence: str
    seconds: int = 0
    offline: bool = False
    via: Via | None = None


def _refuse_day(part: CasePart, card: CardIn, received: datetime) -> None:
    """``received``: when the card, or the one that it corrects, came in: what was in time stays so while it is mended."""
    today = timezone.localdate(received)
    latest = latest_days(part.case.bank, today)
    day = day_refusal(case=real_case(part.case), observed_on=card.observed_on, today=today, latest_days=latest)
    if day:
        raise refused(day, case=part.case.number, latest=latest, day=card.observed_on.isoformat())


def _refuse_card(part: CasePart, card: CardIn) -> None:
    said = Card(
        role=part.role,
        node=part.node,
        level=card.level,
        level_ahead=card.level_ahead,
        behaviours=card.behaviours,
        red_line=card.red_line,
        red_line_kind=card.red_line_kind,
        score=card.score,
        sentence=card.sentence,
    )
    if wrong := card_refusal(said, frozenset(RedLine.values)):
        raise refused(wrong)


def _fact(part: CasePart, card: CardIn, row_id: str, mentor_level: str, moment: datetime, older: Observation | None, reason: str) -> Fact:
    noon = datetime.combine(card.observed_on, time(12), timezone.get_current_timezone())
    case = part.case
    return Fact(
        person_key=part.trainee.key,
        kind=EvidenceKind.OBSERVATION,
        competency=Competency.objects.filter(code=part.node).first() or ensure_nodes()[part.node],
        source_kind=CARD_SOURCE,
        source_id=row_id,
        happened_at=min(noon, moment),
        level=card.level,
        level_ahead=card.level_ahead,
        scale="entrustment",
        rater_key=part.mentor.key,
        details={
            "case": case.key,
            "industry": str(case.industry),
            "product": str(case.product),
            "difficulty": str(case.difficulty),
            "kinds": kinds_of(case),
            "role": str(part.role),
            "behaviours": dict(card.behaviours),
            "red_line": card.red_line,
            "mentor_level": mentor_level,
            "score": card.score,
            "received": timezone.localdate(moment).isoformat(),
            "note": ObservationNote.objects.filter(part=part).exists(),
        }
        | told_via(card.via),
        note=card.sentence.strip(),
        supersedes=standing_fact(older) if older else None,
        reason=reason,
    )


def _write(part: CasePart, card: CardIn, moment: datetime, older: Observation | None = None, reason: str = "") -> Observation:
    same_day = older is not None and older.observed_on == card.observed_on
    mentor_level = older.mentor_level if older and same_day else check_mentor_then(part.mentor, part.node, card.observed_on, moment)
    row_id = public_id()
    evidence: Evidence = record_evidence(bank=part.case.bank, fact=_fact(part, card, row_id, mentor_level, moment, older, reason))
    row = Observation.objects.create(
        public_id=row_id,
        bank=part.case.bank,
        client_key=card.client_key,
        part=part,
        mentor=part.mentor,
        trainee=part.trainee,
        node=part.node,
        observed_on=card.observed_on,
        level=card.level,
        level_ahead=card.level_ahead,
        behaviours=dict(card.behaviours),
        red_line=card.red_line,
        red_line_kind=card.red_line_kind if card.red_line else "",
        score=card.score,
        mentor_level=mentor_level,
        seconds=min(max(card.seconds, 0), 86_400),
        offline=card.offline,
        received_at=moment,
        evidence=evidence,
        supersedes=older,
        reason=reason,
    )
    if row.red_line and not (older and older.red_line):
        _red_line(row, card.via, moment)
    tell_of_card(row, moment)
    return row


def _red_line(row: Observation, via: Via | None, moment: datetime) -> None:
    """At once and by one person with a reason; only a panel gives back what is suspended here."""
    kind = RedLine(row.red_line_kind).label
    if via:
        reason = _("Red line on an observation card sent by “%(system)s”: %(kind)s") % {"system": via.name, "kind": kind}
    else:
        reason = _("Red line on an observation card: %(kind)s") % {"kind": kind}
    stopped = suspend_authority(user=row.trainee, reason=reason, actor_key=row.mentor.key, now=moment)
    tell_of_red_line(row, stopped, reason, moment)
    title = format_lazy(gettext_lazy("Red line: {name} at “{node}”, suspended"), name=row.trainee.name, node=node_name(row.node))
    url = reverse("card-detail", args=[row.public_id])
    notify(
        users=people_with_role(row.bank, Role.HR), kind="observation", title=title, url=url, needs_decision=True, now=moment,
    )  # fmt: skip


def _tell_of_name(row: Observation, via: Via, moment: datetime) -> None:
    """Whoever holds the system's token could name any mentor: the mentor named hears of it."""
    title = format_lazy(gettext_lazy("“{name}” sent a card in your name: {node}"), name=via.name, node=node_name(row.node))
    body = gettext_lazy("If you did not give it, correct it within seven days and tell HR.")
    notify(users=[row.mentor], kind="observation", title=title, body=body, url=reverse("card-detail", args=[row.public_id]), now=moment)


@transaction.atomic
def give_card(*, part: CasePart, mentor: User, card: CardIn, now: datetime | None = None) -> tuple[Observation, bool]:
    """The card and whether it is new: the same key sent again gives the row that is there. Raises CardProblem."""
    moment, part = now or timezone.now(), locked_part(part)
    if part.mentor_id != mentor.pk:
        raise refused("not_yours")
    if not card.client_key or len(card.client_key) > 64:
        raise refused("client_key")
    known = Observation.objects.filter(bank=part.case.bank, client_key=card.client_key).select_related("evidence__note").first()
    if known is not None:
        if known.part_id != part.pk:
            raise refused("client_key")
        return known, False
    if part.state == PartState.OBSERVED:
        raise refused("given")
    if part.state not in OPEN_PARTS:
        raise refused("state")
    check_pair(mentor=part.mentor, trainee=part.trainee, case=part.case, node=part.node, on=card.observed_on, part=part)
    _refuse_day(part, card, moment)
    _refuse_card(part, card)
    check_mentor(part.mentor, part.node, moment)
    if not card.red_line:
        # A red line can be reported whatever has become of the person meanwhile.
        check_trainee(part.trainee, part.node, part.role, moment)
    row = _write(part, card, moment)
    part.state = PartState.OBSERVED
    part.save(update_fields=["state"])
    note_use(user=part.mentor, node=part.node, on=card.observed_on)
    if part.role == CaseRole.LEAD:
        note_use(user=part.trainee, node=part.node, on=card.observed_on)
    log_part(part, Verb.MARKED, mentor.key, moment, via=card.via)
    settle_notices(url=card_url(part), now=moment)
    title = format_lazy(gettext_lazy("{name} gave you a card: {node}"), name=mentor.name, node=node_name(part.node))
    notify(users=[part.trainee], kind="observation", title=title, url=reverse("card-detail", args=[row.public_id]), now=moment)
    if card.via:
        _tell_of_name(row, card.via, moment)
    return row, True


@transaction.atomic
def correct_card(*, observation: Observation, mentor: User, card: CardIn, reason: str, now: datetime | None = None) -> Observation:
    """A new card that supersedes the mentor's own within a week and says why. A red line it no longer names stays suspended:
    only a panel lifts that. Another day is held to what held when the card came in. Raises CardProblem."""
    moment, part = now or timezone.now(), locked_part(observation.part)
    older = Observation.objects.select_related("evidence", "trainee", "mentor", "bank").get(pk=observation.pk)
    if part.mentor_id != mentor.pk:
        raise refused("not_yours")
    if not reason.strip():
        raise refused("reason")
    if not card.client_key or len(card.client_key) > 64:
        raise refused("client_key")
    known = Observation.objects.filter(bank=part.case.bank, client_key=card.client_key).first()
    if known is not None:
        if known.supersedes_id != older.pk:
            raise refused("client_key")
        return known
    if Observation.objects.filter(supersedes=older).exists():
        raise refused("superseded")
    if not may_correct(older.received_at, moment):
        raise refused("correction_late")
    if card.observed_on != older.observed_on:
        if card.observed_on > (came := timezone.localdate(older.received_at)):
            raise refused("after_card", day=came.isoformat())
        _refuse_day(part, card, older.received_at)
    _refuse_card(part, card)
    row = _write(part, card, moment, older, reason.strip()[:300])
    log_act(
        organisation_key=part.case.bank.public_id,
        actor_key=mentor.key,
        verb=Verb.CHANGED,
        object_kind="observation",
        object_id=row.public_id,
        details={"supersedes": older.public_id},
        reason=row.reason,
        now=moment,
    )
    title = format_lazy(gettext_lazy("{name} corrected a card: {node}"), name=mentor.name, node=node_name(part.node))
    notify(users=[part.trainee], kind="observation", title=title, url=reverse("card-detail", args=[row.public_id]), now=moment)
    return row
