"""What counts when, who may do what, what it costs, and that nothing happens twice."""

import tomllib
from collections.abc import Sequence
from pathlib import Path

import pytest
from django.conf import settings
from django.db import DatabaseError, transaction

from lms.cohorts.models import Cohort
from lms.evidence.models import Evidence
from lms.people.models import User
from simulations.actions.act_in_investigation import NotDoneError
from simulations.actions.problems import InvestigationProblem
from simulations.actions.score_investigation import COMPETENCIES
from simulations.domain.scoring.rule import PARTS
from simulations.enums import InvestigationState, NotDone
from simulations.models import Investigation, InvestigationAct
from simulations.queries.visit import load_visit
from tests.factories.cohorts import make_enrolment
from tests.factories.investigations import VIEW, do, do_perfectly, get, made_case, make_investigation

pytestmark = pytest.mark.django_db


@pytest.fixture
def alone(cohort: Cohort) -> Investigation:
    return make_investigation(cohort, [make_enrolment(cohort).user])


def lead_of(investigation: Investigation) -> User:
    return investigation.seats.get(number=1).user


def refused(investigation: Investigation, user: User, kind: str, **data: object) -> NotDone:
    with pytest.raises(NotDoneError) as error:
        do(investigation, user, kind, **data)
    return error.value.reason


def test_nobody_asks_before_the_visit_but_offices_can_be_asked(alone: Investigation) -> None:
    lead = lead_of(alone)
    assert refused(alone, lead, "ask", channel="customer", topic="sales") == NotDone.AT_HOME
    assert refused(alone, lead, "look", piece="bank_flow") == NotDone.AT_HOME
    assert do(alone, lead, "look", piece="licence").pieces == ("licence",)


def test_the_credit_report_needs_the_consent(alone: Investigation) -> None:
    lead = lead_of(alone)
    assert refused(alone, lead, "look", piece="credit_report") == NotDone.NO_CONSENT
    do(alone, lead, "consent")
    assert do(alone, lead, "look", piece="credit_report").pieces == ("credit_report",)


def test_a_pair_shares_the_tasks(cohort: Cohort, pair: Sequence[User]) -> None:
    investigation = make_investigation(cohort, pair)
    lead, second = pair
    do(investigation, lead, "go", to="field")
    assert refused(investigation, second, "ask", channel="customer", topic="sales") == NotDone.NOT_YOURS
    assert refused(investigation, lead, "look", piece="stock_count") == NotDone.NOT_YOURS
    assert do(investigation, second, "look", piece="stock_count").pieces == ("stock_count",)
    assert refused(investigation, second, "offer", result="refuse", amount="0", term=0) == NotDone.LEAD_ONLY


def test_what_is_heard_again_costs_nothing(alone: Investigation) -> None:
    lead = lead_of(alone)
    do(alone, lead, "go", to="field")
    do(alone, lead, "ask", channel="customer", topic="sales")
    spent = load_visit(alone).state.minutes
    assert spent == 3
    do(alone, lead, "ask", channel="customer", topic="sales")
    assert load_visit(alone).state.minutes == spent


@pytest.mark.parametrize(
    ("words", "topic"), [("您一年能卖多少钱？", "sales"), ("这批货付钱了吗，有没有寄售的？", "stock"), ("今天天气不错", "")]
)
def test_a_question_in_ones_own_words(alone: Investigation, words: str, topic: str) -> None:
    lead = lead_of(alone)
    do(alone, lead, "go", to="field")
    done = do(alone, lead, "ask", channel="customer", topic="", words=words)
    talk = load_visit(alone).state.talks[-1]
    assert (talk.topic, bool(done.pieces)) == (topic, bool(topic))


def test_only_what_was_seen_can_be_cited(alone: Investigation) -> None:
    lead = lead_of(alone)
    do(alone, lead, "go", to="field")
    assert refused(alone, lead, "read", line="inventory", piece="stock_count", value="1") == NotDone.NOT_SEEN
    assert refused(alone, lead, "flag", code="consigned_stock", words="x", evidence=["stock_count"]) == NotDone.NOT_SEEN
    assert refused(alone, lead, "enter", line="nonsense", value="1", reason="") == NotDone.UNKNOWN_LINE


def test_going_out_again_costs_the_way(alone: Investigation) -> None:
    lead = lead_of(alone)
    for to in ("field", "report"):
        do(alone, lead, "go", to=to)
    assert refused(alone, lead, "look", piece="stock_count") == NotDone.DESK_PHASE
    assert load_visit(alone).state.minutes == 0
    do(alone, lead, "go", to="field")
    assert load_visit(alone).state.minutes == 20


