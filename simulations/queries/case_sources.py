"""Where a committee gets its cases from besides the library: the engine, and investigations just done."""

from collections.abc import Mapping
from secrets import randbelow
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lms.people.models import User

from ..domain.committee.case import FORMAT
from ..domain.committee.made_case import committee_case, concerns_of, truth_of
from ..domain.committee.resubmit import AGAIN, resubmitted
from ..domain.story.case import make_case
from ..domain.story.case_json import case_file
from ..domain.story.class_forms import SEEDS
from ..domain.story.plan import LEVELS
from ..domain.trades import TRADES
from ..enums import CommitteeState, Inconsistency, InvestigationRole, OfferResult, Topic
from ..models import CommitteeItem, Investigation
from .case_library import CaseSource, register_source
from .committees import committees_run_by
from .investigations import investigations_visible_to, teaching_cases_of
from .visit import Visit, load_visit
from .worksheet import check_rows, sheet_groups

OFFERED = 60
AGAIN_SOURCE = "again"


def engine_choices(user: User) -> list[tuple[str, str]]:
    """A trade and how hard; the business itself is made when the sitting is called."""
    return [
        (f"{code}.{level}", _("%(trade)s, difficulty %(level)d") % {"trade": trade.name, "level": level})
        for code, trade in TRADES.items()
        for level in LEVELS
    ]


def engine_case(user: User, name: str) -> Mapping[str, Any] | None:
    trade, _dot, level = name.partition(".")
    if trade not in TRADES or not level.isdecimal() or int(level) not in LEVELS:
        return None
    return committee_case(case_file(make_case(trade, randbelow(SEEDS), int(level))))


def _done(user: User) -> QuerySet[Investigation]:
    """One's own that are handed in, and those of one's classes."""
    return investigations_visible_to(user).exclude(handed_in_at__isnull=True)


def investigation_choices(user: User) -> list[tuple[str, str]]:
    """The latest ones, with who did them; two queries."""
    rows = _done(user).defer("case", "score", "rule").prefetch_related("seats__user").order_by("-handed_in_at", "-id")[:OFFERED]
    return [(row.public_id, f"{row.title} · {'、'.join(seat.user.name for seat in row.seats.all())}") for row in rows]


def investigation_case(user: User, public_id: str) -> Mapping[str, Any] | None:
    row = _done(user).filter(public_id=public_id).first()
    return None if row is None else case_of_visit(load_visit(row))


def case_of_visit(visit: Visit) -> dict[str, Any]:
    """What the investigators themselves found and wrote, with the sealed truth of their case."""
    case, state = visit.investigation.case, visit.state
    offer, repaying = state.offer, visit.repaying
    made = committee_case(case)
    views = {seat.role: state.views.get(seat.number, "") for seat in visit.seats}
    made["report"] = (
        "\n".join(part for part in (views.get(InvestigationRole.LEAD, ""), offer.reasons if offer else "") if part) or made["report"]
    )
    made["second_report"] = views.get(InvestigationRole.SECOND) or _("There was no second investigator.")
    made["second_agrees"] = True
    lends = offer is not None and offer.result == OfferResult.LEND
    made["application"]["proposed_amount"] = str(offer.amount) if offer is not None and lends else "0"
    made["application"]["coverage"] = None if repaying is None or repaying.coverage < 0 else f"{repaying.coverage:.2f}"
    made["papers"] = [*_worksheet(visit), *(paper for paper in made["papers"] if paper["code"] in _in_hand(visit))]
    codes = {paper["code"] for paper in made["papers"]}
    made["concerns"] = concerns_of(case)
    made["answers"] = {topic: row for topic, row in made["answers"].items() if row["paper"] in codes}
    made["truth"] = truth_of(case)
    return made


def _in_hand(visit: Visit) -> set[str]:
    """Papers of the case that the investigators really had."""
    seen = visit.state.seen
    found = {code for code in ("credit_report", "purpose_papers") if code in seen}
    return found | ({"flow"} if "bank_flow" in seen else set())


