"""Stage evaluation, plan, checks, matrix of the posts: what is allowed, and what the pages do."""

from collections.abc import Callable
from datetime import date, timedelta
from io import BytesIO

import openpyxl
import pytest
from django.test import Client
from django.utils import timezone

from lms.decisions.actions import DecisionProblem
from lms.decisions.actions.development import GoalText, agree_plan, close_plan, evaluate_stage, hold_check, open_plan, set_post_standard
from lms.decisions.actions.remind_plans import remind_of_plans
from lms.decisions.domain.post_standard import DEFAULT
from lms.decisions.enums import CheckVerdict, PlanState
from lms.decisions.models import DevelopmentPlan, StageEvaluation
from lms.decisions.queries.development import CODES, standard_of
from lms.evidence.actions import ensure_nodes
from lms.notices.models import Notice
from lms.people.actions import grant_authority
from lms.people.enums import Entrustment, Role
from lms.people.models import Mentorship, Organisation, User
from tests.cast import Cast
from tests.factories.evidence import make_fact
from tests.factories.people import make_user

SignIn = Callable[[User], Client]
TODAY = date(2026, 11, 2)
GOAL = GoalText("report", "独立写出全文", "两份报告一次通过")


@pytest.fixture
def paired(cast: Cast) -> Cast:
    Mentorship.objects.create(mentor=cast.mentor, mentee=cast.trainee, starts_on=timezone.localdate() - timedelta(days=30))
    return cast


def evaluation_of(cast: Cast) -> StageEvaluation:
    today = timezone.localdate()
    return evaluate_stage(person=cast.trainee, actor=cast.hr, first=today - timedelta(days=90), last=today, summary="调查扎实，报告偏慢")


def plan_of(cast: Cast, *, started: int = 0, agreed: bool = True) -> DevelopmentPlan:
    starts_on = timezone.localdate() - timedelta(days=started)
    plan = open_plan(evaluation=evaluation_of(cast), actor=cast.hr, goals=[GOAL], starts_on=starts_on)
    return agree_plan(plan=plan, person=cast.trainee) if agreed else plan


def test_an_evaluation_freezes_what_the_ledger_says(cast: Cast) -> None:
    nodes = ensure_nodes()
    now = timezone.now()
    make_fact(cast.trainee, raw="70", competency=nodes["report"], happened_at=now)
    make_fact(cast.trainee, raw="88", kind="simulation", source_kind="investigation", competency=nodes["report"], happened_at=now)
    for level in ("2a", "2b"):
        make_fact(cast.trainee, raw=None, kind="observation", source_kind="observation", level=level, scale="entrustment",
                  competency=nodes["report"], happened_at=now)  # fmt: skip
    row = next(one for one in evaluation_of(cast).content["nodes"] if one["node"] == "report")
    assert (row["theory"], row["rehearsal"], row["level"], row["level_n"], row["required"]) == ("70.0", "88.0", "2a", 2, "4")


def test_a_node_without_cases_is_nobodys_goal(cast: Cast, sign_in: SignIn) -> None:
    nodes, now = ensure_nodes(), timezone.now()
    for code in set(nodes) - {"collection"}:
        make_fact(cast.trainee, raw=None, kind="observation", source_kind="observation", level="3b", scale="entrustment",
                  competency=nodes[code], happened_at=now)  # fmt: skip
    evaluation = evaluation_of(cast)
    row = next(one for one in evaluation.content["nodes"] if one["node"] == "collection")
    assert (row["level"], row["required"], row["gap"], row["available"]) == ("0", "4", 0, False)
    goals = [one["node"] for one in evaluation.content["suggestions"]]
    assert len(goals) == 2
    assert "collection" not in goals
    page = sign_in(cast.hr).get(f"/decisions/development/evaluations/{evaluation.public_id}/").content.decode()
    assert page.count("暂无件") == 1


@pytest.mark.parametrize("part", ["leader", "board", "auditor", "instructor", "trainee"])
def test_who_does_not_develop_a_person_writes_nothing(cast: Cast, part: str) -> None:
    with pytest.raises(DecisionProblem) as problem:
        evaluate_stage(person=cast.trainee, actor=getattr(cast, part), first=TODAY, last=TODAY, summary="x")
    assert problem.value.code == "not_allowed"


def test_a_mentor_writes_for_their_own_mentee_alone(paired: Cast) -> None:
    today = timezone.localdate()
    made = evaluate_stage(person=paired.trainee, actor=paired.mentor, first=today, last=today, summary="稳")
    assert made.made_by == paired.mentor
    with pytest.raises(DecisionProblem):
        evaluate_stage(person=paired.instructor, actor=paired.mentor, first=today, last=today, summary="稳")


def test_a_period_that_ends_tomorrow_is_refused(cast: Cast) -> None:
    today = timezone.localdate()
    with pytest.raises(DecisionProblem) as problem:
        evaluate_stage(person=cast.trainee, actor=cast.hr, first=today, last=today + timedelta(days=1), summary="x")
    assert problem.value.code == "period"


