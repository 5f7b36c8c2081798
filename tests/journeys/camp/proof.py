"""What anybody can check: the file computed again, the other bank that finds nothing, and the row that was changed by hand."""

import json
import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from lms.decisions.domain.recompute import recompute_text

from .camp import Camp
from .exam import EXAM
from .opening import CLASS, FIRST, SECOND
from .rule import RULE

SECTIONS = ("rule", "inputs", "result")
EVERY = 5
Trail = tuple[str | int, ...]

OWN_ID = re.compile(r"/[a-z0-9]{26}/")
OURS = (CLASS, RULE, EXAM, str(FIRST[0]), str(SECOND[0]))
# The shared library is for the authors and organisers of every bank.
SHARED = {"course-detail": {"hr1", "instructor1"}, "lesson": {"instructor1"}}
TABLE = "evidence_evidence"


def compute_again(camp: Camp) -> None:
    """``export_decision --latest ranking | recompute`` says same; a changed character is named with its place."""
    exported = camp.site.command("export_decision", "--latest", "ranking")
    assert exported.returncode == 0, exported.stderr
    assert RULE in exported.stdout.decode()
    again = camp.site.command("recompute", given=exported.stdout)
    assert (again.returncode, again.stdout.decode().strip()) == (0, "same")
    changed = {section: list(changed_texts(exported.stdout, section)) for section in SECTIONS}
    for path, text in (one for some in changed.values() for one in some):
        found = [one.path for one in recompute_text(text).differences]
        assert found[:1] == [path], (path, found[:3])
    # One of each section through the command itself; the others were computed by the same function.
    with ThreadPoolExecutor(len(SECTIONS)) as pool:
        firsts = [some[0] for some in changed.values()]
        told = list(pool.map(lambda one: camp.site.command("recompute", given=one[1].encode()), firsts))
    assert [(one.returncode, one.stdout.decode().split(":")[0]) for one in told] == [(1, path) for path, _text in firsts]


def changed_texts(exported: bytes, section: str) -> Iterator[tuple[str, str]]:
    """One character of every fifth value of a section changed, with the value's place."""
    leaves = list(_leaves(json.loads(exported)[section], (section,)))
    assert len(leaves) > EVERY
    for trail, value in leaves[::EVERY]:
        document = json.loads(exported)
        place = document
        for part in trail[:-1]:
            place = place[part]
        place[trail[-1]] = _one_character_off(value)
        yield "$" + "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in trail), json.dumps(document)


def _leaves(value: Any, trail: Trail) -> Iterator[tuple[Trail, Any]]:
    if isinstance(value, dict | list):
        for key, item in value.items() if isinstance(value, dict) else enumerate(value):
            yield from _leaves(item, (*trail, key))
    else:
        yield trail, value


def _one_character_off(value: Any) -> Any:
    if isinstance(value, str):
        return value[:-1] + ("1" if value[-1:] != "1" else "2")
    return not value if isinstance(value, bool) or value is None else value + 1


def strangers_find_nothing(camp: Camp) -> None:
    """The same addresses as the other bank's people: what is this class's does not exist, in no list and under no address."""
    seen = dict(camp.looked.addresses)
    assert len([path for path in seen if OWN_ID.search(path)]) > 20
    for number in ("hr1", "instructor1", "trainee01"):
        stranger = camp.somebody(number, organisation="other")
        stranger.sign_in()
        stranger.look()
        for path, name in seen.items():
            answer = stranger.context.request.get(f"{stranger.site}{path}", max_redirects=0)
            if OWN_ID.search(path) and number not in SHARED.get(name, set()):
                assert answer.status == 404, (number, path, answer.status)
            assert not [text for text in OURS if text in answer.text()], (number, path)


def evidence_holds(camp: Camp) -> None:
    """The ledger verifies; then somebody goes round the guard and changes one score, and the ledger names the row."""
    whole = camp.site.command("verify_evidence")
    assert whole.returncode == 0, whole.stdout.decode()
    [(row, score)] = camp.site.store.execute(f"SELECT public_id, raw FROM {TABLE} WHERE kind = 'exam' ORDER BY id DESC LIMIT 1")
    assert _refused(camp, f"UPDATE {TABLE} SET raw = raw + 1 WHERE public_id = '{row}'")
    camp.site.store.unguard(TABLE)
    camp.site.store.execute(f"UPDATE {TABLE} SET raw = raw + 1 WHERE public_id = '{row}'")
    broken = camp.site.command("verify_evidence")
    assert broken.returncode == 1, (score, broken.stdout.decode())
    named = [line for line in broken.stdout.decode().splitlines() if str(row) in line]
    assert len(named) == 1, broken.stdout.decode()


def _refused(camp: Camp, statement: str) -> bool:
    try:
        camp.site.store.execute(statement)
    except Exception as refusal:  # each database has its own
        return "append-only" in str(refusal)
    return False