def _worksheet(visit: Visit) -> list[dict[str, Any]]:
    """Their statements, their checks, their doubts."""
    income: list[list[str]] = []
    balance: list[list[str]] = []
    for place, group in enumerate(sheet_groups(visit)[:3]):
        rows = [[str(row.name), f"{row.value:,f}"] for row in group.rows if row.value is not None]
        rows += [[str(name), f"{amount:,f}"] for name, amount in group.totals]
        (income if place == 2 else balance).extend(rows)
    checks = [[_("Check"), _("Result"), _("Held against"), _("Deviation")]]
    for row in check_rows(visit):
        if row.done is not None:
            off = "—" if row.done.deviation is None else f"{row.done.deviation:+f}"
            against = "—" if row.done.benchmark is None else f"{row.done.benchmark:,f}"
            checks.append([row.name, f"{row.done.result:,f}", against, off])
    papers = [
        {"code": "income", "title": _("Income of twelve months"), "rows": income, "topics": [Topic.REPAYMENT, Topic.TRADE]},
        {"code": "balance", "title": _("Balance sheet"), "rows": balance, "topics": [Topic.DEBTS, Topic.TRUTH]},
        {"code": "checks", "title": _("Cross-checks"), "rows": checks, "topics": [Topic.TRUTH, Topic.DEBTS]},
    ]
    doubts = [[str(Inconsistency(flag.code).label), flag.words] for flag in visit.state.flags.values()]
    if doubts:
        papers.append({"code": "doubts", "title": _("Doubts"), "rows": doubts, "topics": [Topic.TRUTH, Topic.WILLINGNESS]})
    return papers


def own_choices(user: User) -> list[tuple[str, str]]:
    """The bank's own cases, of both formats."""
    rows = teaching_cases_of(user).filter(archived_at__isnull=True).values_list("public_id", "title")[:OFFERED]
    return [(public_id, title) for public_id, title in rows]


def own_case(user: User, public_id: str) -> Mapping[str, Any] | None:
    row = teaching_cases_of(user).filter(public_id=public_id).first()
    if row is None:
        return None
    return dict(row.file) if row.file.get("format") == FORMAT else committee_case(row.file)


def _again(user: User) -> QuerySet[CommitteeItem]:
    """Cases of sittings one runs that were refused, returned or blocked."""
    sittings = committees_run_by(user).filter(state=CommitteeState.CLOSED)
    return CommitteeItem.objects.filter(committee__in=sittings, outcome__in=AGAIN).select_related("committee")


def again_choices(user: User) -> list[tuple[str, str]]:
    rows = _again(user).defer("case").order_by("-committee__starts_at", "position")[:OFFERED]
    return [(row.public_id, f"{row.title} · {row.get_outcome_display()} · {row.committee.title}") for row in rows]


def again_case(user: User, public_id: str) -> Mapping[str, Any] | None:
    """As it was frozen the last time; the form adds the new facts."""
    row = _again(user).filter(public_id=public_id).first()
    return None if row is None else dict(row.case)


def with_new_facts(user: User, reference: str, facts: str) -> Mapping[str, Any] | None:
    """A case of the source ``again`` with what is new; raises ValueError where nothing is."""
    row = _again(user).filter(public_id=reference.partition(":")[2]).first()
    if row is None:
        return None
    day = timezone.localtime(row.committee.starts_at).date().isoformat()
    before = _("%(day)s, %(sitting)s: %(outcome)s") % {
        "day": day,
        "sitting": row.committee.title,
        "outcome": row.get_outcome_display(),
    }
    return resubmitted(row.case, facts, title=_("New facts since the last sitting"), before=before)


def register_all() -> None:
    """Called in ``ready()``."""
    register_source(CaseSource("own", gettext_lazy("Cases of our own"), own_choices, own_case))
    register_source(CaseSource(AGAIN_SOURCE, gettext_lazy("Again, with new facts"), again_choices, again_case))
    register_source(CaseSource("engine", gettext_lazy("Made by the engine"), engine_choices, engine_case))
    register_source(CaseSource("investigation", gettext_lazy("From an investigation"), investigation_choices, investigation_case))
