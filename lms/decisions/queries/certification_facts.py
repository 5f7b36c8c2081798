"""What the ledger and the grants say about people, as the plain values that the certification engine reads."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from django.apps import apps
from django.db.models import F, Q
from django.utils import timezone

from lms.evidence.enums import EvidenceKind, EvidenceStatus
from lms.evidence.models import Evidence
from lms.people.domain.authority import last_day
from lms.people.enums import AuthorityEnd, CaseRole
from lms.people.models import Authority, Mentorship, Organisation, User
from lms.people.queries import answer_of, as_grant

from ..domain.certification.cards import Row as CardRow
from ..domain.certification.cards import read_cards
from ..domain.certification.lapse import Grant
from ..domain.certification.observations import CriticalEvent, Facts, Held, Lapsed, Observation, Passed
from ..domain.certification.profile import NODE_CODES
from ..domain.reading import CODE
from ..enums import RESTORING, ItemState
from ..models import PanelItem

READ_KINDS = (EvidenceKind.OBSERVATION, EvidenceKind.EXAM, EvidenceKind.TOPIC, EvidenceKind.SIMULATION, EvidenceKind.BUSINESS)
EXAM_SOURCE = "exam"
# A result of a loan names its case, too, but says nothing of who did it.
LOAN_SOURCE = "loan"
HUNDRED, PLACES = Decimal(100), Decimal("0.0001")
# A mentee's cards bind the pair against signing each other for as long as they could still count.
BOUND_DAYS = 366


@dataclass(frozen=True)
class HeldGrant:
    """A grant that has not been ended: the level that holds today, and what makes it lapse; no ``disuse_days``: not by disuse."""

    held: Held
    grant: Grant
    disuse_days: int | None
    certificate: str


@dataclass(frozen=True)
class PersonRecord:
    """One person as the engine reads them, with the grants behind the levels, by node."""

    user: User
    observations: tuple[Observation, ...]
    facts: Facts
    grants: Mapping[str, HeldGrant]

    @property
    def levels(self) -> dict[str, str]:
        """node → the level that holds today; suspended and lapsed grants as what is left of them."""
        return {node: held.level for node, held in self.facts.held.items()}


def records_of(bank: Organisation, people: Iterable[User], now: datetime) -> dict[str, PersonRecord]:
    """By key; six queries, however many people. The caller has checked the scope."""
    users = {user.key: user for user in people}
    cards, passed, events, performed = _ledger(bank, users)
    grants, lapsed = _grants(users.values(), now)
    mentees = _mentees(users, timezone.localdate(now))
    relatives = _relatives(bank, users)
    return {
        key: PersonRecord(
            user=user,
            observations=tuple(cards[key]),
            facts=Facts(
                person=key,
                held={node: grant.held for node, grant in grants[key].items()},
                passed={place: tuple(results) for place, results in passed[key].items()},
                events=tuple(events[key]),
                relatives=frozenset(relatives[key]),
                mentees=frozenset(mentees[key]),
                performed={node: len(cases) for node, cases in performed[key].items()},
                lapsed=lapsed[key],
            ),
            grants=dict(grants[key]),
        )
        for key, user in users.items()
    }


def record_of(user: User, now: datetime) -> PersonRecord:
    """One person of a bank."""
    assert user.bank is not None
    return records_of(user.bank, [user], now)[user.key]


FIELDS = (
    "public_id", "person_key", "kind", "status", "raw", "maximum", "level", "level_ahead", "rater_key", "source_kind", "source_id",
    "happened_at", "recorded_at", "details",
)  # fmt: skip
COLUMNS = (*FIELDS, "node", "under", "replaced")

Row = dict[str, Any]
Passes = dict[tuple[str, str], list[Passed]]


def _rows(bank: Organisation, keys: Iterable[str]) -> Iterable[Row]:
    """Standing rows; of the cards also those that a correction replaced, because a person is shown why one doesn't count."""
    rows = Evidence.objects.filter(bank=bank, person_key__in=list(keys), kind__in=READ_KINDS)
    rows = rows.filter(Q(kind=EvidenceKind.OBSERVATION) | Q(superseded_by__isnull=True)).order_by("happened_at", "id")
    named = rows.annotate(node=F("competency__code"), under=F("competency__parent__code"), replaced=F("superseded_by__pk"))
    return (dict(zip(COLUMNS, row, strict=True)) for row in named.values_list(*COLUMNS))


