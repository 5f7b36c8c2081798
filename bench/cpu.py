"""What a group of processes has used so far, from /proc: CPU seconds of a tree, and its memory."""

import os
from pathlib import Path

TICK = os.sysconf("SC_CLK_TCK")


def _processes() -> dict[int, tuple[int, int]]:
    """PID → (parent, ticks used by it and by its children that have ended)."""
    found = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                text = (entry / "stat").read_bytes()
            except OSError:
                continue
            fields = text[text.rindex(b")") + 2 :].split()
            found[int(entry.name)] = (int(fields[1]), sum(map(int, fields[11:15])))
    return found


def _tree(roots: list[int], processes: dict[int, tuple[int, int]]) -> set[int]:
    children: dict[int, list[int]] = {}
    for pid, (parent, _ticks) in processes.items():
        children.setdefault(parent, []).append(pid)
    seen: set[int] = set()
    waiting = [pid for pid in roots if pid in processes]
    while waiting:
        pid = waiting.pop()
        if pid not in seen:
            seen.add(pid)
            waiting += children.get(pid, [])
    return seen


def tree_cpu(roots: list[int]) -> float:
    """CPU seconds, user and system, of each root, its living descendants and those it has outlived."""
    processes = _processes()
    return sum(processes[pid][1] for pid in _tree(roots, processes)) / TICK


def tree_pss(roots: list[int]) -> float:
    """MiB, shared pages counted in parts."""
    kilobytes = 0
    for pid in _tree(roots, _processes()):
        try:
            with open(f"/proc/{pid}/smaps_rollup") as rollup:
                kilobytes += sum(int(line.split()[1]) for line in rollup if line.startswith("Pss:"))
        except OSError:
            continue
    return round(kilobytes / 1024, 1)
