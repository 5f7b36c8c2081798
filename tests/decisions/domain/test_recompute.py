"""The decision file: computes again to the same, and one changed character anywhere is named or refused."""

import copy
import json
import random
import string
import time
from collections.abc import Iterator
from typing import Any

import pytest

from lms.decisions.domain.canonical import InvalidDocument
from lms.decisions.domain.document import build_document, content_digest, write_text
from lms.decisions.domain.inputs import write_inputs
from lms.decisions.domain.kinds import known_kinds, register_kind
from lms.decisions.domain.reading import Invalid, step
from lms.decisions.domain.recompute import Outcome, recompute, recompute_text
from lms.decisions.domain.rule_json import write_rule
from lms.toolkit.canonical import CanonicalError

from .samples import component, make_inputs, make_rule, person, sample_document

DOCUMENT = sample_document()
TEXT = write_text(DOCUMENT)
SECTIONS = ("rule", "inputs", "result")


def leaves(value: Any, path: str, trail: tuple = ()) -> Iterator[tuple[str, tuple, Any]]:
    if isinstance(value, dict) and value:
        for key, item in value.items():
            yield from leaves(item, step(path, key), (*trail, key))
    elif isinstance(value, list) and value:
        for index, item in enumerate(value):
            yield from leaves(item, step(path, index), (*trail, index))
    else:
        yield path, trail, value


def keys(value: Any, path: str, trail: tuple = ()) -> Iterator[tuple[str, tuple, str]]:
    if isinstance(value, dict):
        for key, item in value.items():
            yield step(path, key), trail, key
            yield from keys(item, step(path, key), (*trail, key))
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from keys(item, step(path, index), (*trail, index))


def some(found: Iterator[tuple]) -> list[tuple]:
    """A fixed sample where there are very many."""
    everything = list(found)
    return random.Random(11).sample(everything, min(len(everything), 45))


def changed(trail: tuple, value: Any) -> dict:
    document = copy.deepcopy(DOCUMENT)
    place: Any = document
    for part in trail[:-1]:
        place = place[part]
    place[trail[-1]] = value
    return document


def other_values(value: Any) -> list[Any]:
    """What one changed, added or removed character can make of a leaf and leave valid JSON."""
    if isinstance(value, str):
        flipped = ("1" if value[:1] == "0" else "0") + value[1:]
        return [flipped, value + "x", value[:-1]] if value else ["x"]
    if isinstance(value, bool) or value is None:
        return [not value]
    if isinstance(value, int):
        return [value + 1, value * 10]
    return [[None]]


def verdict(text: str) -> str:
    try:
        return "same" if recompute_text(text).same else "different"
    except InvalidDocument:
        return "invalid"


def test_same() -> None:
    assert recompute_text(TEXT) == Outcome("ranking", "ranking/1", ())
    assert recompute(DOCUMENT) == []


def test_the_sample_holds_something_of_everything() -> None:
    people = DOCUMENT["result"]["people"]
    assert {each["status"] for each in people} == {"COMPLETE", "COMPLETE_REWEIGHTED", "INCOMPLETE"}
    assert any(each["gate_failures"] for each in people)
    assert DOCUMENT["signatures"][0]["digest"] == content_digest(DOCUMENT)


@pytest.mark.parametrize("section", SECTIONS)
def test_every_changed_value_is_named_by_its_path(section: str) -> None:
    for path, trail, value in some(leaves(DOCUMENT[section], f"$.{section}", (section,))):
        for other in other_values(value):
            if other != value:
                found = [each.path for each in recompute(changed(trail, other))]
                assert found[0].startswith(path), (path, value, other, found[:3])


@pytest.mark.parametrize("section", SECTIONS)
def test_every_changed_key_is_named_by_its_path(section: str) -> None:
    for path, trail, key in some(keys(DOCUMENT[section], f"$.{section}", (section,))):
        document = copy.deepcopy(DOCUMENT)
        place: Any = document
        for part in trail:
            place = place[part]
        place[key[:-1] + "#"] = place.pop(key)
        found = [each.path for each in recompute(document)]
        assert path in found


def section_span(name: str) -> tuple[int, int]:
    start = TEXT.index(f'\n "{name}": ') + len(f'\n "{name}": ')
    _, length = json.JSONDecoder().raw_decode(TEXT[start:])
    return start, start + length


