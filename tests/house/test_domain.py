"""A domain computes from what it is given: it reads no clock, no dice, no file and no environment."""

import ast
from pathlib import Path

import pytest

from tests.house.tree import parts, product_modules, relative, syntax

FORBIDDEN = {
    ("datetime", "now"),
    ("datetime", "today"),
    ("datetime", "utcnow"),
    ("date", "today"),
    ("timezone", "now"),
    ("time", "time"),
    ("time", "monotonic"),
    ("uuid", "uuid4"),
    ("os", "environ"),
    ("os", "getenv"),
    ("os", "urandom"),
    *(("random", name) for name in ("random", "randint", "choice", "choices", "shuffle", "sample", "uniform", "randrange")),
}
FORBIDDEN_MODULES = {"secrets", "socket", "subprocess", "urllib.request"}


def impure(path: Path) -> list[str]:
    found = []
    for node in ast.walk(syntax(path)):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and (node.value.id, node.attr) in FORBIDDEN:
            found.append(f"{relative(path)}:{node.lineno} {node.value.id}.{node.attr}")
        elif isinstance(node, ast.Import | ast.ImportFrom):
            names = {alias.name for alias in node.names} | {getattr(node, "module", None) or ""}
            found += [f"{relative(path)}:{node.lineno} import {name}" for name in sorted(names & FORBIDDEN_MODULES)]
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in {"open", "input", "print"}:
            found.append(f"{relative(path)}:{node.lineno} {node.func.id}()")
        elif isinstance(node, ast.Call) and ast.unparse(node.func) in {"Random", "random.Random"} and not node.args:
            found.append(f"{relative(path)}:{node.lineno} Random() without a seed")
    return found


def test_domains_are_pure() -> None:
    assert [line for path in product_modules() if "domain" in parts(path) for line in impure(path)] == []


@pytest.mark.parametrize(
    "line",
    [
        "datetime.now()",
        "date.today()",
        "random.shuffle(x)",
        "os.environ['A']",
        "import secrets",
        "open('x')",
        "Random()",
        "random.Random()",
    ],
)
def test_impurity_is_seen(line: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tests.house.tree.ROOT", tmp_path)
    module = tmp_path / "rule.py"
    module.write_text(f"{line}\n")
    assert len(impure(module)) == 1
