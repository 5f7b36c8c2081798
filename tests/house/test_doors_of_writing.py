"""Rows that must stand up later are written behind one door each, which alone says when."""

import ast
from pathlib import Path

import pytest

from tests.house.tree import parts, product_modules, relative, syntax

DOORS = {
    "Act": "lms/records/actions/log_act.py",
    "Signature": "lms/records/actions/sign.py",
    "IssuedDocument": "lms/records/actions/issue_document.py",
    "ChainLink": "lms/records/actions/seal.py",
    "Evidence": "lms/evidence/actions/record.py",
    "Acknowledgement": "lms/policies/actions/acknowledge.py",
}
OTHERS_OF_THAT_NAME = {"lms.toolkit.pdf"}
"""A ``Signature`` there is a line on paper."""
WRITES = {"create", "bulk_create", "get_or_create", "update_or_create"}


def imported_elsewhere(tree: ast.Module) -> set[str]:
    return {
        alias.asname or alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module in OTHERS_OF_THAT_NAME
        for alias in node.names
    }


def made(call: ast.Call) -> str | None:
    """The model that a call makes rows of: ``Act(…)`` or ``Act.objects.create(…)``."""
    if isinstance(call.func, ast.Name):
        return call.func.id
    match call.func:
        case ast.Attribute(attr=verb, value=ast.Attribute(attr="objects", value=ast.Name(id=name))) if verb in WRITES:
            return name
    return None


def written_elsewhere(path: Path) -> list[str]:
    tree = syntax(path)
    strange = imported_elsewhere(tree) | {node.name for node in ast.walk(tree) if isinstance(node, ast.ClassDef)}
    return [
        f"{relative(path)}:{node.lineno} {name}"
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and (name := made(node)) in DOORS and name not in strange and relative(path) != DOORS[name]
    ]


def test_every_row_comes_through_its_door() -> None:
    paths = [path for path in product_modules() if not {"migrations", "models"} & set(parts(path))]
    assert [line for path in paths for line in written_elsewhere(path)] == []


@pytest.mark.parametrize("line", ["Act(verb='x')", "Evidence.objects.bulk_create([])", "Signature.objects.create(x=1)"])
def test_another_door_is_seen(line: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tests.house.tree.ROOT", tmp_path)
    module = tmp_path / "other.py"
    module.write_text(f"{line}\n")
    assert len(written_elsewhere(module)) == 1
