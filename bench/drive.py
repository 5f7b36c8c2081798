#!/usr/bin/env python3
"""Exam-hall and page load driver.

Drives a running system over HTTP with one cookie session per virtual user, and reports latency, throughput and
*server CPU time per operation* as JSON on stdout. ``run.py`` uses the same hall; alone:

  python bench/drive.py --base http://127.0.0.1:8000 --adapter bench/adapters/floor.py \
      --users 50 --answers 20 --pages 10 --conc 4 --proc app=1234 --proc db=5678 [--opt key=value ...]

Phases, each measured by itself: login, start, save, submit, and any page the adapter knows (lesson, desk, list).
  start, submit  all users released together by a barrier (the "same minute" spikes)
  save           --answers per user; closed loop (default) or open loop with --rate R per second
                 (open loop counts latency from the *scheduled* time, so queueing is not hidden)
  pages          --pages per user, closed loop

--proc NAME=PID[,PID...]  CPU is user and system time of each PID, its living descendants and their reaped children.
Bounds: every phase has a fixed number of operations and also stops at --max-seconds.

An adapter module defines ``class Adapter``; a step raises (or ``visitor.expect`` does) to count as an error:
  def __init__(self, base, opts)
  async def login(self, visitor, number) -> ctx            number counts virtual users from 0
  async def start(self, visitor, ctx) · save(self, visitor, ctx, question, seq) · submit(self, visitor, ctx)
  async def <page>(self, visitor, ctx, number)             e.g. lesson, desk, list
"""

import argparse
import asyncio
import importlib.util
import json
import os
import platform
import sys
import time
from collections.abc import Awaitable, Callable
from typing import Any
from urllib.parse import urlparse

from cpu import tree_cpu, tree_pss
from visitor import Visitor

SPIKES = ("start", "submit")
LOOPBACK = ("127.0.0.1", "localhost", "::1")


def percentile(latencies: list[float], share: int) -> float | None:
    """Milliseconds."""
    ordered = sorted(latencies)
    return round(ordered[min(len(ordered) - 1, int(share / 100 * len(ordered)))] * 1000, 2) if ordered else None


class Phase:
    """One measured stretch: latencies of what succeeded, errors, and what the server's processes used meanwhile."""

    def __init__(self, groups: dict[str, list[int]], visitors: list[Visitor], max_seconds: float) -> None:
        self.groups, self.visitors, self.max_seconds = groups, visitors, max_seconds
        self.latencies: list[float] = []
        self.errors = self.skipped = 0
        self.samples: list[str] = []

    async def operation(self, work: Awaitable[Any], begun: float) -> None:
        try:
            await work
            self.latencies.append(time.perf_counter() - begun)
        except Exception as problem:  # whatever goes wrong is one failed operation of the system under test
            self.errors += 1
            if len(self.samples) < 3:
                self.samples.append(f"{type(problem).__name__}: {problem}"[:300])

    def over(self) -> bool:
        """Whether the phase's time is up; asked before each operation."""
        late = time.perf_counter() > self.deadline
        self.skipped += late
        return late

    def _used(self) -> dict[str, float]:
        counts = {name: float(sum(getattr(one, name) for one in self.visitors)) for name in ("requests", "bytes", "queries")}
        return counts | {f"cpu:{group}": tree_cpu(pids) for group, pids in self.groups.items()}

    def __enter__(self) -> "Phase":
        self.before, self.driver = self._used(), time.process_time()
        self.begun = time.perf_counter()
        self.deadline = self.begun + self.max_seconds
        return self

    def __exit__(self, *_exception: object) -> None:
        self.wall = time.perf_counter() - self.begun
        self.driver = time.process_time() - self.driver
        self.used = {name: value - self.before[name] for name, value in self._used().items()}

    def report(self) -> dict[str, Any]:
        done = len(self.latencies)
        cpu = {group: self.used[f"cpu:{group}"] for group in self.groups}
        each = {group: round(seconds * 1000 / done, 3) for group, seconds in cpu.items()} if done else None
        found: dict[str, Any] = {
            "operations": done,
            "errors": self.errors,
            "http_requests": int(self.used["requests"]),
            "wall_s": round(self.wall, 3),
            "ops_per_s": round(done / self.wall, 1),
            "p50_ms": percentile(self.latencies, 50),
            "p95_ms": percentile(self.latencies, 95),
            "p99_ms": percentile(self.latencies, 99),
            "cpu_ms_per_op": each,
            "cpu_ms_per_op_total": round(sum(cpu.values()) * 1000 / done, 3) if done else None,
            "driver_cpu_ms_per_op": round(self.driver * 1000 / done, 3) if done else None,
            "bytes_per_op": round(self.used["bytes"] / done) if done else None,
        }
        if self.used["queries"] and done:
            found["queries_per_op"] = round(self.used["queries"] / done, 2)
        if self.samples:
            found["error_samples"] = self.samples
        if self.skipped:
            found["skipped_at_time_limit"] = self.skipped
        return found