def _ledger(bank: Organisation, keys: Iterable[str]) -> tuple[Any, Any, Any, Any]:
    cards: dict[str, list[Observation]] = defaultdict(list)
    passed: dict[str, Passes] = defaultdict(lambda: defaultdict(list))
    events: dict[str, list[CriticalEvent]] = defaultdict(list)
    performed: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    topics: dict[tuple[str, str, str], list[Row]] = defaultdict(list)
    for row in _rows(bank, keys):
        person, node = row["person_key"], row["under"] or row["node"] or ""
        if row["kind"] == EvidenceKind.OBSERVATION:
            if (card := _card(row)) is not None:
                cards[person].append(card)
                if card.role == CaseRole.LEAD and not card.superseded:
                    performed[person][card.node].add(card.case)
        elif row["kind"] == EvidenceKind.BUSINESS:
            _business(row, events[person], performed[person])
        elif row["kind"] == EvidenceKind.TOPIC:
            if row["source_kind"] == EXAM_SOURCE:
                topics[person, row["source_id"], node].append(row)
        elif (result := _result([row])) is not None:
            for place in {node, row["node"] or ""} - {""}:
                passed[person][str(row["kind"]), place].append(result)
    for (person, _exam, node), rows in topics.items():
        if node and (result := _result(rows)) is not None:
            passed[person][str(EvidenceKind.EXAM), node].append(result)
    return cards, passed, events, performed


def _card(row: Row) -> Observation | None:
    """A card that can't be read is none of ours."""
    told = CardRow(
        key=row["public_id"],
        person=row["person_key"],
        rater=row["rater_key"],
        competency=row["node"] if row["node"] in NODE_CODES else "",
        level=row["level"],
        level_ahead=row["level_ahead"] or row["level"],
        happened_on=timezone.localdate(row["happened_at"]),
        recorded_on=timezone.localdate(row["recorded_at"]),
        details=row["details"],
        superseded=row["replaced"] is not None,
    )
    cards, _unreadable = read_cards([told])
    return cards[0] if cards and cards[0].node else None


def _business(row: Row, events: list[CriticalEvent], performed: dict[str, set[str]]) -> None:
    """A case somebody did, or what happened with one; both say so in their details. How its loan runs is read by loan_watch alone."""
    details, node = row["details"], row["under"] or row["node"] or ""
    if row["source_kind"] == LOAN_SOURCE:
        return
    if details.get("critical"):
        code = str(details["critical"])
        node = node if node in NODE_CODES else ""
        events.append(CriticalEvent(timezone.localdate(row["happened_at"]), node, code if CODE.fullmatch(code) else "event"))
    elif node and details.get("case") and row["status"] == EvidenceStatus.SCORED:
        performed[node].add(str(details["case"]))


def _result(rows: Sequence[Row]) -> Passed | None:
    """Percent of the points that could be had; None where nothing was scored."""
    scored = [row for row in rows if row["raw"] is not None and row["maximum"]]
    if not scored:
        return None
    raw, maximum = (sum((row[name] for row in scored), Decimal(0)) for name in ("raw", "maximum"))
    return Passed((raw * HUNDRED / maximum).quantize(PLACES), max(timezone.localdate(row["happened_at"]) for row in scored))


Grants = dict[str, dict[str, HeldGrant]]
LapsedOf = dict[str, dict[str, Lapsed]]


