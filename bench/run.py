#!/usr/bin/env python3
"""Measures Duzuo beside the bare floor app and prints one JSON object; progress goes to standard error. What `make bench` runs.

python bench/run.py [--quick] [--only postgresql|sqlite|rooms|batches|certification]

It starts a PostgreSQL of its own (or makes two databases on the server that DATABASE_URL names), serves both systems on loopback,
and stops everything that it started, by itself and whatever happens. docs/performance.md says what the figures mean.
"""

import argparse
import asyncio
import contextlib
import json
import os
import platform
import shutil
import signal
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from types import FrameType
from typing import Any

import rounds
from databases import postgres
from goals import errors_in, judged
from polls import measure_polls
from processes import BENCH, ROOT, BenchProblem, run, say
from systems import Pair, postgres_pair, seed, sqlite_pair
from weigh import weigh

LEGS = ("postgresql", "sqlite")
LIMIT_SECONDS = 1200  # far above what it takes: an end for a machine that hangs
BATCH_SECONDS = 300.0
FULL = rounds.Size(rounds=5, trainees=20, answers=10, pages=8)
QUICK = rounds.Size(rounds=3, trainees=8, answers=8, pages=6)
TRAINEE_PAGES = {
    "desk": "/",
    "courses": "/courses/",
    "exams": "/assessments/exams/",
    "timetable": "/cohorts/timetable/",
    "notices": "/notices/",
}
ROOMS, QUICK_ROOMS = 100, 20
BATCHES = {"people": 1000, "roster": 5000, "questions": 5000, "facts": 5000, "cases": 200, "certificates": 1000, "rounds": 3}
AUTHORITY = {"people": 1000, "rounds": 7, "calls": 400}
QUICK_AUTHORITY = {"people": 100, "rounds": 3, "calls": 100}
QUICK_BATCHES = {"people": 200, "roster": 1000, "questions": 500, "facts": 1000, "cases": 40, "certificates": 100, "rounds": 1}


def end(number: int, _frame: FrameType | None) -> None:
    """Unwinds through every ``finally``, so that no server outlives the bench."""
    raise BenchProblem("out of time" if number == signal.SIGALRM else "stopped")


def host() -> dict[str, Any]:
    models = [line.partition(":")[2].strip() for line in Path("/proc/cpuinfo").read_text().splitlines() if line.startswith("model name")]
    return {
        "cores": os.cpu_count(),
        "cpu": models[0] if models else platform.machine(),
        "system": platform.platform(),
        "python": platform.python_version(),
        "load_before": round(os.getloadavg()[0], 2),
    }


def apart(script: str, pair: Pair, scratch: Path, counts: dict[str, int]) -> Any:
    """What ``bench/<script>.py`` prints: a process of its own, on the PostgreSQL leg's database."""
    command = [sys.executable, str(BENCH / f"{script}.py"), *(part for name, n in counts.items() for part in (f"--{name}", str(n)))]
    environment = {**pair.duzuo.environment, "BENCH_DB_PIDS": ",".join(map(str, pair.pids))}
    return json.loads(run(command, environment=environment, log=scratch / f"{script}.log", limit=BATCH_SECONDS, cwd=ROOT))


async def weights(pair: Pair, scratch: Path) -> dict[str, Any]:
    facts = json.loads(pair.facts.read_text(encoding="utf-8"))
    pages = TRAINEE_PAGES | {"lesson": f"/courses/lessons/{facts['lessons'][0]}/"}
    size = rounds.Size(rounds=1, trainees=1, answers=1, pages=1)
    exam = str(len(facts["exams"]) - 1)
    with pair.duzuo.served(scratch / "weights.log") as (base, _pid):
        async with rounds.halls(pair.duzuo, base, size, {}, exam=exam) as (inside, _login):
            hall = inside.trainees
            await hall.spike("start")
            if hall.contexts[0] is not None and "config" in hall.contexts[0]:
                pages |= {"sitting": hall.contexts[0]["config"]["pageUrl"]}
            return await weigh(hall.visitors[0], pages)


