"""Every text a user can see has its Chinese, and says the same thing everywhere."""

import ast
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import polib
import pytest

from tests.house.tree import ROOM_FOLDERS, ROOT, parts, product_modules, relative, syntax, tracked_files

# gettext function → which of its arguments is the text
MARKERS = {"_": 0, "gettext": 0, "gettext_lazy": 0, "ngettext": 0, "ngettext_lazy": 0, "pgettext": 1, "pgettext_lazy": 1}
PLACEHOLDER = re.compile(r"%\([a-zA-Z_]\w*\)[sdifr]|%[sdifr]|{[a-zA-Z_]?\w*}")
EXTRACTED = {".py", ".html", ".txt", ".js", ".po", ".toml"}

Key = tuple[str | None, str]


def catalogues() -> list[Path]:
    return [path for path in tracked_files() if path.suffix == ".po"]


def texts(entry: polib.POEntry) -> list[str]:
    return list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]


def name(path: Path, entry: polib.POEntry) -> str:
    return f"{relative(path)}: {entry.msgid[:60]!r}"


def placeholders_agree(entry: polib.POEntry) -> bool:
    wanted = {frozenset(PLACEHOLDER.findall(text)) for text in (entry.msgid, entry.msgid_plural or entry.msgid)}
    return all(frozenset(PLACEHOLDER.findall(text)) in wanted for text in texts(entry))


def test_catalogues_are_complete() -> None:
    entries = [(path, entry) for path in catalogues() for entry in polib.pofile(str(path))]
    assert [name(path, entry) for path, entry in entries if entry.obsolete or entry.fuzzy or not all(texts(entry))] == []


def test_every_catalogue_says_that_chinese_has_one_plural() -> None:
    """Without it gettext looks for an English second form, finds none, and shows the English text."""
    headers = {relative(path): polib.pofile(str(path)).metadata.get("Plural-Forms") for path in catalogues() if "zh_Hans" in path.parts}
    assert {path: found for path, found in headers.items() if found != "nplurals=1; plural=0;"} == {}


def test_placeholders_survive_translation() -> None:
    entries = [(path, entry) for path in catalogues() for entry in polib.pofile(str(path)) if not entry.obsolete]
    assert [name(path, entry) for path, entry in entries if not placeholders_agree(entry)] == []


@pytest.mark.parametrize(
    ("english", "chinese", "agrees"),
    [("%(n)s rows", "%(n)s 行", True), ("%(n)s rows", "%(m)s 行", False), ("{name} left", "{name} 离开", True), ("Row %s", "行", False)],
)
def test_a_lost_placeholder_is_seen(english: str, chinese: str, agrees: bool) -> None:
    assert placeholders_agree(polib.POEntry(msgid=english, msgstr=chinese)) is agrees


def test_one_english_text_has_one_chinese() -> None:
    """Django merges all catalogues into one, so two translations of one text would make the winner a matter of luck."""
    seen: dict[tuple[str, Key], dict[str, str]] = {}
    for path in catalogues():
        for entry in polib.pofile(str(path)):
            if not entry.obsolete:
                key = (path.parent.parent.name, (entry.msgctxt, entry.msgid))
                seen.setdefault(key, {}).setdefault("|".join(texts(entry)), relative(path))
    assert {key: found for key, found in seen.items() if len(found) > 1} == {}


def translated(folder: Path) -> set[Key]:
    """What Django and the installed packages translate themselves needs no second translation of ours."""
    known: set[Key] = set()
    for path in folder.glob("**/locale/zh_Hans/LC_MESSAGES/*.po"):
        known |= {(entry.msgctxt, entry.msgid) for entry in polib.pofile(str(path)) if not entry.fuzzy and all(texts(entry))}
    return known


def test_texts_are_marked_by_a_name_that_the_extraction_knows() -> None:
    """``import gettext as say`` would hide every text it marks from makemessages, and so from the test below."""
    files = [path for path in tracked_files() if path.suffix == ".py" and parts(path)[0] in ROOM_FOLDERS]
    imported = [
        (relative(path), alias.asname)
        for path in files
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ImportFrom) and node.module == "django.utils.translation"
        for alias in node.names
        if alias.asname and alias.name.removeprefix("n").startswith(("gettext", "pgettext"))
    ]
    assert [(path, name) for path, name in imported if name != "_"] == []


def extract(folder: Path) -> set[Key]:
    """Runs makemessages on a copy of the tree; the templates it leaves hold every text in the code."""
    for path in tracked_files():
        if parts(path)[0] in ROOM_FOLDERS and path.suffix in EXTRACTED:
            target = folder / relative(path)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, target)
    for domain in ("django", "djangojs"):
        command = [sys.executable, "-m", "django", "makemessages", "--locale", "zh_Hans", "--domain", domain, "--keep-pot"]
        environment = {key: value for key, value in os.environ.items() if key != "DJANGO_SETTINGS_MODULE"}
        subprocess.run(command, cwd=folder, env=environment, check=True, capture_output=True)
    return {(entry.msgctxt, entry.msgid) for path in folder.glob("**/*.pot") for entry in polib.pofile(str(path)) if entry.msgid}


def marked(path: Path) -> set[str]:
    """Every literal given to a gettext function, inside f-strings too, where xgettext doesn't look."""
    calls = [node for node in ast.walk(syntax(path)) if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)]
    found = [node.args[MARKERS[node.func.id]] for node in calls if node.func.id in MARKERS and len(node.args) > MARKERS[node.func.id]]
    return {node.value for node in found if isinstance(node, ast.Constant) and isinstance(node.value, str)}


def test_no_text_hides_in_an_f_string() -> None:
    known = {text for room in ROOM_FOLDERS for _, text in translated(ROOT / room)}
    assert {relative(path): sorted(missing) for path in product_modules() if (missing := marked(path) - known)} == {}


def test_no_text_lacks_its_chinese(tmp_path: Path) -> None:
    if shutil.which("xgettext") is None:
        assert not os.environ.get("CI"), "CI must install gettext"
        pytest.skip("no xgettext on this machine; on Debian or Ubuntu run: apt install gettext")
    import django
    import wagtail

    (tmp_path / "locale").mkdir()
    wanted = extract(tmp_path)
    known = translated(ROOT / "lms").union(*(translated(ROOT / room) for room in ROOM_FOLDERS))
    lent = translated(Path(django.__file__).parent) | translated(Path(wagtail.__file__).parent)
    missing = sorted(text for _, text in wanted - known - lent)
    assert not missing, "\n".join([f"{len(missing)} texts have no Chinese:", *missing[:60]])