def test_one_plan_at_a_time_with_one_or_two_goals(cast: Cast) -> None:
    evaluation = evaluation_of(cast)
    for goals in ([], [GOAL, GOAL], [GOAL, GoalText("approval", "a", "b"), GoalText("marketing", "a", "b")]):
        with pytest.raises(DecisionProblem) as problem:
            open_plan(evaluation=evaluation, actor=cast.hr, goals=goals, starts_on=timezone.localdate())
        assert problem.value.code == "goals"
    open_plan(evaluation=evaluation, actor=cast.hr, goals=[GOAL], starts_on=timezone.localdate())
    with pytest.raises(DecisionProblem) as again:
        open_plan(evaluation=evaluation, actor=cast.hr, goals=[GOAL], starts_on=timezone.localdate())
    assert again.value.code == "running"


def test_only_the_person_agrees_and_only_then_it_is_checked(cast: Cast) -> None:
    plan = plan_of(cast, started=31, agreed=False)
    check = {
        "plan": plan,
        "actor": cast.hr,
        "after_days": 30,
        "held_on": timezone.localdate(),
        "verdict": CheckVerdict.BEHIND,
        "note": "慢",
    }
    with pytest.raises(DecisionProblem) as early:
        hold_check(**check)  # type: ignore[arg-type]  # a table of keyword arguments
    assert early.value.code == "state"
    with pytest.raises(DecisionProblem) as other:
        agree_plan(plan=plan, person=cast.hr)
    assert other.value.code == "not_allowed"
    agree_plan(plan=plan, person=cast.trainee, words="同意")
    assert hold_check(**check).verdict == CheckVerdict.BEHIND  # type: ignore[arg-type]  # as above
    with pytest.raises(DecisionProblem) as twice:
        hold_check(**check)  # type: ignore[arg-type]  # as above
    assert twice.value.code == "held"


def test_a_check_is_not_held_weeks_before_its_day(cast: Cast) -> None:
    plan, today = plan_of(cast, started=46), timezone.localdate()

    def hold(days: int) -> None:
        hold_check(plan=plan, actor=cast.hr, after_days=days, held_on=today, verdict=CheckVerdict.ON_TRACK, note="见效")

    hold(30)
    hold(60)
    with pytest.raises(DecisionProblem) as early:
        hold(90)
    assert early.value.code == "early"
    assert f"第 90 天复核应于 {today + timedelta(days=44)} 进行，最早可在 {today + timedelta(days=30)} 记录。" in str(early.value)


def test_a_day_too_early_is_refused_by_one_day(cast: Cast) -> None:
    plan, today = plan_of(cast, started=15), timezone.localdate()
    with pytest.raises(DecisionProblem):
        hold_check(plan=plan, actor=cast.hr, after_days=30, held_on=today, verdict=CheckVerdict.ON_TRACK, note="见效")


def test_a_due_check_is_told_once_to_both(cast: Cast) -> None:
    plan_of(cast, started=31)
    assert remind_of_plans() == 1
    assert remind_of_plans() == 1
    told = Notice.objects.filter(kind="plan_check").values_list("user__name", flat=True)
    assert sorted(told) == sorted([cast.hr.name, cast.trainee.name])


def test_what_nobody_agreed_to_was_not_reached(cast: Cast) -> None:
    plan = plan_of(cast, agreed=False)
    with pytest.raises(DecisionProblem):
        close_plan(plan=plan, actor=cast.hr, reached=True, reason="完成")
    assert close_plan(plan=plan, actor=cast.hr, reached=False, reason="转岗").state == PlanState.ENDED


def test_the_matrix_begins_today_at_the_earliest_and_never_goes_down(cast: Cast, bank: Organisation) -> None:
    today = timezone.localdate()
    with pytest.raises(DecisionProblem) as past:
        set_post_standard(bank=bank, actor=cast.hr, matrix=DEFAULT, effective_on=today - timedelta(days=1), reason="x")
    assert past.value.code == "past"
    lower = DEFAULT | {"senior": DEFAULT["senior"] | {"report": "1"}}
    with pytest.raises(DecisionProblem) as below:
        set_post_standard(bank=bank, actor=cast.hr, matrix=lower, effective_on=today, reason="x")
    assert below.value.code == "below"
    higher = DEFAULT | {"junior": DEFAULT["junior"] | {"report": "4"}, "probationary": DEFAULT["probationary"] | {"report": "2b"}}
    set_post_standard(bank=bank, actor=cast.hr, matrix=higher, effective_on=today, reason="报告要求提高")
    assert standard_of(bank)["probationary"]["report"] == "2b"


