"""The milestones of a loan case (贷款案件里程碑): one table of steps, what each needs, and what may follow or go back."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from types import MappingProxyType

LEAD, SECOND, OFFICE, REVIEWER = "lead", "second", "office", "reviewer"
"""Whom a step belongs to; ``reviewer`` is the colleague named for the cross review, and the office where nobody is named."""


@dataclass(frozen=True)
class Step:
    """``after`` are the steps that come before it; ``days`` after the last of them it is due; ``needs`` are codes of NEEDS;
    ``returns`` the steps to which it may send the case back; ``optional`` steps may be left out with a reason."""

    code: str
    node: str
    by: str
    days: int
    after: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    returns: tuple[str, ...] = ()
    optional: bool = False


TABLE: tuple[Step, ...] = (
    Step("lead", "marketing", LEAD, 0),
    Step("first_visit", "marketing", LEAD, 3, ("lead",)),
    Step("intent", "marketing", LEAD, 7, ("first_visit",)),
    Step("acceptance", "acceptance", LEAD, 5, ("intent",), ("paper",)),
    Step("admission", "admission", LEAD, 2, ("acceptance",), ("admission",), ("acceptance",)),
    Step("credit", "admission", LEAD, 2, ("acceptance",), ("paper",)),
    Step("investigation", "investigation", LEAD, 5, ("admission", "credit"), ("both_there", "photo"), ("acceptance", "admission")),
    Step("statements", "investigation", LEAD, 3, ("investigation",), ("statements",), ("investigation",)),
    Step("side_checks", "investigation", SECOND, 3, ("investigation",), ("second_view",)),
    Step("draft", "report", LEAD, 3, ("statements", "side_checks"), ("report",), ("investigation", "statements")),
    Step("review", "report", REVIEWER, 2, ("draft",), ("another_person",), ("statements", "draft")),
    Step("sitting", "approval", OFFICE, 5, ("review",), ("sitting",), ("draft",)),
    Step("resolution", "approval", OFFICE, 1, ("sitting",), ("resolution",), ("investigation", "draft")),
    Step("conditions", "disbursement", LEAD, 10, ("resolution",), ("approved", "conditions")),
    Step("signing", "disbursement", LEAD, 5, ("conditions",), ("approved", "paper"), ("conditions",)),
    Step("payout", "disbursement", OFFICE, 3, ("signing",), ("paid",), ("signing",)),
    Step("first_check", "post_loan", LEAD, 15, ("payout",), ("first_check",)),
    Step("routine", "post_loan", LEAD, 90, ("first_check",), ("routine_check",)),
    Step("warning", "post_loan", OFFICE, 30, ("first_check",), (), (), optional=True),
    Step("maturity", "post_loan", LEAD, 0, ("first_check", "routine"), ("due_date",)),
    Step("settlement", "collection", LEAD, 3, ("maturity",), ("paid_up",)),
    Step("archive", "post_loan", LEAD, 15, ("settlement",), ("archive",)),
    Step("look_back", "post_loan", LEAD, 15, ("settlement",), ("look_back",)),
)
STEPS: Mapping[str, Step] = MappingProxyType({step.code: step for step in TABLE})
LEFT_AFTER: Mapping[str, frozenset[str]] = MappingProxyType(
    {"settled": frozenset({"archive", "look_back"}), "written_off": frozenset({"settlement", "archive", "look_back"})}
)
"""What is still done of a case that has ended in such a state; of every other closed case nothing."""
NEEDS = (
    "paper",
    "admission",
    "both_there",
    "photo",
    "statements",
    "second_view",
    "report",
    "another_person",
    "sitting",
    "resolution",
    "approved",
    "conditions",
    "paid",
    "first_check",
    "routine_check",
    "due_date",
    "paid_up",
    "archive",
    "look_back",
)
FIRST_CHECK_DAYS = 15
"""首检: at most so many days after disbursement."""


class NotAllowed(ValueError):
    """``code``: ``unknown``, ``over``, ``too_early``, ``already``, ``not_done``, ``no_way_back``, ``needed``, ``reason``."""

    def __init__(self, code: str, about: Sequence[str] = ()) -> None:
        super().__init__(code)
        self.code, self.about = code, tuple(about)


def step(code: str) -> Step:
    if code not in STEPS:
        raise NotAllowed("unknown", [code])
    return STEPS[code]


def open_steps(finished: Collection[str]) -> tuple[str, ...]:
    """What can be worked on now, in order: everything before it is done or left out."""
    return tuple(one.code for one in TABLE if one.code not in finished and all(before in finished for before in one.after))


def followers(code: str) -> frozenset[str]:
    """Every step that stands on ``code``, however far away."""
    found: set[str] = set()
    for one in TABLE:
        if any(before == code or before in found for before in one.after):
            found.add(one.code)
    return frozenset(found)


def check_done(code: str, finished: Collection[str], *, closed: bool = False) -> Step:
    """The step, if it may be finished now; raises NotAllowed."""
    one = step(code)
    if closed and one.node not in ("post_loan", "collection"):
        raise NotAllowed("over")
    if code in finished:
        raise NotAllowed("already")
    if missing := [before for before in one.after if before not in finished]:
        raise NotAllowed("too_early", missing)
    return one


def check_return(code: str, to: str, finished: Collection[str]) -> frozenset[str]:
    """The steps that open again when the person at ``code`` sends the case back to ``to``; raises NotAllowed."""
    one = step(code)
    if to not in one.returns:
        raise NotAllowed("no_way_back", [to])
    if code not in open_steps(finished):
        raise NotAllowed("too_early", [code])
    if to not in finished:
        raise NotAllowed("not_done", [to])
    if followers("payout") & set(finished) or "payout" in finished:
        raise NotAllowed("over")
    return frozenset({to} | (followers(to) & set(finished)))


def check_skip(code: str, finished: Collection[str], reason: str) -> Step:
    """An optional step may be left out, with a reason; raises NotAllowed."""
    one = check_done(code, finished)
    if not one.optional:
        raise NotAllowed("needed", [code])
    if not reason.strip():
        raise NotAllowed("reason")
    return one


def due_day(code: str, opened_on: date, *, matures_on: date | None = None, paid_on: date | None = None) -> date | None:
    """When a step is due that can be worked on since ``opened_on``; the first check counts from the payout, the end from the contract.

    An optional step is not due until there is a reason for it.
    """
    if step(code).optional:
        return None
    if code == "maturity" and matures_on is not None:
        return max(matures_on, opened_on)
    if code == "first_check" and paid_on is not None:
        return paid_on + timedelta(days=FIRST_CHECK_DAYS)
    return opened_on + timedelta(days=step(code).days)


def node_now(finished: Collection[str]) -> str:
    """Where the case stands: the node of its first step that can be worked on; the last node when all is done."""
    following = open_steps(finished)
    required = [code for code in following if not STEPS[code].optional] or list(following)
    return STEPS[required[0]].node if required else TABLE[-1].node


def unmet(code: str, met: Collection[str]) -> tuple[str, ...]:
    """What the step still needs."""
    return tuple(need for need in step(code).needs if need not in met)
