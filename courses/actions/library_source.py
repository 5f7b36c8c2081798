"""Turns the files of the course library into field values and blocks."""

import tomllib
import uuid
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import nh3

LIBRARY = Path(__file__).resolve().parents[1] / "library"
TAGS = {"p", "h3", "h4", "ul", "ol", "li", "b", "br"}
_SPACE = uuid.uuid5(uuid.NAMESPACE_URL, "duzuo:course-library")


def course_folders(library: Path = LIBRARY) -> list[Path]:
    return sorted(path.parent for path in library.glob("*/course.toml"))


def read(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"))


def lesson_files(folder: Path) -> list[Path]:
    return sorted(folder.glob("lessons/*.toml"))


def clean_html(html: str) -> str:
    """Only the tags a lesson may have."""
    return nh3.clean(html, tags=TAGS, attributes={})


def _worked(block: Mapping[str, Any]) -> dict[str, Any]:
    inputs = [{key: row.get(key, "") for key in ("key", "label", "value", "unit")} for row in block["inputs"]]
    steps = [{key: row.get(key, "") for key in ("key", "label", "formula", "unit")} | {"places": row["places"]} for row in block["steps"]]
    return {
        "title": block["title"],
        "intro": block.get("intro", ""),
        "inputs": inputs,
        "steps": steps,
    }


def _table(block: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "title": block["title"],
        "columns": " | ".join(block["columns"]),
        "rows": "\n".join(" | ".join(row) for row in block["rows"]),
        "note": block.get("note", ""),
    }


def _figure(block: Mapping[str, Any]) -> dict[str, Any]:
    points = [{"label": row["label"], "value": row["value"]} for row in block["points"]]
    return {"title": block["title"], "unit": block.get("unit", ""), "caption": block.get("caption", ""), "points": points}


def _quiz(block: Mapping[str, Any]) -> dict[str, Any]:
    return {"title": block.get("title", ""), "questions": list(block["questions"])}


VALUES: dict[str, Any] = {
    "text": lambda block: {"heading": block.get("heading", ""), "html": clean_html(block["html"])},
    "formula": lambda block: {"title": block["title"], "expression": block["expression"], "note": block.get("note", "")},
    "worked": _worked,
    "table": _table,
    "figure": _figure,
    "callout": lambda block: {"tone": block["tone"], "title": block["title"], "html": clean_html(block["html"])},
    "quiz": _quiz,
    "simulation_card": lambda block: {"title": block["title"], "html": clean_html(block["html"])},
}


def recordings(lesson: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """The blocks that play a file of the course's folder (``file``, ``title``, ``caption``, ``transcript``)."""
    return (block for block in lesson["block"] if block["type"] == "recording")


def blocks(lesson: Mapping[str, Any], *, place: str, items: Mapping[str, int] | None = None) -> Iterator[dict[str, Any]]:
    """Raw StreamField data; ``items`` tells which media item each recorded file has become.

    Ids follow the block's place, so that a corrected sentence takes nobody's progress away.
    """
    for at, block in enumerate(lesson["block"]):
        identity = str(uuid.uuid5(_SPACE, f"{place}/{at}/{block['type']}"))
        if block["type"] == "recording":
            value: Any = {"item": (items or {})[block["file"]], "caption": block.get("caption", "")}
        else:
            value = VALUES[block["type"]](block)
        yield {"type": block["type"], "value": value, "id": identity}
