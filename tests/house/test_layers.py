"""The import contracts name every room, so that none escapes them."""

import tomllib
from pathlib import Path

from django.apps import apps

from tests.house.tree import ROOM_FOLDERS, ROOM_ORDER, ROOT

ACTIVITIES = {"courses", "assessments", "simulations", "media", "lms.operations"}


def contracts() -> dict[str, dict[str, list[str]]]:
    configuration = tomllib.loads((ROOT / "pyproject.toml").read_text())
    return {contract["id"]: contract for contract in configuration["tool"]["importlinter"]["contracts"]}


def rooms() -> set[str]:
    """Import names of the rooms that exist."""
    own = {app.name for app in apps.get_app_configs() if app.name.split(".")[0] in ROOM_FOLDERS}
    return own - {"lms"}


def test_every_room_has_its_floor() -> None:
    assert {name.rsplit(".", 1)[-1] for name in rooms()} <= set(ROOM_ORDER)
    listed = [layer.strip("()") for layer in contracts()["rooms"]["layers"]]
    assert [name.rsplit(".", 1)[-1] for name in reversed(listed)] == ["toolkit", *ROOM_ORDER, "urls"]


def test_every_room_keeps_its_doors() -> None:
    assert set(contracts()["doors"]["containers"]) == rooms()


def test_decisions_may_ask_no_activity() -> None:
    assert set(contracts()["decisions"]["forbidden_modules"]) == ACTIVITIES & rooms()


def test_every_room_is_installed() -> None:
    folders = {path.parent for pattern in ("*/apps.py", "lms/*/apps.py") for path in Path(ROOT).glob(pattern)}
    assert {".".join(path.relative_to(ROOT).parts) for path in folders} - {"lms"} == rooms()