@pytest.mark.parametrize("section", [*SECTIONS, "about", "outcomes", "signatures", "digests", "locators", None])
def test_no_changed_character_goes_unnoticed(section: str | None) -> None:
    """Random positions, random characters; only white space outside strings may change."""
    dice = random.Random(str(section))
    low, high = (0, len(TEXT)) if section is None else section_span(section)
    original = json.loads(TEXT)
    for _ in range(60):
        at = dice.randrange(low, high)
        put = dice.choice(string.printable + "文０é\u00a0" + '"\\{}[],:-.')
        text = TEXT[:at] + put + TEXT[at + dice.choice((0, 1, 1, 1)) :]
        try:
            equal = json.dumps(json.loads(text)) == json.dumps(original)
        except ValueError:
            assert verdict(text) == "invalid"
            continue
        assert (verdict(text) == "same") == equal, (at, put, TEXT[at - 20 : at + 20])


def test_white_space_and_the_order_of_keys_do_not_matter() -> None:
    def turned(value: Any) -> Any:
        if isinstance(value, dict):
            return {key: turned(value[key]) for key in reversed(value)}
        return [turned(item) for item in value] if isinstance(value, list) else value

    assert recompute_text(json.dumps(turned(DOCUMENT), indent=7)).same
    assert recompute_text(json.dumps(DOCUMENT, separators=(",", ":"), ensure_ascii=False)).same
    assert recompute_text("\ufeff" + json.dumps(DOCUMENT, sort_keys=True)).same


def test_the_order_of_a_list_does_matter() -> None:
    document = copy.deepcopy(DOCUMENT)
    document["inputs"]["people"][0], document["inputs"]["people"][1] = document["inputs"]["people"][1], document["inputs"]["people"][0]
    assert recompute(document)[0].path == "$.inputs.people[0].key"


def test_a_changed_score_names_the_score_first_and_then_its_consequences() -> None:
    outcome = recompute_text(TEXT.replace('"value": "92"', '"value": "93"'))
    first = outcome.differences[0]
    assert (first.path, first.reason, first.stored, first.computed) == ("$.inputs.people[0].scores[0].value", "altered", "93", None)
    consequence = next(each for each in outcome.differences if each.path == "$.result.people[0].points.exact")
    assert (consequence.reason, consequence.stored, consequence.computed) == ("recomputed", "87.4", "87.8")


def test_a_title_that_no_number_depends_on_is_named() -> None:
    outcome = recompute_text(TEXT.replace("综合评估", "综合评价"))
    assert [(each.path, each.reason, each.stored) for each in outcome.differences] == [("$.rule.title", "altered", "综合评价")]


def test_a_forged_result_with_fresh_digests_is_still_found() -> None:
    result = copy.deepcopy(DOCUMENT["result"])
    result["people"][0]["rank"] = 2
    parts = {name: DOCUMENT[name] for name in ("kind", "engine", "rule", "inputs", "about", "outcomes")}
    forged = build_document(**parts, result=result)
    assert [(each.path, each.stored, each.computed) for each in recompute(forged)] == [("$.result.people[0].rank", 2, 1)]


def test_a_signature_under_something_else_is_found() -> None:
    parts = {name: DOCUMENT[name] for name in ("kind", "engine", "rule", "inputs", "about", "outcomes")}
    document = build_document(**parts, signatures=[{"signer": "hr1", "digest": "0" * 64}])
    assert [each.path for each in recompute(document)] == ["$.signatures[0].digest"]


@pytest.mark.parametrize("name", ["rule", "inputs", "result", "frame", "about", "outcomes", "signatures", "content"])
def test_an_altered_digest_is_named(name: str) -> None:
    document = changed(("digests", name), "0" * 64)
    assert f"$.digests.{name}" in [each.path for each in recompute(document)]


