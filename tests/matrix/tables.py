"""The whole matrix: one table per room, found by their names."""

from functools import cache
from importlib import import_module
from pathlib import Path

from .lines import Line, Table


@cache
def rooms() -> dict[str, Table]:
    """``cohorts`` → the table of ``table_cohorts.py``."""
    files = sorted(Path(__file__).parent.glob("table_*.py"))
    return {file.stem.removeprefix("table_"): import_module(f"{__package__}.{file.stem}").TABLE for file in files}


def cases() -> list[tuple[str, Line]]:
    """Every line with the label of its address; an address may have several, about things in different states."""
    found = []
    for table in rooms().values():
        for label, lines in table.items():
            found += [(label, line) for line in (lines if isinstance(lines, tuple) else (lines,))]
    return found