def test_from_the_person_to_the_plan_on_the_pages(cast: Cast, sign_in: SignIn) -> None:
    today = timezone.localdate()
    office, own = sign_in(cast.hr), sign_in(cast.trainee)
    page = f"/decisions/development/people/{cast.trainee.key}/"
    assert office.post(page, {"first": today, "last": today, "summary": ""}).status_code == 422
    made = office.post(page, {"first": today - timedelta(days=30), "last": today, "summary": "调查扎实"})
    assert made.status_code == 302
    evaluation = StageEvaluation.objects.get()
    new = f"/decisions/development/evaluations/{evaluation.public_id}/plan/"
    goal = {"goal1-node": "report", "goal1-aim": "独立写全文", "goal1-proof": "两份一次通过", "goal2-node": "approval", "starts_on": today}
    assert office.get(new).status_code == 200
    assert office.post(new, goal | {"goal1-aim": ""}).status_code == 422
    assert office.post(new, goal).status_code == 302
    plan = DevelopmentPlan.objects.get()
    assert plan.goals.count() == 1
    detail = f"/decisions/development/plans/{plan.public_id}/"
    assert own.get(detail).status_code == 200
    assert own.post(detail + "agree/", {"words": "同意"}).status_code == 302
    plan.refresh_from_db()
    assert (plan.state, plan.person_words) == (PlanState.AGREED, "同意")
    said = {"after_days": 30, "held_on": today, "verdict": "on_track", "note": "见效"}
    assert "起可以记录" in office.get(detail).content.decode()
    assert "最早可在" in office.post(detail + "check/", said, follow=True).content.decode()
    assert plan.checks.filter(held_on__isnull=False).count() == 0
    plan.checks.filter(after_days=30).update(due_on=today)
    assert "起可以记录" not in office.get(detail).content.decode()
    assert office.post(detail + "check/", said).status_code == 302
    assert plan.checks.filter(held_on=today).count() == 1
    assert office.post(detail + "close/", {"reached": "on", "reason": "目标达成"}).status_code == 302
    plan.refresh_from_db()
    assert plan.state == PlanState.REACHED
    pdf = own.post(f"/decisions/development/evaluations/{evaluation.public_id}/pdf/")
    assert pdf.status_code == 200


def test_a_stranger_finds_neither_evaluation_nor_plan(cast: Cast, strangers: Cast, sign_in: SignIn) -> None:
    plan = plan_of(cast)
    client = sign_in(strangers.hr)
    for path in (f"plans/{plan.public_id}/", f"evaluations/{plan.evaluation.public_id}/", f"people/{cast.trainee.key}/"):
        assert client.get(f"/decisions/development/{path}").status_code == 404


@pytest.fixture
def posted(cast: Cast, bank: Organisation) -> list[User]:
    """Fifty-one people who hold the investigation, one of them everything else, too, but the node without cases."""
    ensure_nodes()
    people = [make_user(bank, Role.TRAINEE, name=f"学员丙{number:02}") for number in range(51)]
    for person in people:
        grant_authority(user=person, node="investigation", level=Entrustment.CERTIFIED, actor_key=cast.hr.key)
    for node in set(CODES) - {"investigation", "collection"}:
        grant_authority(user=people[0], node=node, level=Entrustment.CERTIFIED, actor_key=cast.hr.key)
    return people


def test_the_matrix_lists_everybody_page_by_page_and_lacks_no_node_without_cases(cast: Cast, posted: list[User], sign_in: SignIn) -> None:
    url, client = "/decisions/development/posts/", sign_in(cast.hr)
    first = client.get(url)
    assert (first.context["page"].paginator.count, len(first.context["lines"])) == (51, 50)
    assert len(client.get(url, {"page": 2}).context["lines"]) == 1
    (line,) = client.get(url, {"q": posted[0].name}).context["lines"]
    assert (line[0].lacking, line[0].reached, first.context["whole"]) == ([], 8, 8)
    assert "暂无件" in first.content.decode()
    assert "没有符合条件的人员" in client.get(url, {"q": "无此人"}).content.decode()


def test_the_matrix_goes_to_excel_whole(cast: Cast, posted: list[User], strangers: Cast, sign_in: SignIn) -> None:
    url = "/decisions/development/posts/?as=excel"
    book = openpyxl.load_workbook(BytesIO(sign_in(cast.hr).get(url).content))
    rows = [[cell.value for cell in row] for row in book.worksheets[0].iter_rows()]
    names = [row[0] for row in rows]
    assert [person.name for person in posted] == sorted(set(names) & {person.name for person in posted})
    whole = next(row for row in rows if row[0] == posted[1].name)
    assert (whole[-3:-1], "清收" in whole[-1], "报告" in whole[-1]) == ([1, 8], False, True)
    foreign = openpyxl.load_workbook(BytesIO(sign_in(strangers.hr).get(url).content))
    assert not {cell.value for row in foreign.worksheets[0].iter_rows() for cell in row} & {person.name for person in posted}
    assert sign_in(cast.mentor).get(url).status_code == 404
