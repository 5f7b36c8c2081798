"""Duzuo and the floor in turn: the same operations, round after round, and the median of their ratios."""

import contextlib
import statistics
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from drive import Hall, load_adapter
from processes import say
from systems import Pair, System

Report = dict[str, Any]


@dataclass(frozen=True)
class Size:
    """How much is asked of each system in a round."""

    rounds: int
    trainees: int
    answers: int
    pages: int


@dataclass(frozen=True)
class Step:
    """One figure: what Duzuo does, and what the floor does instead. ``also`` names a second floor to compare with."""

    name: str
    floor: str
    kind: str
    also: str = ""


STEPS = (
    Step("start", "start", "spike"),
    Step("save", "save", "answers", also="save_ticket"),
    Step("submit", "submit", "spike"),
    Step("lesson", "lesson", "pages"),
    Step("desk", "lesson", "pages"),
    Step("list", "lesson", "pages"),
)


@contextlib.asynccontextmanager
async def hall(system: System, base: str, users: int, pids: dict[str, list[int]], **options: str) -> AsyncIterator[Hall]:
    adapter = load_adapter(str(system.adapter), base, {**system.options, **options})
    opened = Hall(adapter, base, users, pids, max_seconds=30)
    try:
        yield opened
    finally:
        await opened.close()


@dataclass
class Halls:
    """Everybody who is signed in at one system: trainees, and for Duzuo the personnel office."""

    trainees: Hall
    staff: Hall | None = None

    def of(self, step: str) -> Hall:
        return self.staff if step == "list" and self.staff is not None else self.trainees


@contextlib.asynccontextmanager
async def halls(system: System, base: str, size: Size, pids: dict[str, list[int]], **options: str) -> AsyncIterator[tuple[Halls, Report]]:
    """Both halls with everybody signed in, and what that cost."""
    async with contextlib.AsyncExitStack() as stack:
        trainees = await stack.enter_async_context(hall(system, base, size.trainees, pids, **options))
        login = await trainees.login()
        staff = None
        if system.name == "duzuo":
            staff = await stack.enter_async_context(hall(system, base, min(4, size.trainees), pids, role="hr"))
            await staff.login()
        yield Halls(trainees, staff), login


