"""Scoring sheets and ratings: every rater kept, nobody hurried, nobody peeking; and a further rater where they differ."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from assessments.actions.ratings import RatingRefused, add_rater, close_rating_task, install_rubric, open_rating_tasks, submit_rating
from assessments.actions.rubrics import faults_of
from assessments.domain.default_rubrics import SHEETS, read_rubric, stored
from assessments.domain.rubric import rubric_faults
from assessments.enums import RubricState
from assessments.models import Rating, RatingTask, Rubric
from assessments.queries.ratings import ratings_waiting_for
from lms.cohorts.enums import Duty
from lms.cohorts.models import Enrolment
from lms.evidence.models import Evidence
from lms.evidence.queries import standing_rows
from lms.notices.models import Notice
from lms.people.enums import Role
from lms.people.models import User
from tests.assessments.conftest import statements
from tests.cast import Cast
from tests.clock import Clock
from tests.factories.cohorts import make_cohort, make_enrolment, make_staff
from tests.factories.people import make_user

SignIn = Callable[[User], Client]
GOOD = {"motive": Decimal(3), "conduct": Decimal(3), "pressure": Decimal(3)}
POOR = {"motive": Decimal(1), "conduct": Decimal(2), "pressure": Decimal(1)}


@pytest.fixture
def task(cast: Cast, clock: Clock) -> RatingTask:
    """An interview of the trainee, to be judged by a committee member and a mentor."""
    cohort = make_cohort(cast.bank)
    make_enrolment(cohort, cast.trainee, seat_number=1)
    make_enrolment(cohort, seat_number=2)
    make_staff(cohort, cast.instructor, Duty.INSTRUCTOR)
    return ask(cast, [cast.committee, cast.mentor])[0]


def ask(cast: Cast, raters: list[User]) -> list[RatingTask]:
    subject = Enrolment.objects.get(user=cast.trainee)
    rubric = install_rubric(bank=cast.bank, code="INTERVIEW", actor=cast.instructor)
    return open_rating_tasks(
        cohort=subject.cohort, rubric=rubric, subjects=[subject], raters=raters, title="结训面谈", happened_on=date(2026, 3, 2),
        actor=cast.instructor,
    )  # fmt: skip


def facts(task: RatingTask) -> list[Evidence]:
    return list(standing_rows(Evidence.objects.filter(source_kind="rating", source_id=task.batch)).order_by("id"))


def refused(step: Callable[[], object]) -> str:
    with pytest.raises(RatingRefused) as caught:
        step()
    return caught.value.code


@pytest.mark.parametrize("code", sorted(SHEETS))
def test_every_starting_sheet_can_be_used_at_once(code: str) -> None:
    sheet = stored(code)
    rubric = read_rubric(sheet["criteria"], sheet["red_lines"])
    assert (rubric_faults(rubric), rubric.maximum) == ([], Decimal(100))
    assert [len(one.levels) for one in rubric.criteria] == [4] * len(rubric.criteria)
    assert faults_of(Rubric(**sheet)) == []


def test_each_judgement_is_a_fact_of_its_own(task: RatingTask, cast: Cast) -> None:
    submit_rating(task=task, rater=cast.committee, scores=GOOD, note="讲得具体")
    submit_rating(task=task, rater=cast.mentor, scores=POOR)
    rows = facts(task)
    assert [(row.kind, row.person_key, row.rater_key, row.raw, row.maximum) for row in rows] == [
        ("interview", cast.trainee.key, cast.committee.key, Decimal(75), Decimal(100)),
        ("interview", cast.trainee.key, cast.mentor.key, Decimal(34), Decimal(100)),
    ]
    assert rows[1].details["scores"] == {"motive": "1", "conduct": "2", "pressure": "1"}


def test_a_change_needs_a_reason_and_supersedes(task: RatingTask, cast: Cast) -> None:
    submit_rating(task=task, rater=cast.committee, scores=GOOD)
    assert refused(lambda: submit_rating(task=task, rater=cast.committee, scores=POOR)) == "reason"
    submit_rating(task=task, rater=cast.committee, scores=POOR, reason="记错了人")
    assert [(row.raw, row.reason) for row in facts(task)] == [(Decimal(34), "记错了人")]
    assert Evidence.objects.filter(source_id=task.batch).count() == 2
    assert Rating.objects.count() == 1
    close_rating_task(task=task, actor=cast.instructor)
    assert refused(lambda: submit_rating(task=task, rater=cast.committee, scores=GOOD, reason="再改")) == "closed"


def test_what_a_rater_cannot_mean_is_refused(task: RatingTask, cast: Cast) -> None:
    def send(**changes: object) -> str:
        return refused(lambda: submit_rating(**{"task": task, "rater": cast.committee, "scores": GOOD} | changes))

    assert send(scores={"motive": Decimal(3)}) == "incomplete"
    assert send(scores=GOOD | {"motive": Decimal(5)}) == "sheet"
    assert send(scores=GOOD | {"charm": Decimal(3)}) == "sheet"
    assert send(red_lines=["unknown"]) == "sheet"
    assert send(red_lines=["promise"]) == "note"
    assert send(rater=cast.instructor) == "not_a_rater"
    assert facts(task) == []


def test_who_may_be_asked(task: RatingTask, cast: Cast, strangers: Cast) -> None:
    assert refused(lambda: ask(cast, [])) == "raters_missing"
    assert refused(lambda: ask(cast, [cast.trainee])) == "self"
    assert refused(lambda: ask(cast, [strangers.mentor])) == "rater_bank"
    assert refused(lambda: add_rater(task=task, rater=strangers.mentor, actor=cast.instructor)) == "rater_bank"
    assert refused(lambda: add_rater(task=task, rater=cast.trainee, actor=cast.instructor)) == "self"


def test_raters_see_nothing_of_each_other_before_they_have_handed_in(task: RatingTask, cast: Cast, sign_in: SignIn) -> None:
    submit_rating(task=task, rater=cast.committee, scores=POOR, note="RATERCANARY")
    mentor = sign_in(cast.mentor)
    seen = [mentor.get(reverse("rating-list")), mentor.get(reverse("rating-sheet", args=[task.public_id]))]
    assert ["RATERCANARY" in response.content.decode() for response in seen] == [False, False]
    assert mentor.get(reverse("rating-detail", args=[task.public_id])).status_code == 404
    both = ask(cast, [cast.instructor, cast.committee])[0]
    submit_rating(task=both, rater=cast.committee, scores=POOR, note="RATERCANARY")
    page = reverse("rating-detail", args=[both.public_id])
    instructor = sign_in(cast.instructor)
    assert "RATERCANARY" not in instructor.get(page).content.decode()
    submit_rating(task=both, rater=cast.instructor, scores=GOOD)
    assert "RATERCANARY" in instructor.get(page).content.decode()


def test_the_ledger_shows_no_other_sheet_before_ones_own(task: RatingTask, cast: Cast, sign_in: SignIn) -> None:
    """HR reads the ledger of everybody, but who still has to rate somebody does not read what a colleague gave."""
    both = ask(cast, [cast.hr, cast.committee])[0]
    rating = submit_rating(task=both, rater=cast.committee, scores=POOR, note="RATERCANARY")
    detail, listed = reverse("evidence-detail", args=[rating.evidence_id]), reverse("evidence-list", args=[cast.trainee.key])

    def seen(user: User) -> tuple[bool, bool, bool]:
        page, rows = sign_in(user).get(detail), sign_in(user).get(listed).context["page"]
        hidden = {row.public_id: row.hidden for row in rows}
        return "RATERCANARY" in page.content.decode(), page.context["row"].hidden, hidden[rating.evidence_id]

    assert (seen(cast.hr), seen(cast.leader)) == ((False, True, True), (True, False, False))
    submit_rating(task=both, rater=cast.hr, scores=GOOD)
    assert seen(cast.hr) == (True, False, False)


def test_staff_who_sit_in_a_class_read_nothing_about_it(task: RatingTask, cast: Cast, sign_in: SignIn) -> None:
    """An instructor of another class who is trained here sees no sheet at all, HR none about themselves."""
    colleague = make_user(cast.bank, Role.INSTRUCTOR)
    make_staff(make_cohort(cast.bank), colleague, Duty.INSTRUCTOR)
    subjects = [make_enrolment(task.cohort, user) for user in (colleague, cast.hr)]
    about_colleague, about_hr = open_rating_tasks(
        cohort=task.cohort, rubric=task.rubric, subjects=subjects, raters=[cast.committee], title="面谈", happened_on=date(2026, 3, 2),
        actor=cast.instructor,
    )  # fmt: skip

    def seen(user: User) -> list[int]:
        client = sign_in(user)
        return [client.get(reverse("rating-detail", args=[one.public_id])).status_code for one in (task, about_colleague, about_hr)]

    assert (seen(colleague), seen(cast.hr)) == ([404, 404, 404], [200, 200, 404])


def test_the_sheet_takes_one_tap_per_criterion(task: RatingTask, cast: Cast, sign_in: SignIn) -> None:
    client, page = sign_in(cast.committee), reverse("rating-sheet", args=[task.public_id])
    assert client.get(page).status_code == 200
    assert client.post(page, {"c_motive": "3"}).status_code == 422
    assert client.post(page, {"c_motive": "3", "c_conduct": "9", "c_pressure": "4"}).status_code == 422
    assert client.post(page, {"c_motive": "3", "c_conduct": "4", "c_pressure": "4", "note": "稳"}).url == reverse("rating-list")
    assert Rating.objects.get().total == Decimal(92)
    assert list(ratings_waiting_for(cast.committee)) == []
    assert [one.public_id for one in ratings_waiting_for(cast.mentor)] == [task.public_id]


def test_far_apart_asks_for_one_more(task: RatingTask, cast: Cast, sign_in: SignIn) -> None:
    submit_rating(task=task, rater=cast.committee, scores=GOOD)
    submit_rating(task=task, rater=cast.mentor, scores=POOR)
    client, page = sign_in(cast.instructor), reverse("rating-detail", args=[task.public_id])
    context = client.get(page).context
    assert (context["apart"], context["spread"], context["mean"]) == (("difference",), Decimal(41), Decimal("54.5"))
    third = make_user(cast.bank, Role.COMMITTEE_MEMBER)
    client.post(reverse("rating-add-rater", args=[task.public_id]), {"rater": third.key})
    assert set(task.raters.all()) == {cast.committee, cast.mentor, third}
    assert Notice.objects.filter(user=third, kind="rating").count() == 1
    client.post(reverse("rating-close", args=[task.public_id]))
    task.refresh_from_db()
    assert task.state == "closed"
    assert sign_in(third).get(reverse("rating-sheet", args=[task.public_id])).url == reverse("rating-list")


def test_ratings_exist_within_class_and_bank_only(task: RatingTask, cast: Cast, strangers: Cast, sign_in: SignIn) -> None:
    gets = ["rating-sheet", "rating-detail"]
    posts = ["rating-sheet", "rating-close", "rating-add-rater"]
    for user in (cast.trainee, strangers.committee, strangers.instructor, strangers.hr):
        client = sign_in(user)
        assert [client.get(reverse(name, args=[task.public_id])).status_code for name in gets] == [404, 404]
        assert [client.post(reverse(name, args=[task.public_id])).status_code for name in posts] == [404] * 3
    leader = sign_in(cast.leader)
    assert leader.get(reverse("rating-detail", args=[task.public_id])).status_code == 200
    assert leader.post(reverse("rating-close", args=[task.public_id])).status_code == 404


def test_a_class_is_asked_for_in_one_form(task: RatingTask, cast: Cast, strangers: Cast, sign_in: SignIn) -> None:
    cohort = task.cohort
    page = reverse("rating-new", args=[cohort.public_id])
    client = sign_in(cast.instructor)
    form = {
        "rubric": "COLD_VISIT", "title": "陌拜演练", "happened_on": "2026-03-05", "raters": [cast.mentor.pk],
        "subjects": list(cohort.enrolments.values_list("pk", flat=True)),
    }  # fmt: skip
    assert client.post(page, form).url == reverse("rating-list")
    made = RatingTask.objects.filter(title="陌拜演练")
    assert (made.count(), made.values("batch").distinct().count()) == (2, 1)
    assert client.post(page, form | {"raters": [strangers.mentor.pk]}).status_code == 422
    assert client.post(page, form | {"subjects": []}).status_code == 422
    for user in (cast.committee, strangers.instructor):
        assert sign_in(user).get(page).status_code == 404


def test_the_lists_cost_the_same_for_one_and_for_three(task: RatingTask, cast: Cast, sign_in: SignIn) -> None:
    counts: list[list[int]] = []
    submit_rating(task=task, rater=cast.mentor, scores=GOOD)
    clients = [sign_in(cast.instructor), sign_in(cast.committee)]
    for more in (0, 2):
        for _number in range(more):
            submit_rating(task=ask(cast, [cast.committee, cast.mentor])[0], rater=cast.mentor, scores=GOOD)
        row = []
        for client in clients:
            client.get(reverse("rating-list"))
            with statements() as seen:
                client.get(reverse("rating-list"))
            row.append(len(seen.sent))
        counts.append(row)
    assert counts[0] == counts[1]


def sheet_form(title: str, points: tuple[str, ...], codes: tuple[str, ...] = ()) -> dict[str, str]:
    form = {
        "title": title, "purpose": "interview", "red_lines": "编造\n收受好处\n", "criterion-TOTAL_FORMS": str(len(points)),
        "criterion-INITIAL_FORMS": str(len(codes)),
    }  # fmt: skip
    for number, most in enumerate(points):
        form |= {f"criterion-{number}-text": f"要点{number}", f"criterion-{number}-points": most}
        form |= {f"criterion-{number}-level_{level}": f"锚{level}" for level in range(1, 5)}
        form |= {f"criterion-{number}-code": codes[number]} if number < len(codes) else {}
    return form


def test_a_sheet_is_written_and_a_change_is_the_next_version(cast: Cast, sign_in: SignIn) -> None:
    client = sign_in(cast.instructor)
    client.post(reverse("rubric-new"), sheet_form("自编面谈表", ("60", "30")))
    draft = Rubric.objects.get(title="自编面谈表")
    force = reverse("rubric-in-force", args=[draft.public_id])
    client.post(force)
    draft.refresh_from_db()
    assert draft.state == RubricState.DRAFT
    edit = reverse("rubric-edit", args=[draft.public_id])
    client.post(edit, sheet_form("自编面谈表", ("60", "40"), ("c1", "c2")))
    client.post(force)
    draft.refresh_from_db()
    assert (draft.state, [row["code"] for row in draft.criteria]) == (RubricState.IN_FORCE, ["c1", "c2"])
    assert list(draft.red_lines.values()) == ["编造", "收受好处"]
    client.post(edit, sheet_form("自编面谈表二", ("50", "50"), ("c1", "c2")))
    following = Rubric.objects.get(code=draft.code, version=2)
    client.post(reverse("rubric-in-force", args=[following.public_id]))
    assert dict(Rubric.objects.filter(code=draft.code).values_list("version", "state")) == {1: "retired", 2: "in_force"}
    draft.refresh_from_db()
    assert draft.title == "自编面谈表"


def test_an_incomplete_criterion_says_so(cast: Cast, sign_in: SignIn) -> None:
    response = sign_in(cast.instructor).post(reverse("rubric-new"), sheet_form("表", ("100",)) | {"criterion-0-level_2": ""})
    assert (response.status_code, list(response.context["rows"].errors[0])) == (422, ["level_2"])
    assert Rubric.objects.count() == 0


def test_sheets_belong_to_their_bank_and_its_authors(task: RatingTask, cast: Cast, strangers: Cast, sign_in: SignIn) -> None:
    pages = [reverse("rubric-detail", args=[task.rubric.public_id]), reverse("rubric-edit", args=[task.rubric.public_id])]
    assert [sign_in(cast.hr).get(page).status_code for page in pages] == [200, 200]
    for user in (cast.trainee, cast.committee, cast.leader, strangers.instructor, strangers.hr):
        client = sign_in(user)
        assert [client.get(page).status_code for page in pages] == [404, 404]
        assert client.post(reverse("rubric-in-force", args=[task.rubric.public_id])).status_code == 404
    assert sign_in(cast.trainee).get(reverse("rubric-list")).status_code == 404
    installed = sign_in(strangers.hr).post(reverse("rubric-install", args=["PRESENTER"]))
    assert Rubric.objects.get(code="PRESENTER").bank == strangers.bank
    assert installed.status_code == 302
    assert sign_in(cast.hr).post(reverse("rubric-install", args=["NOTHING"])).status_code == 404


def test_a_fact_leads_to_its_round(cast: Cast, task: RatingTask, sign_in: SignIn) -> None:
    ask(cast, [cast.committee])
    submit_rating(task=task, rater=cast.mentor, scores=GOOD, red_lines=[], note="稳")
    [fact] = facts(task)
    client = sign_in(cast.hr)
    card = client.get(reverse("evidence-detail", args=[fact.public_id])).context["row"].card
    assert (card.title, card.url) == (task.title, f"{reverse('rating-list')}?batch={task.batch}")
    shown = [[row["task"] for row in client.get(address).context["rows"]] for address in (card.url, reverse("rating-list"))]
    assert (shown[0], len(shown[1])) == ([task], 2)
