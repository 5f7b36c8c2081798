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
    "exchange",
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


NOT_OURS = {".git", ".venv", "node_modules", "var", "__pycache__", ".pytest_cache", ".mypy_cache", ".ruff_cache", ".hypothesis"}


@cache
def tracked_files() -> tuple[Path, ...]:
    """Every file that git keeps and that still exists; in an unpacked archive, every file that isn't made by a tool."""
    if not (ROOT / ".git").exists():
        found = (path for path in ROOT.glob("**/*") if path.is_file() and path.suffix != ".mo")
        return tuple(sorted(path for path in found if not NOT_OURS & set(parts(path))))
    # Someone else may own the checkout (a container, a CI runner); reading its file list is harmless.
    command = ["git", "-c", "safe.directory=*", "ls-files", "-z"]
    listing = subprocess.run(command, cwd=ROOT, capture_output=True, check=True).stdout.decode()
    return tuple(path for path in (ROOT / name for name in listing.split("\0") if name) if path.is_file())


def parts(path: Path) -> tuple[str, ...]:
    """Folder and file names below the root: what the checkout itself is called doesn't matter."""
    return path.relative_to(ROOT).parts


def relative(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def product_modules() -> list[Path]:
    """Python files of the rooms, migrations aside: those are written by a command."""
    return [path for path in tracked_files() if path.suffix == ".py" and parts(path)[0] in ROOM_FOLDERS and "migrations" not in parts(path)]


def templates() -> list[Path]:
    return [path for path in tracked_files() if path.suffix == ".html" and parts(path)[0] in ROOM_FOLDERS]


@cache
def syntax(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))