def _grants(users: Iterable[User], now: datetime) -> tuple[Grants, LapsedOf]:
    """What holds today: a question to each grant that has not been ended; and what lapsed where nobody has decided anything since."""
    known = list(users)
    looked_at = _restored(known)
    found: Grants = defaultdict(dict)
    lapsed: LapsedOf = defaultdict(dict)
    rows = Authority.objects.filter(Q(ended_at__isnull=True) | Q(ended_how=AuthorityEnd.LAPSED), user__in=known).select_related("user")
    gone: dict[tuple[int, str, datetime], Authority] = {}
    standing: list[Authority] = []
    for row in rows:
        if row.ended_at is None:
            standing.append(row)
        else:
            gone[row.user_id, row.node, row.ended_at] = row
    for row in standing:
        found[row.user.key][row.node] = _held_grant(row, looked_at.get((row.user_id, row.node)), now)
        # What is left of a level begins at the very moment at which the level lapsed.
        if (before := gone.get((row.user_id, row.node, row.starts_at))) is not None:
            lapsed[row.user.key][row.node] = _lapsed(before)
    return found, lapsed


def _held_grant(row: Authority, restored: date | None, now: datetime) -> HeldGrant:
    stage = str(answer_of(row, role=CaseRole.OBSERVER, at=now).stage)
    since = timezone.localdate(row.starts_at)
    grant = Grant(
        level=row.level,
        granted_on=since,
        valid_until=row.ends_on,
        performed_on=row.used_on,
        suspended_on=timezone.localdate(row.suspended_at) if row.suspended_at else None,
    )
    decided = [day for day in (since if row.decision else None, restored) if day is not None]
    held = Held(stage, since, max(since, *decided) if decided else None, row.ends_on if stage == row.level else None)
    return HeldGrant(held, grant, row.disuse_days, row.certificate)


def _lapsed(row: Authority) -> Lapsed:
    last = last_day(as_grant(row), timezone.localdate(row.starts_at))
    assert last is not None and row.ended_at is not None  # it has lapsed
    return Lapsed(row.level, last + timedelta(days=1), "date" if last == row.ends_on else "disuse")


def _restored(users: Iterable[User]) -> dict[tuple[int, str], date]:
    """(person, node) → the day on which a panel last gave back what was suspended or fell back there: what came before is settled."""
    rows = PanelItem.objects.filter(user__in=list(users), state=ItemState.FINAL, action__in=RESTORING, final_at__isnull=False)
    return {(user, node): timezone.localdate(at) for user, node, at in rows.order_by("final_at").values_list("user", "node", "final_at")}


def _mentees(keys: Iterable[str], day: date) -> dict[str, set[str]]:
    """Whose cards a person signs: the pairs of today, and those whose cards of the last year carry their name."""
    found: dict[str, set[str]] = defaultdict(set)
    known = list(keys)
    pairs = Mentorship.objects.filter(mentor__key__in=known, starts_on__lte=day).filter(Q(ends_on__isnull=True) | Q(ends_on__gte=day))
    signed = Evidence.objects.filter(
        rater_key__in=known, kind=EvidenceKind.OBSERVATION, happened_at__date__gte=day - timedelta(days=BOUND_DAYS)
    )
    for mentor, mentee in [*pairs.values_list("mentor__key", "mentee__key"), *signed.values_list("rater_key", "person_key").distinct()]:
        if mentor != mentee:
            found[mentor].add(mentee)
    return found


def _relatives(bank: Organisation, keys: Iterable[str]) -> dict[str, set[str]]:
    """Relatives as people have declared them, both ways; where the people room keeps no declarations there are none."""
    found: dict[str, set[str]] = defaultdict(set)
    try:
        kinship = apps.get_model("people", "Kinship")
    except LookupError:
        return found
    known = set(keys)
    pairs = kinship.objects.filter(bank=bank, ended_at__isnull=True).values_list("person__key", "relative__key")
    for one, other in pairs:
        if one in known:
            found[one].add(other)
        if other in known:
            found[other].add(one)
    return found
