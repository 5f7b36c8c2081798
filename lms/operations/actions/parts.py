"""A trainee's part in a real case: started by HR, by the mentor, or proposed by the trainee to a mentor; asked for, declined, cancelled."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy

from lms.notices.actions import notify, settle_notices
from lms.people.enums import CaseRole, Entrustment, Role
from lms.people.models import User
from lms.people.permissions import has_role
from lms.people.queries import may
from lms.records.actions import log_act
from lms.records.enums import Verb

from ..domain.behaviours import BEHAVIOURS
from ..domain.observing import RealCase, mentor_refusal, pairing_refusal, ranks_as_mentor, start_refusal
from ..enums import CLOSED_CASES, PartState
from ..models import CasePart, LoanCase
from ..queries.cards import OPEN_PARTS, node_name
from ..queries.mentors import level_on, mentor_at, needed_level, pairing_of
from .card_problem import CardProblem, refused


@dataclass(frozen=True, kw_only=True)
class Via:
    """The connected system through which something came in somebody's name: nobody was signed in here."""

    key: str
    name: str


def log_part(part: CasePart, verb: Verb, actor_key: str, moment: datetime, *, reason: str = "", via: Via | None = None) -> None:
    log_act(
        organisation_key=part.case.bank.public_id,
        actor_key=actor_key,
        verb=verb,
        object_kind="case_part",
        object_id=part.public_id,
        details={
            "case": part.case.key,
            "node": part.node,
            "trainee": part.trainee.key,
            "mentor": part.mentor.key,
            "role": str(part.role),
            "state": str(part.state),
        }
        | told_via(via),
        reason=reason,
        now=moment,
    )


def told_via(via: Via | None) -> dict[str, str]:
    """What a log or a fact says of a message that a system sent."""
    return {"via": via.key} if via else {}


def check_mentor(mentor: User, node: str, moment: datetime) -> str:
    """The level the mentor signs with. Raises CardProblem where they may not."""
    found = mentor_at(mentor, node, at=moment)
    wrong = mentor_refusal(found, needed_level(mentor.bank_id or 0, timezone.localdate(moment)))
    if wrong:
        raise refused(wrong, mentor=mentor.name, node=node_name(node))
    return found.stage


def check_mentor_then(mentor: User, node: str, day: date, moment: datetime) -> str:
    """The level the mentor held on the day of the work: whoever became a mentor later did not judge as one then. Raises CardProblem."""
    held = level_on(mentor, node, day)
    if not ranks_as_mentor(held, needed_level(mentor.bank_id or 0, timezone.localdate(moment))):
        raise refused("mentor_not_yet", mentor=mentor.name, node=node_name(node), day=day.isoformat())
    return held


def check_trainee(trainee: User, node: str, role: str, moment: datetime) -> None:
    """Whether the trainee may take this part while a mentor answers for it. Raises CardProblem."""
    answer = may(person=trainee, node=node, role=role, bank=trainee.bank_id or 0, at=moment, supervised=True)
    if answer.allowed:
        return
    code = "level_of_trainee" if answer.reason == "level" else answer.reason
    names = {"stage": Entrustment(answer.stage).label, "role": CaseRole(role).label}
    raise refused(code, trainee=trainee.name, node=node_name(node), **names)


def check_pair(*, mentor: User, trainee: User, case: LoanCase, node: str, on: date, part: CasePart | None = None) -> None:
    """What the two are to each other over this case. Raises CardProblem."""
    if wrong := pairing_refusal(pairing_of(mentor=mentor, trainee=trainee, case=case, node=node, on=on, part=part), on):
        raise refused(wrong, mentor=mentor.name, trainee=trainee.name, case=case.number)


def real_case(case: LoanCase) -> RealCase:
    return RealCase(opened_on=case.opened_on, closed_on=case.closed_on, closed=case.state in CLOSED_CASES)


def _check_start(case: LoanCase, node: str, trainee: User, mentor: User, role: str, planned_on: date | None, moment: datetime) -> None:
    if node not in BEHAVIOURS:
        raise refused("node")
    if role not in CaseRole.values:
        raise refused("role")
    check_pair(mentor=mentor, trainee=trainee, case=case, node=node, on=planned_on or timezone.localdate(moment))
    if not has_role(trainee, Role.TRAINEE):
        raise refused("not_trainee")
    if not has_role(mentor, Role.MENTOR):
        raise refused("not_mentor")
    if wrong := start_refusal(case=real_case(case), planned_on=planned_on):
        raise refused(wrong, case=case.number)
    check_mentor(mentor, node, moment)
    check_trainee(trainee, node, role, moment)


