"""The shortest way there: the fewest next observations that fill everything a gate still lacks at once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from .checks import Check
from .gate import Gate
from .kind_plan import missing_kinds
from .observations import Observation
from .scale import RANK
from .tally import Tally

COUNTED = frozenset(  # what a card more brings nearer by one
    ("observations", "cases", "mentors", "industries", "difficulty", "last_levels", "last_scores", "other_signer"),
)


class NextObservation(NamedTuple):
    """A card still needed, about a case not seen before. ``mentor`` is one who has signed before; empty: the ``new_mentor``-th new one."""

    role: str
    mentor: str
    new_mentor: int
    kinds: tuple[str, ...]
    new_industry: bool
    difficulty: int
    level: str
    score: int


@dataclass(frozen=True)
class Way:
    """``held``: the level to reach first. ``performed``: cases to do besides the observed ones.

    ``proofs``: (kind, competency, percent).

    ``wait_until``: the first day on which time alone no longer stands in the way. ``never``: a code where nothing could help.
    """

    observations: tuple[NextObservation, ...]
    new_mentors: int
    performed: int
    proofs: tuple[tuple[str, str, int], ...]
    held: str
    wait_until: date | None
    panel_first: bool
    never: str


def shortest(
    gate: Gate, checks: Sequence[Check], advisory: frozenset[str], found: Tally, kept: Sequence[Observation], held_since: date | None,
    *, under_review: bool,
) -> Way:  # fmt: skip
    """What would make every binding check met. Advisory ones are left out: they hold nobody up."""
    binding = {check.code for check in checks} - advisory
    lacks = {check.code: check for check in checks if not check.met and check.code not in advisory}
    kinds = missing_kinds(gate, found, kinds="kinds" in lacks, variety="variety" in lacks)
    number = max(_fewest(gate, lacks, found), len(kinds))
    share = gate.mentor_share if "mentor_share" in binding else 100
    number = _for_share(number, share, found) if number or "mentor_share" in lacks else 0
    avoided = next((check.params["signer"] for check in checks if check.code == "other_signer" and "other_signer" in binding), None)
    mentors = _mentors(number, lacks["mentors"].need - lacks["mentors"].have if "mentors" in lacks else 0, share, found, avoided)
    wait, never = _waiting(gate, lacks, kept, held_since)
    return Way(
        observations=tuple(_steps(gate, mentors, kinds, _lack(lacks, "industries"), _lack(lacks, "difficulty"))),
        new_mentors=max([mentor for mentor in mentors if isinstance(mentor, int)], default=0),
        performed=max(0, _lack(lacks, "performed") - number),
        proofs=tuple(
            (c.params["kind"], c.params["competency"], c.need) for c in checks if c.code == "proof" and not c.met and "proof" in lacks
        ),
        held=gate.held if "held" in lacks else "",
        wait_until=wait,
        panel_first=under_review,
        never=never,
    )


def _steps(
    gate: Gate, mentors: Sequence[str | int], kinds: Sequence[tuple[str, ...]], industries: int, difficult: int
) -> list[NextObservation]:
    level = gate.level if gate.level_share or gate.last_levels else ""
    score = gate.score if gate.last_scores else 0
    return [
        NextObservation(
            role=gate.role,
            mentor="" if isinstance(mentor, int) else mentor,
            new_mentor=mentor if isinstance(mentor, int) else 0,
            kinds=kinds[place] if place < len(kinds) else (),
            new_industry=place < industries,
            difficulty=gate.difficulty if place < difficult else 1,
            level=level,
            score=score,
        )
        for place, mentor in enumerate(mentors)
    ]


def _proofs(checks: Sequence[Check]) -> tuple[tuple[str, str, int], ...]:
    return tuple((each.params["kind"], each.params["competency"], each.need) for each in checks if each.code == "proof" and not each.met)


def _lack(lacks: Mapping[str, Check], code: str) -> int:
    return lacks[code].need - lacks[code].have if code in lacks else 0


def _fewest(gate: Gate, lacks: Mapping[str, Check], found: Tally) -> int:
    """A lower bound from every requirement by itself; all of them can be met by the same observations."""
    number = max([check.need - check.have for code, check in lacks.items() if code in COUNTED], default=0)
    if "level_share" in lacks and gate.level_share < 100:
        # (reached + k) / (count + k) ≥ share, solved for k
        number = max(number, -(-(gate.level_share * found.number - 100 * found.at_level) // (100 - gate.level_share)), 1)
    return number


def _for_share(number: int, share: int, found: Tally) -> int:
    """No mentor may hold more than the share of all: enough others have to come in."""
    most = max(found.mentors.values(), default=0)
    while share < 100 and max(1, most) > (found.number + number) * share // 100:
        number += 1
    return number


def _mentors(number: int, new: int, share: int, found: Tally, avoided: str | None) -> list[str | int]:
    """Whom each card should come from: as few new mentors as possible, nobody above the share, the last not from ``avoided``."""
    cap = (found.number + number) * share // 100
    room: list[tuple[int, str, str | int]] = [(held, who, who) for who, held in found.mentors.items() if held < cap]
    chosen: list[str | int] = []
    strangers = 0
    for place in range(number):
        free = [each for each in room if each[1] != avoided] if place == number - 1 and avoided else room
        if place >= new and free:
            taken = min(free)
            room.remove(taken)
        else:
            strangers += 1
            taken = (0, f"\uffff{strangers:04}", strangers)  # a new one comes after those who are known
        chosen.append(taken[2])
        if taken[0] + 1 < cap:
            room.append((taken[0] + 1, taken[1], taken[2]))
    return chosen


def _waiting(gate: Gate, lacks: Mapping[str, Check], kept: Sequence[Observation], held_since: date | None) -> tuple[date | None, str]:
    days: list[date] = []
    if "critical_event" in lacks:
        days.append(date.fromisoformat(lacks["critical_event"].params["on"]) + timedelta(gate.event_free_days + 1))
    if "held_days" in lacks and "held" not in lacks and held_since is not None:
        days.append(held_since + timedelta(gate.held_days))
    if "level_share" in lacks and gate.level_share == 100:
        low = [each.happened_on for each in kept if RANK[each.ahead if gate.level_by == "ahead" else each.helped] < RANK[gate.level]]
        if low and gate.window_days is None:
            return None, "level_share"
        days += [day + timedelta(gate.window_days + 1) for day in low if gate.window_days is not None]
    return max(days, default=None), ""
