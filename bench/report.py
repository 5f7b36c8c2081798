#!/usr/bin/env python3
"""The tables of docs/performance.md from what ``make bench`` printed: python bench/report.py result.json"""

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

WORDS = {
    "lesson": "lesson page",
    "save": "saving an answer",
    "start": "starting an exam of 20 questions, with the paper",
    "submit": "handing in, with the page that follows",
    "desk": "trainee's desk, to the floor's lesson page",
    "list": "HR's list of people, 50 rows, to the floor's lesson page",
}


def number(value: float) -> str:
    return f"{value:,.0f}" if value >= 100 else f"{value:.1f}" if value >= 10 else f"{value:.2f}"


def ratio(found: dict[str, Any]) -> str:
    least, most = found["ratio_spread"]
    return f"{number(found['ratio'])} [{number(least)}–{number(most)}]"


def table(*columns: str) -> str:
    return f"| {' | '.join(columns)} |\n|{'---|' * len(columns)}"


def step_cell(found: dict[str, Any]) -> str:
    duzuo = found["duzuo"]
    return f"{ratio(found)}, {duzuo['cpu_ms']:.1f}, {duzuo['queries']:.0f}"


def pages(legs: dict[str, Any]) -> Iterator[str]:
    yield table("", *(f"{leg}: ratio [spread], CPU ms, statements" for leg in legs))
    for step, words in WORDS.items():
        yield f"| {words} | " + " | ".join(step_cell(leg[step]) for leg in legs.values()) + " |"
    cells = [ratio(leg["save"]["ratio_to_save_ticket"]) for leg in legs.values()]
    yield "| saving an answer, to a floor with a signed ticket | " + " | ".join(cells) + " |"


def batches(found: dict[str, Any]) -> Iterator[str]:
    yield table("batch", "rows", "rows a second", "ratio [spread]", "its floor")
    for name, one in found.items():
        words = name.replace("_", " ")
        yield f"| {words} | {one['rows']:,} | {number(one['rows_per_s'])} | {ratio(one)} | {one['floor']['is']} |"


def rooms(found: dict[str, Any]) -> Iterator[str]:
    pace = found["at_pace"]
    yield f"One answer with nothing new: {ratio(found)} x an empty view, {found['duzuo']['cpu_ms']:.2f} ms."
    asked = f"{pace['rooms']} rooms of 9, {pace['asked_per_s']:.0f} questions a second"
    yield f"{asked}: {pace['cores_used']} cores, p95 {pace['p95_ms']:.0f} ms."


def goals(found: list[dict[str, Any]]) -> Iterator[str]:
    yield table("goal", "measured", "at most", "aim")
    for one in found:
        aim = f"{one['aim']}{'' if one['aim_met'] else ', not reached'}" if "aim" in one else ""
        yield f"| {one['goal']} | {one['value']:g} | {one['at_most']}{'' if one['met'] else ', **not met**'} | {aim} |"


def main() -> None:
    result = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    for part, write in (("goals", goals), ("legs", pages), ("rooms", rooms), ("batches", batches)):
        if result.get(part):
            print("\n".join(write(result[part])), end="\n\n")


if __name__ == "__main__":
    main()