@transaction.atomic
def start_part(
    *,
    case: LoanCase,
    node: str,
    trainee: User,
    mentor: User,
    role: str,
    started_by: User,
    planned_on: date | None = None,
    via: Via | None = None,
    now: datetime | None = None,
) -> CasePart:
    """Gives a trainee a part. What the trainee starts is a proposal that the mentor confirms by the card. Raises CardProblem."""
    moment = now or timezone.now()
    case = LoanCase.objects.select_for_update(of=("self",)).select_related("bank").get(pk=case.pk)
    _check_start(case, node, trainee, mentor, role, planned_on, moment)
    proposed = started_by.pk == trainee.pk
    try:
        with transaction.atomic():
            part = CasePart.objects.create(
                case=case,
                node=node,
                trainee=trainee,
                mentor=mentor,
                role=role,
                state=PartState.ASKED if proposed else PartState.PLANNED,
                planned_on=planned_on,
                asked_at=moment if proposed else None,
                started_by_key=started_by.key,
                started_at=moment,
            )
    except IntegrityError as error:
        raise refused("twice", mentor=mentor.name, trainee=trainee.name, case=case.number) from error
    log_part(part, Verb.CREATED, started_by.key, moment, via=via)
    if proposed:
        _ask(part, moment)
    else:
        _tell_of_start(part, started_by, moment)
    return part


def _tell_of_start(part: CasePart, started_by: User, moment: datetime) -> None:
    mentor, trainee = part.mentor, part.trainee
    if started_by.pk != mentor.pk:
        _tell(mentor, part, gettext_lazy("{name} works with you on a case: {node}"), trainee.name, card_url(part), moment)
    _tell(trainee, part, gettext_lazy("You have a part in a case with {name}: {node}"), mentor.name, reverse("part-list"), moment)


def card_url(part: CasePart) -> str:
    return reverse("card-give", args=[part.public_id])


def _tell(user: User, part: CasePart, words: Any, name: str, url: str, moment: datetime) -> None:
    title = format_lazy(words, name=name, node=node_name(part.node))
    notify(users=[user], kind="observation", title=title, url=url, now=moment)


def _ask(part: CasePart, moment: datetime) -> None:
    title = format_lazy(gettext_lazy("{name} asks for a card: {node}"), name=part.trainee.name, node=node_name(part.node))
    notify(users=[part.mentor], kind="observation", title=title, url=card_url(part), needs_decision=True, now=moment)


def locked_part(part: CasePart) -> CasePart:
    rows = CasePart.objects.select_for_update(of=("self",)).select_related("case__bank", "trainee", "mentor")
    return rows.get(pk=part.pk)


@transaction.atomic
def ask_for_card(*, part: CasePart, actor: User, now: datetime | None = None) -> CasePart:
    """The trainee says that the work is done. Asked twice, the mentor hears of it once."""
    moment, part = now or timezone.now(), locked_part(part)
    if actor.pk != part.trainee_id or part.state not in OPEN_PARTS:
        raise refused("state")
    if part.state == PartState.PLANNED:
        part.state, part.asked_at = PartState.ASKED, moment
        part.save(update_fields=["state", "asked_at"])
        log_part(part, Verb.SUBMITTED, actor.key, moment)
        _ask(part, moment)
    return part


@transaction.atomic
def close_part(*, part: CasePart, actor: User, reason: str, now: datetime | None = None) -> CasePart:
    """The mentor declines, or whoever started the part takes it back, each with a reason. Raises CardProblem."""
    moment, part = now or timezone.now(), locked_part(part)
    if part.state not in OPEN_PARTS:
        raise refused("state")
    if not reason.strip():
        raise refused("reason")
    declines = actor.pk == part.mentor_id
    part.state = PartState.DECLINED if declines else PartState.CANCELLED
    part.closed_reason = reason.strip()[:300]
    part.save(update_fields=["state", "closed_reason"])
    log_part(part, Verb.REFUSED if declines else Verb.WITHDRAWN, actor.key, moment, reason=part.closed_reason)
    settle_notices(url=card_url(part), now=moment)
    words = gettext_lazy("{name} declined a card: {node}") if declines else gettext_lazy("{name} took back a part in a case: {node}")
    for user in {part.mentor, part.trainee} - {actor}:
        _tell(user, part, words, actor.name, reverse("card-list") if user.pk == part.mentor_id else reverse("part-list"), moment)
    return part


__all__ = [
    "CardProblem",
    "Via",
    "ask_for_card",
    "card_url",
    "check_mentor",
    "check_mentor_then",
    "check_pair",
    "check_trainee",
    "close_part",
    "locked_part",
    "log_part",
    "real_case",
    "start_part",
    "told_via",
]