def measure_leg(pair: Pair, size: rounds.Size, scratch: Path) -> dict[str, Any]:
    counted = asyncio.run(rounds.count(pair, scratch, exam=size.rounds + 1))
    return rounds.summary(asyncio.run(rounds.measure(pair, size, scratch)), counted)


def measure(asked: argparse.Namespace, scratch: Path) -> dict[str, Any]:
    size = QUICK if asked.quick else FULL
    wanted = [leg for leg in LEGS if asked.only in (leg, None)][: 1 if asked.quick else None]
    result: dict[str, Any] = {"legs": {}}
    with contextlib.ExitStack() as stack:
        pairs = {}
        if "postgresql" in wanted or asked.only not in LEGS:
            server = stack.enter_context(postgres(scratch))
            pairs["postgresql"] = stack.enter_context(postgres_pair(server, scratch))
        if "sqlite" in wanted:
            pairs["sqlite"] = sqlite_pair(scratch)
        say("making tables and people")
        # One exam a round, one for warming up, one for counting, one for weighing.
        rooms = 0 if asked.only not in ("rooms", None) else QUICK_ROOMS if asked.quick else ROOMS
        seed(list(pairs.values()), scratch, exams=size.rounds + 3, trainees=size.trainees, rooms=rooms)
        for leg in wanted:
            result["legs"][leg] = measure_leg(pairs[leg], size, scratch)
        if wanted:
            say("weighing pages")
            result["weights"] = asyncio.run(weights(pairs[wanted[0]], scratch))
            result["heaviest_kb"] = max(page["total_kb"] for page in result["weights"].values())
        if rooms:
            result["rooms"] = asyncio.run(measure_polls(pairs["postgresql"], rooms, scratch))
        if asked.only in ("batches", None):
            result["batches"] = apart("batches", pairs["postgresql"], scratch, QUICK_BATCHES if asked.quick else BATCHES)
        if asked.only in ("certification", None):
            say("what a person may do; who is ready")
            result["authority"] = apart("authority", pairs["postgresql"], scratch, QUICK_AUTHORITY if asked.quick else AUTHORITY)
            result["eligibility"] = apart("certification", pairs["postgresql"], scratch, {"rounds": 1 if asked.quick else 3})
    return result


@contextlib.contextmanager
def scratch_folder() -> Iterator[Path]:
    """Gone afterwards, whoever owns what lies in it; not under the checkout, whose path may be too long or not ours to write."""
    folder = Path(tempfile.mkdtemp(prefix="duzuo-bench."))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--quick", action="store_true", help="PostgreSQL only, fewer rounds and rows")
    parser.add_argument("--only", choices=[*LEGS, "rooms", "batches", "certification"], help="one part alone")
    asked = parser.parse_args()
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP, signal.SIGALRM):
        signal.signal(number, end)
    signal.alarm(LIMIT_SECONDS)
    begun, about = time.monotonic(), host()
    try:
        with scratch_folder() as scratch:
            result = measure(asked, scratch)
    except BenchProblem as problem:
        say(str(problem))
        sys.exit(1)
    if result["legs"]:
        result["errors"] = errors_in(result["legs"] | ({"rooms": {"poll": result["rooms"]}} if "rooms" in result else {}))
    about["load_after"] = round(os.getloadavg()[0], 2)
    head = {"measured_at": datetime.now(UTC).isoformat(timespec="seconds"), "seconds": round(time.monotonic() - begun)}
    head |= {"quick": asked.quick, "host": about, "server": "gunicorn gthread, 2 workers x 4 threads, for both"}
    json.dump({**head, "goals": judged(result), **result}, sys.stdout, ensure_ascii=False, indent=1)
    print()


if __name__ == "__main__":
    main()
