"""A certification's decision file: computed again it says the same; a changed value is named."""

import io
import json
from typing import Any

import pytest
from django.core.management import call_command

from lms.decisions.domain.certification.decision_file import certification_document
from lms.decisions.domain.certification.inputs import InvalidInputs, read_inputs, write_inputs
from lms.decisions.domain.certification.observations import CriticalEvent
from lms.decisions.domain.certification.profiles import shipped
from lms.decisions.domain.document import write_text
from lms.decisions.domain.recompute import recompute_text
from lms.toolkit.json_documents import step

from .samples import NODE, TODAY, card, days_ago, facts, passed

CARDS = [card(number, kinds=["refused"] if number == 1 else [], score=80) for number in range(5)] + [card(9, mentor="aunt", red_line=True)]
FACTS = facts(
    passed={("exam", NODE): passed(85)},
    events=(CriticalEvent(days_ago(120), "", "complaint"),),
    relatives=frozenset({"aunt"}),
    performed={NODE: 7},
)


def document() -> dict[str, Any]:
    return certification_document(
        profile=shipped("first"),
        node=NODE,
        target="solo",
        observations=CARDS,
        facts=FACTS,
        today=TODAY,
        about={"title": "认证评审会"},
        outcomes=[{"status": "not_yet", "reasons": ["补一件补调件"]}],
    )


def test_the_same_again() -> None:
    outcome = recompute_text(write_text(document()))
    assert (outcome.kind, outcome.engine, outcome.same) == ("certification", "certification/1", True)


def test_the_order_in_which_cards_come_does_not_matter() -> None:
    turned = certification_document(
        profile=shipped("first"), node=NODE, target="solo", observations=CARDS[::-1], facts=FACTS, today=TODAY,
        about={"title": "认证评审会"}, outcomes=[{"status": "not_yet", "reasons": ["补一件补调件"]}],
    )  # fmt: skip
    assert turned == document()


@pytest.mark.parametrize(
    ("trail", "value", "path"),
    [
        (("inputs", "observations", 2, "ahead"), "3b", "$.inputs.observations[2].ahead"),
        (("inputs", "facts", "performed"), 8, "$.inputs.facts.performed"),
        (("rule", "nodes", NODE, "gates", "solo", "mentors"), 1, f"$.rule.nodes.{NODE}.gates.solo.mentors"),
        (("result", "status"), "ready", "$.result.status"),
        (("outcomes", 0, "status"), "certified", "$.outcomes[0].status"),
    ],
)
def test_a_changed_value_is_named(trail: tuple[Any, ...], value: object, path: str) -> None:
    changed = json.loads(write_text(document()))
    place: Any = changed
    for key in trail[:-1]:
        place = place[key]
    assert place[trail[-1]] != value
    place[trail[-1]] = value
    outcome = recompute_text(write_text(changed))
    assert not outcome.same
    assert outcome.differences[0].path == path


def test_the_command_says_same(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(write_text(document()).encode())))
    call_command("recompute")
    assert capsys.readouterr().out == "same\n"


def test_inputs_survive_being_written() -> None:
    data = document()["inputs"]
    assert write_inputs(read_inputs(data)) == data


@pytest.mark.parametrize(
    ("key", "value", "code"),
    [
        ("happened_on", "yesterday", "not_a_date"),
        ("ahead", "3c", "not_a_choice"),
        ("kinds", ["green"], "not_a_choice"),
        ("score", "101", "out_of_range"),
        ("difficulty", 4, "out_of_range"),
        ("colour", "red", "unknown_key"),
        ("key", "o001", "duplicate"),
    ],
)
def test_a_wrong_card_is_named(key: str, value: object, code: str) -> None:
    data = json.loads(json.dumps(document()["inputs"]))
    data["observations"][0][key] = value
    with pytest.raises(InvalidInputs) as caught:
        read_inputs(data)
    assert code in [problem.code for problem in caught.value.problems]
    if code != "duplicate":
        assert caught.value.problems[0].path == step("$.observations[0]", key)