def test_both_sign_and_a_signed_report_stands(cohort: Cohort, pair: Sequence[User]) -> None:
    investigation = make_investigation(cohort, pair)
    do_perfectly(investigation, sign=False)
    lead, second = pair
    do(investigation, lead, "sign")
    assert refused(investigation, lead, "view", text=VIEW + "改") == NotDone.SIGNED
    assert refused(investigation, second, "flag", code="consigned_stock", words="x", evidence=[]) == NotDone.SIGNED
    do(investigation, second, "view", text=VIEW + "另：独立核了存货。")
    do(investigation, second, "unsign")
    do(investigation, second, "flag", code="forgot_supplier", words="小供应商没说", evidence=[])
    do(investigation, lead, "sign")
    assert do(investigation, second, "sign").handed_in
    with pytest.raises(InvestigationProblem):
        do(investigation, lead, "unsign")


def test_signing_needs_a_proposal_and_ones_own_view(alone: Investigation) -> None:
    lead = lead_of(alone)
    assert refused(alone, lead, "sign") == NotDone.NOT_REPORTING
    do(alone, lead, "go", to="field")
    do(alone, lead, "go", to="report")
    assert refused(alone, lead, "sign") == NotDone.NO_OFFER
    do(alone, lead, "offer", result="refuse", amount="0", term=0, repayment="", conditions="", reasons="还款能力不足")
    assert refused(alone, lead, "sign") == NotDone.NO_REPORT


def test_a_repeated_request_happens_once(alone: Investigation) -> None:
    lead = lead_of(alone)
    do(alone, lead, "go", to="field")
    first = do(alone, lead, "ask", channel="customer", topic="sales", once="the-same-key")
    again = do(alone, lead, "ask", channel="customer", topic="sales", once="the-same-key")
    assert (first.version, first.pieces) == (again.version, again.pieces)
    assert InvestigationAct.objects.filter(investigation=alone).count() == 2


def test_a_stranger_can_do_nothing(alone: Investigation, cohort: Cohort) -> None:
    with pytest.raises(InvestigationProblem):
        do(alone, make_enrolment(cohort).user, "consent")


def test_acts_cannot_be_rewritten(alone: Investigation) -> None:
    do(alone, lead_of(alone), "consent")
    with pytest.raises(DatabaseError), transaction.atomic():
        InvestigationAct.objects.filter(investigation=alone).update(kind="go")
    with pytest.raises(DatabaseError), transaction.atomic():
        InvestigationAct.objects.filter(investigation=alone).delete()


@pytest.mark.parametrize("hidden", [(), ("hidden_private_loan",), ("consigned_stock",)])
def test_perfect_work_scores_a_hundred_and_is_recorded(cohort: Cohort, pair: Sequence[User], hidden: tuple[str, ...]) -> None:
    """The engine's own promise, kept through the acts of two people."""
    investigation = make_investigation(cohort, pair, case=made_case("hardware_wholesale", 7, 1, *hidden))
    do_perfectly(investigation)
    row = Investigation.objects.get(pk=investigation.pk)
    assert (row.state, row.total, row.passed) == (InvestigationState.HANDED_IN, 100, True)
    whole = Evidence.objects.filter(source_kind="investigation", source_id=row.public_id)
    assert sorted(whole.values_list("person_key", flat=True)) == sorted(user.key for user in pair)
    parts = Evidence.objects.filter(source_kind="investigation_part", source_id=row.public_id, person_key=pair[0].key)
    assert len({part["part"] for part in parts.values_list("details", flat=True)}) == 7


def test_believing_a_liar_fails_and_says_why(cohort: Cohort) -> None:
    """Copies the customer's story and lends what is asked for."""
    user = make_enrolment(cohort).user
    investigation = make_investigation(cohort, [user], case=made_case("hardware_wholesale", 7, 1, "hidden_private_loan"))
    claims, plea = investigation.case["shown"]["claims"], investigation.case["shown"]["request"]
    do(investigation, user, "go", to="field")
    for topic in ("sales", "stock", "receivables", "payables", "loans", "cash", "household", "profit", "purpose"):
        get(investigation, f"talk_{topic}")
    for line, value in {**claims["balance"]["assets"], **claims["balance"]["liabilities"]}.items():
        do(investigation, user, "enter", line=line, value=value, reason="客户说")
    do(investigation, user, "enter", line="sales", value=claims["annual_sales"], reason="客户说")
    terms = {"amount": plea["amount"], "term": plea["term_months"], "repayment": plea["repayment"]}
    do(investigation, user, "offer", result="lend", conditions="", reasons="客户诚信", **terms)
    do(investigation, user, "go", to="report")
    do(investigation, user, "view", text=VIEW)
    do(investigation, user, "sign")
    row = Investigation.objects.get(pk=investigation.pk)
    assert row.total is not None and row.score is not None
    assert row.total < 60 and row.passed is False
    assert row.score["cap"] == "lent_to_the_wrong_one"
    assert [one["found"] for one in row.score["debrief"]["revealed"]] == [False]


def test_every_part_speaks_to_a_topic_of_the_courses() -> None:
    texts = [path.read_text(encoding="utf-8") for path in (Path(settings.BASE_DIR) / "courses/library").glob("*/course.toml")]
    topics = {topic["code"] for text in texts for topic in tomllib.loads(text)["topic"]}
    assert set(COMPETENCIES.values()) <= topics
    assert set(COMPETENCIES) == set(PARTS)
