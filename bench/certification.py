"""Who is ready: a thousand people at nine nodes with fifteen cards each, beside one pass that only counts them. Needs no database.

python bench/certification.py [--people 1000] [--cards 15] [--rounds 3]
"""

import argparse
import gc
import json
import os
import statistics
import sys
import time
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent.parent))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lms.settings.test")

from lms.decisions.domain.certification.eligibility import Verdict, judge_all
from lms.decisions.domain.certification.observations import Facts, Held, Observation, Passed
from lms.decisions.domain.certification.profile import Profile
from lms.decisions.domain.certification.profiles import shipped

TODAY = date(2026, 9, 1)
GOAL_SECONDS = 1.0
LEVELS = ("1", "2a", "3a", "4")
Person = tuple[Facts, list[Observation]]


def cards_of(person: int, nodes: list[str], count: int) -> list[Observation]:
    found = []
    for place, node in enumerate(nodes):
        for number in range(count):
            mixed = person * 31 + place * 17 + number * 7
            day = TODAY - timedelta(1 + mixed % 200)
            found.append(
                Observation(
                    key=f"{person}-{place}-{number}", person=f"p{person}", mentor=f"m{mixed % 5}", case=f"c{mixed % 997}", node=node,
                    role=("observer", "second", "lead", "lead")[mixed % 4], helped="2b", ahead=("2b", "3a", "3b", "4")[mixed % 4],
                    happened_on=day, recorded_on=day, mentor_level="5", industry=f"i{mixed % 4}",
                    kinds=frozenset({("first_loan", "refused", "returned", "seasonal")[mixed % 4]}), difficulty=1 + mixed % 3,
                    score=Decimal(70 + mixed % 30), case_opened_on=day - timedelta(3),
                )
            )  # fmt: skip
    return found


def people(count: int, cards: int) -> list[Person]:
    nodes = list(shipped("mature").nodes)
    made = []
    for number in range(count):
        held = {node: Held(LEVELS[(number + place) % 4], TODAY - timedelta(300)) for place, node in enumerate(nodes)}
        passed = {("exam", node): (Passed(Decimal(85), TODAY - timedelta(30)),) for node in nodes}
        made.append((Facts(person=f"p{number}", held=held, passed=passed), cards_of(number, nodes, cards)))
    return made


def seconds(work: Callable[[], Any]) -> float:
    begun = time.process_time()
    work()
    return time.process_time() - begun


def judged(profile: Profile, everybody: list[Person], look: Callable[[Verdict], object]) -> None:
    for facts, cards in everybody:
        for verdict in judge_all(profile, cards, facts, TODAY).values():
            look(verdict)


def plain_count(everybody: list[Person]) -> None:
    """A count of cases per person and node, nothing looked at twice."""
    for _facts, cards in everybody:
        seen: dict[str, set[str]] = {}
        for each in cards:
            seen.setdefault(each.node, set()).add(each.case)


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    for name, count in (("people", 1000), ("cards", 15), ("rounds", 3)):
        parser.add_argument(f"--{name}", type=int, default=count)
    asked = parser.parse_args()
    everybody = people(asked.people, asked.cards)
    gc.collect()
    gc.freeze()  # what the rows weigh in memory is not what is measured
    found: dict[str, Any] = {"people": asked.people, "nodes": 9, "cards": sum(len(cards) for _facts, cards in everybody)}
    for name in ("first", "mature"):
        profile = shipped(name)
        taken = [seconds(lambda: judged(profile, everybody, lambda one: one.status)) for _turn in range(asked.rounds)]  # noqa: B023 -- called at once
        ways = seconds(lambda: judged(profile, everybody, lambda one: one.way))  # noqa: B023
        cpu = statistics.median(taken)
        found[name] = {"cpu_s": round(cpu, 3), "with_every_way_s": round(ways, 3), "goal_met": cpu <= GOAL_SECONDS}
    found["floor"] = {"is": "a set of cases per person and node", "cpu_s": round(seconds(lambda: plain_count(everybody)), 3)}
    json.dump({**found, "goal_s": GOAL_SECONDS}, sys.stdout, indent=1)
    print()


if __name__ == "__main__":
    main()
