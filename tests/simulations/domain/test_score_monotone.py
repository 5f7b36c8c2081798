"""Doing better in anything never costs points, whatever the rest of the work is like."""

import json
from dataclasses import replace
from decimal import Decimal as D

from hypothesis import given
from hypothesis import strategies as st

from simulations.domain.concealments import CONCEALMENTS
from simulations.domain.scoring.accuracy import accuracy
from simulations.domain.scoring.check_part import checks
from simulations.domain.scoring.decision_part import time
from simulations.domain.scoring.evidence_parts import coverage, independence
from simulations.domain.scoring.inconsistency_part import inconsistencies
from simulations.domain.scoring.key import Key, read_key
from simulations.domain.scoring.model_answer import model_answer
from simulations.domain.scoring.rule import DEFAULT_RULE, PARTS, read_rule
from simulations.domain.scoring.score import score
from simulations.domain.scoring.work import CheckDone, Finding, Note, Work
from simulations.domain.story.case import make_case
from simulations.domain.story.case_json import case_json

RULE = read_rule(DEFAULT_RULE)
KEYS = [
    read_key(case_json(make_case(trade, seed, 2))) for trade, seed in (("hardware_wholesale", 1), ("noodle_shop", 2), ("pig_fattening", 5))
]


@st.composite
def works(draw: st.DrawFn) -> tuple[Key, Work]:
    """Any mixture of right, wrong and missing."""
    key = draw(st.sampled_from(KEYS))
    full = model_answer(key)
    factors = st.sampled_from([D("0.5"), D("0.9"), D("1"), D("1.04"), D("1.1"), D("2")])
    keep = st.booleans()
    notes = tuple(
        replace(note, value=note.value * draw(factors), evidence=note.evidence if draw(keep) else ()) for note in full.notes if draw(keep)
    )
    done = tuple(
        replace(check, result=check.result * draw(factors), passed=draw(keep), closed=draw(st.sampled_from(("", "x"))))
        for check in full.checks
        if draw(keep)
    )
    codes = draw(st.sets(st.sampled_from(sorted(CONCEALMENTS)), max_size=5))
    findings = tuple(Finding(code, tuple(sorted(key.sources))[:20]) for code in sorted(codes))
    seen = tuple(sorted(draw(st.sets(st.sampled_from(sorted(key.sources)), max_size=40))))
    return key, Work(notes, seen, done, findings, full.proposal, D(draw(st.integers(0, 600))))


@given(works(), st.data())
def test_righting_a_base_line_never_costs(pair: tuple[Key, Work], data: st.DataObject) -> None:
    key, work = pair
    before = {line.item: line.share for line in accuracy(key, work, RULE).lines}
    work = replace(work, notes=tuple(note for note in work.notes if note.line not in key.derived))  # the workbench computes those
    line = data.draw(st.sampled_from(sorted(key.lines)))
    righted = Note(line, key.lines[line], tuple(source.id for source in key.about(line)))
    after = replace(work, notes=(*(note for note in work.notes if note.line != line), righted))
    assert {each.item: each.share for each in accuracy(key, after, RULE).lines}[line] >= before[line]
    assert accuracy(key, after, RULE).share >= accuracy(key, work, RULE).share


@given(works(), st.data())
def test_looking_at_more_never_costs_coverage_or_independence(pair: tuple[Key, Work], data: st.DataObject) -> None:
    key, work = pair
    more = replace(work, seen=tuple({*work.seen, data.draw(st.sampled_from(sorted(key.sources)))}))
    assert coverage(key, more).share >= coverage(key, work).share
    assert independence(key, more).share >= independence(key, work).share
    assert accuracy(key, more, RULE).share >= accuracy(key, work, RULE).share
    assert inconsistencies(key, more, RULE).share >= inconsistencies(key, work, RULE).share


@given(works(), st.data())
def test_a_check_done_right_never_costs(pair: tuple[Key, Work], data: st.DataObject) -> None:
    key, work = pair
    check = data.draw(st.sampled_from(key.checks))
    right = CheckDone(check.id, check.result, check.passed, "closed")
    more = replace(work, checks=(*(each for each in work.checks if each.key != check.id), right))
    assert checks(key, more, RULE).share >= checks(key, work, RULE).share
    assert inconsistencies(key, more, RULE).share >= inconsistencies(key, work, RULE).share


@given(works())
def test_finding_never_costs_and_imagining_never_pays(pair: tuple[Key, Work]) -> None:
    key, work = pair
    planted = {each.code for each in key.planted}
    for code in sorted(CONCEALMENTS):
        others = tuple(finding for finding in work.findings if finding.code != code)
        without, with_it = replace(work, findings=others), replace(work, findings=(*others, Finding(code, tuple(work.seen))))
        change = inconsistencies(key, with_it, RULE).share - inconsistencies(key, without, RULE).share
        assert change >= 0 if code in planted else change <= 0


@given(works(), st.integers(0, 300))
def test_more_time_never_pays(pair: tuple[Key, Work], extra: int) -> None:
    key, work = pair
    slower = replace(work, minutes=work.minutes + extra)
    assert time(key, slower, RULE).share <= time(key, work, RULE).share
    assert score(key, slower, RULE).total <= score(key, work, RULE).total


@given(works())
def test_a_score_is_the_sum_of_its_explained_parts(pair: tuple[Key, Work]) -> None:
    key, work = pair
    found = score(key, work, RULE)
    told = found.json()
    assert [part["code"] for part in told["parts"]] == list(PARTS)
    assert all(0 <= part.share <= 1 for part in found.parts)
    assert all(line.reason for part in found.parts for line in part.lines)
    if not found.cap:
        assert abs(sum(D(part["points"]) for part in told["parts"]) - found.total) <= D("0.05")
    assert json.loads(json.dumps(told)) == told