async def perform(inside: Halls, step: str, kind: str, size: Size, turn: int) -> Report:
    room = inside.of(step)
    if kind == "spike":
        return await room.spike(step)
    share = max(1, size.trainees // len(room.visitors))
    times = size.answers if kind == "answers" else size.pages * share
    return await room.loop(step, times, first=turn * times)


async def measure(pair: Pair, size: Size, scratch: Path) -> Report:
    """Every step by both systems, in each round the other one first; raw figures of each round are kept."""
    logs = {name: scratch / f"{pair.leg}-{name}.log" for name in ("duzuo", "floor")}
    with pair.duzuo.served(logs["duzuo"]) as ours, pair.floor.served(logs["floor"]) as bare:
        groups = [{"app": [pid], **({"db": pair.pids} if pair.pids else {})} for _base, pid in (ours, bare)]
        async with (
            halls(pair.duzuo, ours[0], size, groups[0]) as (duzuo, login),
            halls(pair.floor, bare[0], size, groups[1]) as (floor, their),
        ):
            reports: dict[str, list[Report]] = {"duzuo login": [login], "floor login": [their]}
            for turn in range(-1, size.rounds):
                say(f"{pair.leg}: " + ("warming up" if turn < 0 else f"round {turn + 1} of {size.rounds}"))
                for name, report in await one_round(duzuo, floor, size, turn):
                    if turn >= 0:
                        reports.setdefault(name, []).append(report)
    return reports


async def one_round(duzuo: Halls, floor: Halls, size: Size, turn: int) -> list[tuple[str, Report]]:
    found: list[tuple[str, Report]] = []
    for step in STEPS:
        theirs = [name for name in (step.floor, step.also) if name]
        work = [(f"duzuo {step.name}", duzuo, step.name), *((f"floor {step.name}:{name}", floor, name) for name in theirs)]
        for name, inside, act in work if turn % 2 else reversed(work):
            found.append((name, await perform(inside, act, step.kind, size, turn + 1)))
    return found


def median(values: list[float]) -> float:
    return round(statistics.median(values), 3)


def spread(values: list[float]) -> list[float]:
    return [round(min(values), 3), round(max(values), 3)]


def side(reports: list[Report]) -> Report:
    """One system's figures over all rounds."""
    cpu = [report["cpu_ms_per_op_total"] for report in reports if report["cpu_ms_per_op_total"]]
    parts = {
        group: median([report["cpu_ms_per_op"][group] for report in reports if report["cpu_ms_per_op"]]) for group in groups_of(reports)
    }
    return {
        "cpu_ms": median(cpu) if cpu else None,
        "cpu_ms_spread": spread(cpu) if cpu else None,
        "cpu_ms_by_process": parts,
        **{name: median([report[name] for report in reports if report[name] is not None]) for name in ("p50_ms", "p95_ms", "ops_per_s")},
        "operations": sum(report["operations"] for report in reports),
        "errors": sum(report["errors"] + report.get("skipped_at_time_limit", 0) for report in reports),
        **({"error_samples": samples[:3]} if (samples := [text for one in reports for text in one.get("error_samples", [])]) else {}),
    }


def groups_of(reports: list[Report]) -> list[str]:
    return sorted({group for report in reports for group in report["cpu_ms_per_op"] or {}})


def ratios(ours: list[Report], floor: list[Report]) -> Report:
    """Round by round, so that a slow minute touches both sides of a ratio."""
    pairs = zip(ours, floor, strict=True)
    found = [a["cpu_ms_per_op_total"] / b["cpu_ms_per_op_total"] for a, b in pairs if a["cpu_ms_per_op_total"] and b["cpu_ms_per_op_total"]]
    return {"ratio": median(found), "ratio_spread": spread(found)} if found else {"ratio": None}


def summary(reports: dict[str, list[Report]], counted: dict[str, Report]) -> Report:
    """Per step: both sides, their ratio, queries and bytes."""
    found: Report = {"login": {"duzuo": side(reports["duzuo login"]), "floor": side(reports["floor login"])}}
    for step in STEPS:
        ours, floor = reports[f"duzuo {step.name}"], reports[f"floor {step.name}:{step.floor}"]
        found[step.name] = {
            "duzuo": side(ours) | counted.get(f"duzuo {step.name}", {}),
            "floor": {"is": step.floor} | side(floor) | counted.get(f"floor {step.floor}", {}),
            **ratios(ours, floor),
        }
        if step.also:
            other = reports[f"floor {step.name}:{step.also}"]
            found[step.name][f"floor_{step.also}"] = side(other) | counted.get(f"floor {step.also}", {})
            found[step.name][f"ratio_to_{step.also}"] = ratios(ours, other)
    return found


async def count(pair: Pair, scratch: Path, *, exam: int) -> dict[str, Report]:
    """Queries and bytes of each step, by one person who has been there before; exact, so once is enough. ``exam`` is one nobody sat."""
    size = Size(rounds=1, trainees=1, answers=3, pages=2)
    found: dict[str, Report] = {}
    for system in (pair.duzuo, pair.floor):
        with system.served(scratch / f"{pair.leg}-{system.name}-counted.log", counted=True) as (base, _pid):
            async with halls(system, base, size, {}, exam=str(exam)) as (inside, _login):
                for step in STEPS:
                    for name in [step.name] if system.name == "duzuo" else [step.floor, step.also]:
                        if name and f"{system.name} {name}" not in found:
                            found[f"{system.name} {name}"] = await settled(inside.of(name), name, step.kind)
    return found


async def settled(room: Hall, name: str, kind: str) -> Report:
    """The second time: what a process keeps is kept by then (the connection stays with one worker)."""
    if kind == "spike":
        report = await room.spike(name)
    else:
        for turn in (900, 900 if kind == "pages" else 901):
            report = await room.loop(name, 1, first=turn)
    return {"queries": report.get("queries_per_op"), "bytes": report["bytes_per_op"], "requests": report["http_requests"]}
