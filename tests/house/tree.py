"""What lies in the tree, for the tests that look at the house itself."""

import ast
import subprocess
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
ROOM_FOLDERS = ("lms", "media", "assessments", "simulations", "courses")

# Lowest first; a room knows only rooms before it.
ROOM_ORDER = (
    "records",
    "people",
    "policies",
    "jobs",
    "notices",
    "evidence",
    "cohorts",
    "media",
    "assessments",
    "simulations",
    "courses",
    "operations",
    "decisions",
    "recruitment",
    "desks",
)


@cache
def tracked_files() -> tuple[Path, ...]:
    """Every file that git keeps and that still exists."""
    listing = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True).stdout.decode()
    return tuple(path for path in (ROOT / name for name in listing.split("\0") if name) if path.is_file())


def relative(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def product_modules() -> list[Path]:
    """Python files of the rooms, migrations aside: those are written by a command."""
    return [
        path
        for path in tracked_files()
        if path.suffix == ".py" and relative(path).split("/")[0] in ROOM_FOLDERS and "migrations" not in path.parts
    ]


def templates() -> list[Path]:
    return [path for path in tracked_files() if path.suffix == ".html" and relative(path).split("/")[0] in ROOM_FOLDERS]


@cache
def syntax(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))
