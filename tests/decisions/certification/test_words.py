"""Every code has words in both languages, and the sentences say what a trainee can act on."""

from fractions import Fraction
from typing import Any

import pytest
from django.utils import translation

from lms.decisions.actions import panel_refusals
from lms.decisions.documents import capacity_words, certification_words
from lms.decisions.documents.certification_words import (
    ignored_word,
    requirement_word,
)
from lms.decisions.documents.verdict_words import missing_sentence, way_steps
from lms.decisions.domain.certification.capacity import Expected, check_capacity
from lms.decisions.domain.certification.counting import REASONS, Ignored
from lms.decisions.domain.certification.eligibility import judge
from lms.decisions.domain.certification.growth import Growth, Slope
from lms.decisions.domain.certification.observations import CriticalEvent
from lms.decisions.domain.certification.panel_rule import BALLOTS, OUTCOMES, RECUSALS
from lms.decisions.domain.certification.profile import ADVISABLE, InvalidProfile, read_profile
from lms.decisions.domain.certification.profiles import MATURE, shipped
from lms.decisions.domain.certification.scale import KINDS, TARGETS
from lms.decisions.enums import Ballot, PanelAction, Recusal
from lms.decisions.forms.problems import SENTENCES
from lms.decisions.forms.profile_problems import profile_problem
from tests.house.tree import ROOT

from .samples import NODE, TODAY, card, days_ago, facts, profile

NAMES = {"mentor1": "周师傅", "mentor2": "吴师傅", NODE: "调查", "report": "报告"}
GATE: dict[str, Any] = {
    "role": "second", "observations": 5, "mentors": 2, "kinds": [{"any_of": ["refused"], "count": 1}], "level": "3a", "last_levels": 2,
}  # fmt: skip


@pytest.fixture
def chinese() -> Any:
    if not list((ROOT / "lms/decisions/locale").glob("**/*.mo")):
        pytest.skip("catalogues are not compiled")
    with translation.override("zh-hans"):
        yield


def test_every_code_has_words() -> None:
    assert {*ADVISABLE, "held", "observations", "critical_event", "under_review"} == set(certification_words.LACKING)
    assert set(certification_words.LACKING) == set(certification_words.REQUIREMENT)
    assert set(REASONS) == set(certification_words.IGNORED)
    assert set(KINDS) == set(certification_words.KIND)
    assert {ballot for ballots in BALLOTS.values() for ballot in ballots} == set(Ballot.values)
    assert {line.action for line in OUTCOMES} == set(PanelAction.values)
    assert set(RECUSALS) == set(Recusal.values)


def codes_in(path: str, call: str) -> set[str]:
    text = (ROOT / path).read_text(encoding="utf-8")
    return {part.split('"')[1] for part in text.split(f"{call}(")[1:] if part.lstrip().startswith('"')}


@pytest.mark.parametrize(
    ("path", "call", "words"),
    [
        ("lms/decisions/domain/certification/panel.py", "Refused", panel_refusals.SENTENCES),
        ("lms/decisions/domain/certification/capacity.py", "Finding", capacity_words.FINDING),
        ("lms/decisions/domain/certification/gate.py", "reader.note", SENTENCES),
        ("lms/decisions/domain/certification/profile.py", "reader.note", SENTENCES),
    ],
)
def test_every_code_that_the_engine_writes_has_words(path: str, call: str, words: Any) -> None:
    found = codes_in(path, call) - {"required"}
    assert found
    assert found <= set(words)


def verdict(gate: dict[str, Any] = GATE, **changes: Any) -> Any:
    return judge(profile(gate, **changes), NODE, "solo", [card(number, mentor="mentor1") for number in (1, 2, 3)], facts(), TODAY)


def test_not_yet_in_english() -> None:
    with translation.override("en"):
        assert missing_sentence(verdict().lacking, NAMES) == (
            "Still missing: cards that count: 3 of 5, 2 more; different mentors: 1 of 2, 1 more; refused: 0 of 1 cases, 1 more."
        )


def test_not_yet_in_chinese(chinese: None) -> None:
    assert (
        missing_sentence(verdict().lacking, NAMES)
        == "还差：有效观察卡 3/5 张，还差 2 张；签字师傅 1/2 位，还差 1 位；拒绝件 0/1 件，还差 1 件。"
    )
    assert way_steps(verdict().way, {}) == [
        "第 1 件：协办（B 角）、须为拒绝件、由另一名师傅签卡、评为“3a 独立操作，全部复核”。",
        "第 2 件：协办（B 角）、由另一名师傅签卡、评为“3a 独立操作，全部复核”。",
    ]
    ready = judge(profile(), NODE, "solo", [card(1)], facts(), TODAY)
    assert (missing_sentence(ready.lacking, NAMES), ready.way) == ("", None)


@pytest.mark.parametrize("language", ["en", "zh-hans"])
@pytest.mark.parametrize("name", ["first", "mature"])
@pytest.mark.parametrize("target", TARGETS)
def test_every_sentence_can_be_written(language: str, name: str, target: Any) -> None:
    """Nothing is left of a placeholder, whatever is lacking."""
    about = facts("2b", events=(CriticalEvent(days_ago(1), "", "complaint"),))
    cards = [card(1, role="observer"), card(2, role="lead", ahead="1"), card(3, role="lead", ahead="1", red_line=True)]
    with translation.override(language):
        found = judge(shipped(name), NODE, target, cards, about, TODAY)
        said = [missing_sentence(found.lacking, NAMES), *(way_steps(found.way, NAMES) if found.way else [])]
        said += [missing_sentence(found.warnings, NAMES)] if found.warnings else []
        said += [requirement_word(check) for check in found.checks] + [ignored_word(each) for each in found.ignored]
        assert found.fall is not None
        said.append(certification_words.fall_sentence(found.fall))
        assert [text for text in said if "%(" in text or "%%" in text or not text] == []


def test_capacity_growth_and_calibration_sentences(chinese: None) -> None:
    expected = Expected({NODE: Fraction(8)}, 4, 2, Fraction(2), Fraction(30), 3, {"refused": 0})
    found = check_capacity(shipped("first"), expected)
    node = next(each for each in found.nodes if each.node == NODE)
    assert [capacity_words.capacity_sentence(each, NAMES) for each in node.findings] == [
        "调查：预计 24 件，需要 32 件，缺 8 件；第 4 个月末可满足。",
        "调查（拒绝件）：需要 4 件，预计没有。",
        "调查（补调件）：需要 4 件，占比尚未填写，无法判断。",
    ]
    everything = [each for one in found.nodes for each in one.findings] + list(found.findings)
    assert [text for each in everything if "%(" in (text := capacity_words.capacity_sentence(each, NAMES))] == []
    growth = Growth((), "rising", Slope(0.5, 0.25, 1.0, 0.8, 0.01))
    assert capacity_words.growth_sentence(growth) == "明显上升：每周 +0.50 级（95% 区间 +0.25 至 +1.00）"


def test_a_profile_fault_names_its_place(chinese: None) -> None:
    with pytest.raises(InvalidProfile) as caught:
        read_profile(MATURE | {"nodes": {"report": {"gates": {"certified": {"level": "0"}}}}})
    assert [profile_problem(each, NAMES) for each in caught.value.problems] == [
        "报告 › 认证独做 › 须达等级：填写占比或连续张数时，须指定所要达到的等级。"
    ]


def test_an_unknown_code_stands_as_it_is() -> None:
    assert ignored_word(Ignored("k", "brand_new")) == "brand_new"