class Hall:
    """The virtual users of one running system. Only loopback is ever asked."""

    def __init__(self, adapter: Any, base: str, users: int, groups: dict[str, list[int]], *, timeout: float = 60, max_seconds: float = 60):
        if urlparse(base).hostname not in LOOPBACK:
            raise SystemExit("refusing a target that is not loopback")
        self.adapter, self.groups, self.max_seconds = adapter, groups, max_seconds
        self.visitors = [Visitor(base, timeout) for _ in range(users)]
        self.contexts: list[Any] = [None] * users

    def phase(self) -> Phase:
        return Phase(self.groups, self.visitors, self.max_seconds)

    @property
    def present(self) -> list[int]:
        """Who is signed in."""
        return [number for number, context in enumerate(self.contexts) if context is not None]

    async def login(self, *, first: int = 0, at_once: int = 2) -> dict[str, Any]:
        async def enter(number: int) -> None:
            self.contexts[number] = await self.adapter.login(self.visitors[number], number + first)

        return await self._each(range(len(self.visitors)), enter, at_once)

    async def spike(self, step: str, *, at_once: int = 0) -> dict[str, Any]:
        """``step`` of everybody at the same instant; latency counts from there unless only some may go ``at_once``."""
        act = getattr(self.adapter, step)
        return await self._each(self.present, lambda number: act(self.visitors[number], self.contexts[number]), at_once)

    async def _each(self, numbers: Any, act: Callable[[int], Awaitable[Any]], at_once: int) -> dict[str, Any]:
        gate = asyncio.Semaphore(at_once or max(1, len(numbers)))
        with self.phase() as phase:

            async def one(number: int) -> None:
                async with gate:
                    if not phase.over():
                        await phase.operation(act(number), time.perf_counter() if at_once else phase.begun)

            await asyncio.gather(*(one(number) for number in numbers))
        return phase.report()

    async def loop(self, step: str, times: int, *, at_once: int = 4, first: int = 0) -> dict[str, Any]:
        """Closed loop: each of ``at_once`` lanes owns its users, so nobody has two requests in flight."""
        with self.phase() as phase:

            async def lane(numbers: list[int]) -> None:
                for turn in range(first, first + times):
                    for number in numbers:
                        if not phase.over():
                            await phase.operation(self._act(step, number, turn), time.perf_counter())

            await asyncio.gather(*(lane(self.present[start::at_once]) for start in range(at_once)))
        return phase.report()

    async def open_loop(self, step: str, times: int, rate: float) -> dict[str, Any]:
        """``rate`` operations a second, whether or not the earlier ones are done."""
        with self.phase() as phase:
            begun, tasks = time.perf_counter() + 0.1, []
            for place, (turn, number) in enumerate((turn, number) for turn in range(times) for number in self.present):
                due = begun + place / rate
                if due > phase.deadline:
                    phase.skipped += 1
                    continue
                await asyncio.sleep(max(0.0, due - time.perf_counter()))
                tasks.append(asyncio.create_task(phase.operation(self._act(step, number, turn), due)))
            await asyncio.gather(*tasks)
        return phase.report()

    async def _act(self, step: str, number: int, turn: int) -> None:
        act = getattr(self.adapter, step)
        visitor, context = self.visitors[number], self.contexts[number]
        await (act(visitor, context, turn, turn + 1) if step.startswith("save") else act(visitor, context, turn))

    async def close(self) -> None:
        for visitor in self.visitors:
            await visitor.session.close()


def load_adapter(path: str, base: str, options: dict[str, str]) -> Any:
    spec = importlib.util.spec_from_file_location("adapter", path)
    if spec is None or spec.loader is None:
        raise SystemExit(f"no adapter at {path}")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.Adapter(base, options)


async def main(asked: argparse.Namespace) -> None:
    groups: dict[str, list[int]] = {}
    for text in asked.proc:
        name, ids = text.split("=", 1)
        groups.setdefault(name, []).extend(int(pid) for pid in ids.split(",") if pid)
    adapter = load_adapter(asked.adapter, asked.base, dict(text.split("=", 1) for text in asked.opt))
    hall = Hall(adapter, asked.base, asked.users, groups, timeout=asked.timeout, max_seconds=asked.max_seconds)
    phases = {}
    try:
        phases["login"] = await hall.login(first=asked.first_user, at_once=asked.login_conc)
        for step in [step for step in asked.phases.split(",") if hasattr(adapter, step) and hall.present]:
            if step in SPIKES:
                phases[step] = await hall.spike(step, at_once=asked.spike_conc)
            elif step.startswith("save") and asked.rate:
                phases[step] = await hall.open_loop(step, asked.answers, asked.rate)
            else:
                phases[step] = await hall.loop(step, asked.answers if step.startswith("save") else asked.pages, at_once=asked.conc)
    finally:
        await hall.close()
    host = {"cores": os.cpu_count(), "python": platform.python_version(), "load1": os.getloadavg()[0]}
    memory = {group: tree_pss(pids) for group, pids in groups.items()}
    json.dump({"asked": vars(asked), "host": host, "pss_mib": memory, "phases": phases}, sys.stdout, indent=1)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--base", required=True)
    parser.add_argument("--adapter", required=True)
    parser.add_argument("--users", type=int, default=20)
    parser.add_argument("--first-user", type=int, default=0, help="number of the first virtual user (fresh ones for a single attempt)")
    parser.add_argument("--answers", type=int, default=10)
    parser.add_argument("--pages", type=int, default=10)
    parser.add_argument("--conc", type=int, default=4, help="requests in flight in closed loops")
    parser.add_argument("--login-conc", type=int, default=2)
    parser.add_argument("--spike-conc", type=int, default=0, help="how many may start or submit at once (0: all)")
    parser.add_argument("--rate", type=float, default=0, help="saves a second in an open loop (0: closed loop)")
    parser.add_argument("--phases", default="start,save,submit,lesson")
    parser.add_argument("--proc", action="append", default=[], metavar="NAME=PID[,PID]")
    parser.add_argument("--opt", action="append", default=[], metavar="K=V", help="passed to the adapter")
    parser.add_argument("--timeout", type=float, default=60)
    parser.add_argument("--max-seconds", type=float, default=60, help="time limit of each phase")
    asyncio.run(main(parser.parse_args()))
