"""The text of the project names no machine, no registry, and no suppression without its reason."""

import re

import pytest

from tests.house.tree import ROOT, product_modules, relative, templates, tracked_files

# Written in pieces, so that this file doesn't contain what it looks for.
REGISTRIES = "|".join((r"pypi\." + "org", "python" + r"hosted\.org", "npm" + r"js\.(?:org|com)", "deb" + r"\.debian\.org"))
MACHINE_PATHS = "|".join(("/" + r"work/(?:main|shared|steering|\.)", "/" + r"root/", "/" + "farm/", "/" + "home/[a-z]", "/" + "opt/py"))
UNFINISHED = "|".join(
    a + b for a, b in (("TO", "DO"), ("FIX", "ME"), ("X", "XX"), ("raise NotImpl", "emented"), ("coming ", "soon"), ("敬请", "期待"))
)
CJK = re.compile(r"[\u3400-\u9fff]")


def lines_with(pattern: str, suffixes: set[str] | None = None) -> list[str]:
    search = re.compile(pattern).search
    found = []
    for path in tracked_files():
        if suffixes is None or path.suffix in suffixes:
            text = path.read_bytes().decode("utf-8", errors="replace")
            found += [f"{relative(path)}:{number}" for number, line in enumerate(text.splitlines(), 1) if search(line)]
    return found


@pytest.mark.parametrize("pattern", [REGISTRIES, MACHINE_PATHS], ids=["registry", "machine"])
def test_no_address_of_a_registry_or_a_machine(pattern: str) -> None:
    assert lines_with(pattern) == []


def test_nothing_is_left_for_later() -> None:
    assert lines_with(rf"\b(?:{UNFINISHED})", {".py", ".html", ".js", ".css"}) == []


@pytest.mark.parametrize("name", ["base.txt", "dev.txt", "node.txt", "package-lock.json"])
def test_locks_name_no_index(name: str) -> None:
    text = (ROOT / "requirements" / name).read_text()
    assert re.findall(r"--(?:extra-)?index-url|--find-links|\"resolved\"|@ (?:https?|file):", text) == []


def pins(name: str) -> set[str]:
    return set(re.findall(r"^[a-z0-9._\[\]-]+==[^ \\]+", (ROOT / "requirements" / name).read_text(), re.MULTILINE))


def test_what_is_tested_is_what_is_installed() -> None:
    assert pins("base.txt") - pins("dev.txt") == set()


def test_every_package_has_its_digest() -> None:
    for name in ("base.txt", "dev.txt", "node.txt"):
        blocks = re.split(r"^(?=[a-z0-9])", (ROOT / "requirements" / name).read_text(), flags=re.MULTILINE)
        assert [block.split()[0] for block in blocks if "==" in block and "--hash=sha256:" not in block] == []


def test_suppressions_carry_their_reason() -> None:
    bare = re.compile(r"#\s*noqa(?:: ?[A-Z0-9, ]+)?\s*$|#\s*type: ignore(?:\[[a-z, -]+\])?\s*$|#\s*pragma: no cover\s*$")
    lines = ((path, number, line) for path in product_modules() for number, line in enumerate(path.read_text().splitlines(), 1))
    assert [f"{relative(path)}:{number}" for path, number, line in lines if bare.search(line)] == []


def without_comments(template: str) -> str:
    return re.sub(r"{#.*?#}|{% comment.*?endcomment %}|<!--.*?-->", "", template, flags=re.DOTALL)


# template → why Chinese stands in it
CHINESE_TEMPLATES = {
    "lms/templates/components/brand.html": "the mark 独 is a picture, hidden from screen readers",
    "lms/templates/components/frame_top.html": "a language is offered under its own name",
}


def test_templates_speak_through_gettext() -> None:
    assert {relative(path) for path in templates() if CJK.search(without_comments(path.read_text()))} == set(CHINESE_TEMPLATES)


INLINE = re.compile(r"<script(?![^>]*\bsrc=)(?![^>]*application/json)[^>]*>|<style\b|<[a-z][^>]*\s(?:on[a-z]+|style)\s*=", re.IGNORECASE)


def test_templates_obey_the_content_security_policy() -> None:
    assert [relative(path) for path in templates() if INLINE.search(without_comments(path.read_text()))] == []
