"""Review committees in session: what it costs that everybody in every room asks for news every two seconds."""

import contextlib
from pathlib import Path
from typing import Any

from processes import say
from rounds import Report, hall, ratios, side
from systems import Pair

SEATS = 9
EVERY_SECONDS = 2.0
ROUNDS = 3
# In turn and as fast as they go, a few rooms are enough for the cost of one answer.
NEAR = 4 * SEATS
TIMES = 20


async def measure_polls(pair: Pair, rooms: int, scratch: Path) -> dict[str, Any]:
    """CPU of one answer beside the floor's empty view; then all rooms at their own pace, which must leave the cores room to breathe."""
    async with contextlib.AsyncExitStack() as stack:
        ours = stack.enter_context(pair.duzuo.served(scratch / "polls-duzuo.log"))
        bare = stack.enter_context(pair.floor.served(scratch / "polls-floor.log"))
        groups = [{"app": [pid], **({"db": pair.pids} if pair.pids else {})} for _base, pid in (ours, bare)]
        systems = ((pair.duzuo, ours[0], groups[0]), (pair.floor, bare[0], groups[1]))
        few = [await stack.enter_async_context(hall(one, base, min(NEAR, rooms * SEATS), pids, role="room")) for one, base, pids in systems]
        for room in few:
            await room.login()
        duzuo, floor = await in_turn(*few)
        everybody = await stack.enter_async_context(hall(pair.duzuo, ours[0], rooms * SEATS, groups[0], role="room"))
        await everybody.login(at_once=50)
        return {"duzuo": side(duzuo), "floor": side(floor), **ratios(duzuo, floor), "at_pace": await at_pace(everybody, rooms)}


async def in_turn(duzuo: Any, floor: Any) -> tuple[list[Report], list[Report]]:
    found: dict[str, list[Report]] = {"duzuo": [], "floor": []}
    for turn in range(-1, ROUNDS):
        say("committee rooms: " + ("warming up" if turn < 0 else f"round {turn + 1} of {ROUNDS}"))
        for name, room in (("duzuo", duzuo), ("floor", floor)) if turn % 2 else (("floor", floor), ("duzuo", duzuo)):
            report = await room.loop("poll", TIMES)
            if turn >= 0:
                found[name].append(report)
    return found["duzuo"], found["floor"]


async def at_pace(everybody: Any, rooms: int) -> dict[str, Any]:
    rate = rooms * SEATS / EVERY_SECONDS
    say(f"committee rooms: {rooms} rooms of {SEATS}, {rate:.0f} questions a second")
    report = await everybody.open_loop("poll", 4, rate)
    figures = side([report])
    cores = round(report["cpu_ms_per_op_total"] * rate / 1000, 2) if report["cpu_ms_per_op_total"] else None
    return {"rooms": rooms, "people": rooms * SEATS, "asked_per_s": rate, "cores_used": cores, **figures}
