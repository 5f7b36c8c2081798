"""One batch figure: what Duzuo does with some rows, and the least that a plain program would do with the same rows."""

import os
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from cpu import tree_cpu
from django.db import connection, transaction

DATABASE_PIDS = [int(pid) for pid in os.environ.get("BENCH_DB_PIDS", "").split(",") if pid]


@dataclass(frozen=True)
class Figure:
    """``floor_is`` says in words what the floor does; both sides are rolled back."""

    name: str
    rows: int
    ours: Callable[[], Any]
    floor: Callable[[], Any]
    floor_is: str


@dataclass(frozen=True)
class Cost:
    wall: float
    cpu: float
    queries: int


def cost(work: Callable[[], Any]) -> Cost:
    """Seconds of this process and of the database, and the number of statements; nothing stays."""
    seen = 0

    def note(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        nonlocal seen
        seen += not sql.startswith(("SAVEPOINT", "RELEASE"))
        return execute(sql, params, many, context)

    with transaction.atomic():
        database, own, wall = tree_cpu(DATABASE_PIDS), time.process_time(), time.perf_counter()
        with connection.execute_wrapper(note):
            work()
        result = Cost(time.perf_counter() - wall, time.process_time() - own + tree_cpu(DATABASE_PIDS) - database, seen)
        transaction.set_rollback(True)
    return result


def measure(figure: Figure, rounds: int) -> dict[str, Any]:
    """In turn, and the median of the ratios; the first round warms up where there are several."""
    pairs = [(cost(figure.ours), cost(figure.floor)) for _turn in range(rounds)]
    pairs = pairs[1:] or pairs
    ratios = [ours.cpu / floor.cpu for ours, floor in pairs if floor.cpu]
    wall, cpu = (statistics.median([getattr(ours, name) for ours, _floor in pairs]) for name in ("wall", "cpu"))
    return {
        "rows": figure.rows,
        "wall_s": round(wall, 3),
        "cpu_s": round(cpu, 3),
        "cpu_ms_each": round(cpu / figure.rows * 1000, 2),
        "rows_per_s": round(figure.rows / wall),
        "queries": pairs[-1][0].queries,
        "floor": {
            "is": figure.floor_is,
            "cpu_s": round(statistics.median([floor.cpu for _ours, floor in pairs]), 3),
            "rows_per_s": round(figure.rows / statistics.median([floor.wall for _ours, floor in pairs])),
        },
        "ratio": round(statistics.median(ratios), 2) if ratios else None,
        "ratio_spread": [round(min(ratios), 2), round(max(ratios), 2)] if ratios else None,
    }