@pytest.mark.parametrize(
    ("text", "reason", "path"),
    [
        ("", "not_json", "$"),
        ("{", "not_json", "$"),
        ("[]", "not_an_object", "$"),
        ("{}", "required", "$.format"),
        ("[" * 100_000, "not_json", "$"),
        ('{"a":' + "[" * 150 + "]" * 150 + "}", "nested_too_deeply", "$.a" + "[0]" * 100),
        ('{"format": "x", "rule": {"a": 1, "a": 2}}', "duplicate_key", "$.rule.a"),
        ('{"format": "\\ud800"}', "not_unicode", "$.format"),
        (TEXT.replace('"duzuo-decision"', '"other"'), "unknown_format", "$.format"),
        (TEXT.replace('"version": 1,\n "kind"', '"version": 2,\n "kind"'), "unknown_version", "$.version"),
        (TEXT.replace('"version": 1,\n "kind"', '"version": true,\n "kind"'), "wrong_type", "$.version"),
        (TEXT.replace('"kind": "ranking",\n "engine"', '"kind": "raffle",\n "engine"'), "unknown_kind", "$.kind"),
        (TEXT.replace("ranking/1", "ranking/9"), "unknown_engine", "$.engine"),
        (TEXT.replace('"sha-256"', '"md5"'), "unknown_algorithm", "$.digests.algorithm"),
        (json.dumps({**DOCUMENT, "more": 1}), "unknown_key", "$.more"),
        (json.dumps({**DOCUMENT, "inputs": []}), "wrong_type", "$.inputs"),
        (json.dumps({**DOCUMENT, "signatures": ["me"]}), "wrong_type", "$.signatures[0]"),
        (json.dumps({key: value for key, value in DOCUMENT.items() if key != "result"}), "required", "$.result"),
    ],
)
def test_what_is_no_decision_file(text: str, reason: str, path: str) -> None:
    with pytest.raises(InvalidDocument) as caught:
        recompute_text(text)
    assert (caught.value.reason, caught.value.path) == (reason, path)


def test_a_rule_that_was_never_valid_is_refused_with_its_path() -> None:
    rule = make_rule()
    inputs = make_inputs(rule, [person("a", {"exam": 70})])
    broken = {**write_rule(rule), "tie_chain": ["nobody"]}
    result = sample_document()["result"]
    document = build_document(kind="ranking", engine="ranking/1", rule=broken, inputs=write_inputs(inputs), result=result)
    with pytest.raises(InvalidDocument) as caught:
        recompute(document)
    assert (caught.value.reason, caught.value.path) == ("unknown_component", "$.rule.tie_chain[0]")


def test_the_builder_refuses_what_cannot_be_published() -> None:
    rule = write_rule(make_rule())
    with pytest.raises(InvalidDocument):
        build_document(kind="ranking", engine="ranking/0", rule=rule, inputs={"people": []})
    with pytest.raises(Invalid):
        build_document(kind="ranking", engine="ranking/1", rule=rule, inputs={})
    with pytest.raises(CanonicalError):
        build_document(kind="ranking", engine="ranking/1", rule=rule, inputs={"people": []}, about={"share": 0.1})


def test_no_two_keys_of_one_object_are_a_character_apart() -> None:
    """Else one changed character could make a duplicate key, and the file invalid instead of different."""
    for section in SECTIONS:
        for _, trail, key in keys(DOCUMENT[section], "$", (section,)):
            place: Any = DOCUMENT
            for part in trail:
                place = place[part]
            near = [other for other in place if len(other) == len(key) and sum(a != b for a, b in zip(key, other, strict=True)) == 1]
            assert near == []


def test_another_kind_can_be_added_and_engines_are_never_replaced() -> None:
    def total(rule: object, inputs: object) -> dict[str, Any]:
        assert isinstance(inputs, dict)
        return {"total": sum(inputs["numbers"])}

    register_kind("test_sum", {"test_sum/1": total})
    register_kind("test_sum", {"test_sum/1": total})
    with pytest.raises(ValueError, match="test_sum"):
        register_kind("test_sum", {"test_sum/1": lambda rule, inputs: {}})
    assert known_kinds() == ["certification", "ranking", "test_sum"]
    document = build_document(kind="test_sum", engine="test_sum/1", rule={}, inputs={"numbers": [1, 2, 3]})
    assert recompute_text(write_text(document)).same
    assert [each.path for each in recompute({**document, "result": {"total": 7}})] == ["$.result.total"]


def test_sixty_people_are_recomputed_at_once() -> None:
    rule = make_rule(*(component(f"c{index}", "20", raters={"minimum": 2}) for index in range(5)))
    dice = random.Random(1)
    rows = [
        person(f"p{index}", {f"c{part}": [("r1", str(dice.randint(40, 99))), ("r2", str(dice.randint(40, 99)))] for part in range(5)})
        for index in range(60)
    ]
    text = write_text(
        build_document(kind="ranking", engine="ranking/1", rule=write_rule(rule), inputs=write_inputs(make_inputs(rule, rows)))
    )
    started = time.process_time()
    assert recompute_text(text).same
    assert time.process_time() - started < 2
    assert len(text) < 1_500_000
