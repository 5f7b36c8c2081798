"""The command that makes cases: same arguments, same bytes; helpful where something is wrong."""

import hashlib
import io
import json
import os
import subprocess
import sys

import pytest
from django.core.management import CommandError, call_command

from simulations.domain.trades import TRADES
from tests.house.tree import ROOT


def run(*arguments: str) -> str:
    out = io.StringIO()
    call_command("make_case", *arguments, stdout=out)
    return out.getvalue()


def test_trades_are_listed_one_a_line() -> None:
    assert run("--list-trades").split() == list(TRADES)


def test_the_object_is_the_published_one() -> None:
    case = json.loads(run("--trade", "pig_fattening", "--seed", "8", "--level", "3", "--json"))
    assert list(case) == ["trade", "seed", "level", "truth", "shown", "planted", "checks", "decision"]
    assert (case["trade"], case["seed"], case["level"]) == ("pig_fattening", 8, 3)


def test_the_summary_names_what_is_hidden() -> None:
    text = run("--trade", "noodle_shop", "--hide", "wrong_purpose")
    assert "hidden: wrong_purpose" in text
    assert "hidden: nothing" in run("--trade", "noodle_shop", "--hide", "nothing")


def test_a_class_is_planned() -> None:
    forms = json.loads(run("--class", "6", "--seed", "2", "--level", "2"))
    assert (forms["size"], forms["parallel"]) == (6, True)
    assert {form["trade"] for form in json.loads(run("--class", "2", "--trade", "haulage"))["forms"]} == {"haulage"}


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ((), "--trade is needed"),
        (("--trade", "bakery"), "invalid choice: 'bakery'"),
        (("--trade", "haulage", "--level", "9"), "invalid choice: 9"),
        (("--trade", "haulage", "--seed", "x"), "invalid int"),
        (("--trade", "haulage", "--hide", "luck"), "unknown: luck"),
        (("--trade", "noodle_shop", "--hide", "dead_receivables"), "no such case"),
        (("--class", "0"), "at least 1"),
    ],
)
def test_what_is_wrong_is_named(arguments: tuple[str, ...], message: str) -> None:
    with pytest.raises(CommandError, match=message):
        run(*arguments)


def digest(hash_seed: str, locale: str) -> str:
    environment = {**os.environ, "PYTHONHASHSEED": hash_seed, "LC_ALL": locale, "PYTHONUTF8": "0"}
    command = [sys.executable, "manage.py", "make_case", "--trade", "haulage", "--seed", "21", "--level", "3", "--file"]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, check=True)
    return hashlib.sha256(done.stdout).hexdigest()


def test_same_bytes_whatever_the_process() -> None:
    assert digest("1", "C") == digest("2", "C.UTF-8")
