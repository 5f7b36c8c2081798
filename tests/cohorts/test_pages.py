"""Pages of programmes, cohorts and enrolments as every part of the cast sees them, in two banks."""

from collections.abc import Callable
from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from lms.cohorts.actions import change_enrolment, install_programme
from lms.cohorts.models import Cohort, CohortStaff, Enrolment
from lms.cohorts.queries import cohorts_visible_to, current_enrolment, enrolments_visible_to, slots_visible_to
from lms.people.models import Membership, Organisation, User
from lms.records.models import Act
from tests.factories.cohorts import make_cohort, make_enrolment, make_slot, make_staff
from tests.factories.people import make_branch, make_user

SignIn = Callable[[User], Client]


@pytest.fixture
def cohort(bank: Organisation) -> Cohort:
    return make_cohort(bank, programme=install_programme(bank=bank))


# ------------------------------------------------------------------------------------------------------------- scope


def test_office_sees_by_node_staff_by_duty_trainees_by_enrolment(bank: Organisation, cast) -> None:
    east, west = make_branch(bank), make_branch(bank)
    here, there = make_cohort(east), make_cohort(west)
    east_leader = make_user(bank, "leader", at=east)
    make_staff(there, cast.instructor, "instructor")
    make_enrolment(here, cast.trainee)
    assert set(cohorts_visible_to(cast.hr)) == {here, there}
    assert set(cohorts_visible_to(east_leader)) == {here}
    assert set(cohorts_visible_to(cast.instructor)) == {there}
    assert set(cohorts_visible_to(cast.trainee)) == {here}
    assert set(cohorts_visible_to(cast.mentor)) == set()


def test_an_office_that_is_over_sees_nothing(bank: Organisation) -> None:
    make_cohort(bank)
    former = make_user(bank)
    former.memberships.create(organisation=bank, role="hr", starts_on=date(2020, 1, 1), ends_on=date(2020, 12, 31))
    assert list(cohorts_visible_to(former)) == []


def test_enrolments_are_seen_through_cohort_branch_or_oneself(bank: Organisation, cast) -> None:
    branch = make_branch(bank)
    cohort = make_cohort(bank)
    mine = make_enrolment(cohort, cast.trainee, organisation=branch)
    other = make_enrolment(cohort)
    branch_leader = make_user(bank, "leader", at=branch)
    make_staff(cohort, cast.mentor, "mentor")
    assert set(enrolments_visible_to(branch_leader)) == {mine}
    assert set(enrolments_visible_to(cast.trainee)) == {mine}
    assert set(enrolments_visible_to(cast.mentor)) == {mine, other}
    assert set(enrolments_visible_to(cast.auditor)) == {mine, other}


def test_who_left_keeps_the_record_but_not_the_timetable(cohort: Cohort, cast) -> None:
    enrolment = make_enrolment(cohort, cast.trainee)
    slot = make_slot(cohort)
    assert (list(slots_visible_to(cast.trainee)), current_enrolment(cast.trainee)) == ([slot], enrolment)
    Enrolment.objects.update(state="withdrawn")
    assert (list(slots_visible_to(cast.trainee)), current_enrolment(cast.trainee)) == ([], None)
    assert list(enrolments_visible_to(cast.trainee)) == [enrolment]


def test_the_running_class_comes_before_the_planned_one(bank: Organisation, cast) -> None:
    make_enrolment(make_cohort(bank, state="completed", starts_on=date(2025, 1, 1), ends_on=date(2025, 3, 1)), cast.trainee)
    make_enrolment(make_cohort(bank, state="planned", starts_on=date(2026, 9, 1), ends_on=date(2026, 11, 1)), cast.trainee)
    running = make_enrolment(make_cohort(bank, state="running"), cast.trainee)
    assert current_enrolment(cast.trainee) == running


# ------------------------------------------------------------------------------------------------------- who may what


PAGES = ["cohort-detail", "cohort-plan", "cohort-export", "cohort-edit", "cohort-staff", "enrolment-new"]
ALLOWED = {
    "hr": [200, 200, 200, 200, 200, 200],
    "admin": [200, 200, 200, 200, 200, 200],
    "leader": [200, 200, 200, 403, 403, 403],
    "auditor": [200, 200, 200, 403, 403, 403],
    "board": [200, 200, 200, 403, 403, 403],
    "class_teacher": [200, 200, 200, 403, 403, 403],
    "trainee": [200, 200, 403, 403, 403, 403],
    "mentor": [404, 404, 404, 404, 404, 404],
    "committee": [404, 404, 404, 404, 404, 404],
}


@pytest.mark.parametrize("part", ALLOWED)
def test_each_part_gets_its_pages(part: str, cohort: Cohort, cast, sign_in: SignIn) -> None:
    make_staff(cohort, cast.class_teacher, "class_teacher")
    make_enrolment(cohort, cast.trainee)
    client = sign_in(getattr(cast, part))
    assert [client.get(reverse(page, args=[cohort.public_id])).status_code for page in PAGES] == ALLOWED[part]


def test_for_another_bank_nothing_exists(cohort: Cohort, cast, strangers, sign_in: SignIn) -> None:
    enrolment = make_enrolment(cohort, cast.trainee)
    step = cohort.steps.first()
    everyone = list(strangers.everyone())
    Membership.objects.update(confidentiality_acknowledged_at=timezone.now())
    for stranger in everyone:
        client = sign_in(stranger)
        addresses = [reverse(page, args=[cohort.public_id]) for page in PAGES]
        addresses += [reverse("enrolment-detail", args=[enrolment.public_id]), reverse("enrolment-amend", args=[enrolment.public_id])]
        addresses += [reverse("step-detail", args=[cohort.public_id, step.public_id])]
        addresses += [reverse("programme-detail", args=[cohort.programme.public_id])]
        assert {client.get(address).status_code for address in addresses} == {404}
        assert cohort.name not in client.get(reverse("cohort-list")).content.decode()
        posts = [reverse("step-complete", args=[cohort.public_id, step.public_id]), reverse("cohort-move", args=[cohort.public_id])]
        posts += [reverse("enrolment-change", args=[enrolment.public_id]), reverse("staff-save", args=[cohort.public_id])]
        assert {client.post(address, {}).status_code for address in posts} == {404}


def test_a_trainee_sees_nobody_else(cohort: Cohort, cast, sign_in: SignIn) -> None:
    mine, other = make_enrolment(cohort, cast.trainee), make_enrolment(cohort)
    client = sign_in(cast.trainee)
    assert other.user.name not in client.get(reverse("cohort-detail", args=[cohort.public_id])).content.decode()
    assert client.get(reverse("enrolment-detail", args=[mine.public_id])).status_code == 200
    assert client.get(reverse("enrolment-detail", args=[other.public_id])).status_code == 404
    assert client.post(reverse("enrolment-change", args=[mine.public_id]), {"state": "completed", "reason": "x"}).status_code == 403


@pytest.mark.parametrize("route", ["cohort-move", "staff-save", "plan-shift"])
def test_changes_are_posts(route: str, cohort: Cohort, cast, sign_in: SignIn) -> None:
    assert sign_in(cast.hr).get(reverse(route, args=[cohort.public_id])).status_code == 405


# ----------------------------------------------------------------------------------------------------------- cohorts


def cohort_fields(bank: Organisation, **changes: object) -> dict[str, object]:
    return {
        "name": "第八期培训班",
        "code": "2026-08",
        "organisation": bank.pk,
        "starts_on": "2026-08-03",
        "ends_on": "2026-10-23",
        "place": "总行三楼",
        **changes,
    }


def test_a_cohort_is_opened_with_its_plan(bank: Organisation, cast, sign_in: SignIn) -> None:
    programme = install_programme(bank=bank)
    answer = sign_in(cast.hr).post(reverse("cohort-new"), cohort_fields(bank, programme=programme.pk))
    made = Cohort.objects.get(code="2026-08")
    assert answer.url == reverse("cohort-detail", args=[made.public_id])
    assert (made.bank, made.steps.count(), made.steps.get(code="1").planned_from) == (bank, 32, date(2026, 8, 3))


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"name": ""}, "name"),
        ({"ends_on": "2026-08-01"}, "ends_on"),
        ({"starts_on": "08/03"}, "starts_on"),
        ({"code": "taken"}, "code"),
        ({"organisation": "999999"}, "organisation"),
    ],
)
def test_bad_cohorts_are_refused_by_field(changes: dict, field: str, bank: Organisation, cast, sign_in: SignIn) -> None:
    make_cohort(bank, code="taken")
    answer = sign_in(cast.hr).post(reverse("cohort-new"), cohort_fields(bank, **changes))
    assert (answer.status_code, list(answer.context["form"].errors)) == (200, [field])
    assert Cohort.objects.count() == 1


def test_a_node_of_another_bank_can_not_host(bank: Organisation, cast, strangers, sign_in: SignIn) -> None:
    answer = sign_in(cast.hr).post(reverse("cohort-new"), cohort_fields(strangers.bank))
    assert list(answer.context["form"].errors) == ["organisation"]


def test_only_the_personnel_office_opens_cohorts(cast, sign_in: SignIn) -> None:
    parts = ["instructor", "leader", "class_teacher", "trainee"]
    assert [sign_in(getattr(cast, part)).get(reverse("cohort-new")).status_code for part in parts] == [403] * 4


def test_states_go_forward_and_closing_needs_a_reason(cohort: Cohort, cast, sign_in: SignIn) -> None:
    client, address = sign_in(cast.hr), reverse("cohort-move", args=[cohort.public_id])
    for state, reason, expected in [
        ("planned", "x", "running"),
        ("closed", "", "running"),
        ("completed", "", "completed"),
        ("closed", "归档", "closed"),
        ("running", "x", "closed"),
    ]:
        client.post(address, {"state": state, "reason": reason})
        cohort.refresh_from_db()
        assert cohort.state == expected


def test_people_follow_their_class_with_a_line_in_their_history(bank: Organisation, cast, sign_in: SignIn) -> None:
    cohort = make_cohort(bank, state="planned")
    stays, leaves = make_enrolment(cohort), make_enrolment(cohort)
    change_enrolment(enrolment=leaves, state="withdrawn", reason="个人原因", actor_key="hr")
    client, address = sign_in(cast.hr), reverse("cohort-move", args=[cohort.public_id])
    for state, reason in (("running", ""), ("completed", ""), ("running", "补课一周"), ("completed", "")):
        client.post(address, {"state": state, "reason": reason})
    states = list(stays.changes.order_by("id").values_list("from_state", "to_state", "reason", "by_key"))
    assert states[1:] == [
        ("enrolled", "active", "开班", cast.hr.key),
        ("active", "completed", "结班", cast.hr.key),
        ("completed", "active", "补课一周", cast.hr.key),
        ("active", "completed", "结班", cast.hr.key),
    ]
    assert list(cohort.enrolments.order_by("id").values_list("state", flat=True)) == ["completed", "withdrawn"]


def test_staff_are_named_and_taken_off(cohort: Cohort, cast, sign_in: SignIn) -> None:
    client, address = sign_in(cast.hr), reverse("staff-save", args=[cohort.public_id])
    client.post(address, {"person": cast.instructor.key, "duties": ["instructor", "class_teacher"]})
    assert sorted(CohortStaff.objects.values_list("user_id", "duty")) == [
        (cast.instructor.pk, "class_teacher"),
        (cast.instructor.pk, "instructor"),
    ]
    client.post(address, {"person": cast.instructor.key})
    assert CohortStaff.objects.count() == 0


def test_nobody_is_staff_and_trainee_of_one_cohort(cohort: Cohort, cast, sign_in: SignIn) -> None:
    make_enrolment(cohort, cast.trainee)
    sign_in(cast.hr).post(reverse("staff-save", args=[cohort.public_id]), {"person": cast.trainee.key, "duties": ["mentor"]})
    assert CohortStaff.objects.count() == 0


def test_a_stranger_is_not_named_to_the_staff(cohort: Cohort, cast, strangers, sign_in: SignIn) -> None:
    answer = sign_in(cast.hr).post(reverse("staff-save", args=[cohort.public_id]), {"person": strangers.hr.key, "duties": ["mentor"]})
    assert (answer.status_code, CohortStaff.objects.count()) == (404, 0)


# -------------------------------------------------------------------------------------------------------- enrolments


def test_one_person_is_found_and_enrolled(cohort: Cohort, cast, strangers, sign_in: SignIn) -> None:
    client, address = sign_in(cast.hr), reverse("enrolment-new", args=[cohort.public_id])
    person = cast.trainee
    assert [one.pk for one in client.get(address, {"q": person.name}).context["found"]] == [person.pk]
    assert client.get(address, {"person": strangers.trainee.key}).status_code == 404
    fields = {"person": person.key, "legal_footing": "agency", "joined_on": "2026-03-02", "seat_number": 5}
    assert client.post(address, fields).url == reverse("cohort-detail", args=[cohort.public_id])
    assert list(Enrolment.objects.values_list("user", "legal_footing", "seat_number", "state")) == [(person.pk, "agency", 5, "active")]


def test_a_seat_is_given_once(cohort: Cohort, cast, sign_in: SignIn) -> None:
    make_enrolment(cohort, seat_number=5)
    fields = {"person": cast.trainee.key, "legal_footing": "agency", "joined_on": "2026-03-02", "seat_number": 5}
    answer = sign_in(cast.hr).post(reverse("enrolment-new", args=[cohort.public_id]), fields)
    assert list(answer.context["form"].errors) == ["seat_number"]


def test_a_state_changes_with_its_reason_and_history(cohort: Cohort, cast, sign_in: SignIn) -> None:
    enrolment = make_enrolment(cohort, cast.trainee, seat_number=3)
    client, address = sign_in(cast.hr), reverse("enrolment-change", args=[enrolment.public_id])
    assert client.post(address, {"state": "withdrawn", "reason": " "}).status_code == 422
    assert client.post(address, {"state": "enrolled", "reason": "x"}).status_code == 422
    assert client.post(address, {"state": "withdrawn", "reason": "x", "left_on": "2026-01-01"}).status_code == 422
    assert client.post(address, {"state": "withdrawn", "reason": "本人申请退出", "left_on": "2026-03-20"}).status_code == 302
    enrolment.refresh_from_db()
    assert (enrolment.state, enrolment.left_on, enrolment.seat_number) == ("withdrawn", date(2026, 3, 20), None)
    history = [(one.from_state, one.to_state, one.by_key) for one in enrolment.changes.all()]
    assert history == [("", "active", "factory"), ("active", "withdrawn", cast.hr.key)]


def test_a_row_is_amended_in_place_with_a_reason(cohort: Cohort, cast, sign_in: SignIn) -> None:
    enrolment = make_enrolment(cohort, cast.trainee, seat_number=3)
    client, address = sign_in(cast.hr), reverse("enrolment-amend", args=[enrolment.public_id])
    htmx = {"HTTP_HX_REQUEST": "true"}
    assert client.get(address, **htmx).content.decode().strip().startswith("<tr")
    fields = {"legal_footing": "transfer", "joined_on": "2026-03-02", "seat_number": 4, "note": "调座"}
    assert "<form" in client.post(address, fields, **htmx).content.decode()
    answer = client.post(address, fields | {"reason": "座位调整"}, **htmx)
    assert (answer.status_code, "<form" in answer.content.decode()) == (200, False)
    enrolment.refresh_from_db()
    assert (enrolment.seat_number, enrolment.legal_footing, enrolment.note) == (4, "transfer", "调座")
    assert Act.objects.filter(object_kind="enrolment", reason="座位调整").count() == 1


def test_the_class_list_exports_without_formulas(cohort: Cohort, cast, sign_in: SignIn) -> None:
    import io

    from openpyxl import load_workbook

    enrolment = make_enrolment(cohort, cast.trainee)
    Enrolment.objects.update(note="=HYPERLINK(1)")
    content = sign_in(cast.leader).get(reverse("cohort-export", args=[cohort.public_id])).content
    cells = {cell.value: cell.data_type for row in load_workbook(io.BytesIO(content)).worksheets[0].rows for cell in row}
    assert (cells["=HYPERLINK(1)"], enrolment.user.name in cells) == ("s", True)


# -------------------------------------------------------------------------------------------------------------- plan


def test_the_class_teacher_ticks_steps_off_and_gates_hold(cohort: Cohort, cast, sign_in: SignIn) -> None:
    client = sign_in(make_staff(cohort, cast.class_teacher, "class_teacher"))
    closing, evaluation = cohort.steps.get(code="4k"), cohort.steps.get(code="4m")

    def complete(step, **fields):
        return client.post(
            reverse("step-complete", args=[cohort.public_id, step.public_id]), {"done_on": "2026-03-02", **fields}
        ).status_code

    assert complete(evaluation, note="x") == 422
    assert complete(closing) == 422
    assert complete(closing, note="结训考试已完成") == 302
    assert complete(evaluation, note="评估已公布") == 302
    answer = client.post(reverse("step-reopen", args=[cohort.public_id, closing.public_id]), {"reason": "有误"})
    assert answer.status_code == 422


def test_a_trainee_reads_the_plan_and_changes_nothing(cohort: Cohort, cast, sign_in: SignIn) -> None:
    make_enrolment(cohort, cast.trainee)
    client, step = sign_in(cast.trainee), cohort.steps.get(code="2a")
    args = [cohort.public_id, step.public_id]
    assert client.get(reverse("step-detail", args=args)).status_code == 200
    assert client.post(reverse("step-complete", args=args), {"done_on": "2026-03-02"}).status_code == 403
    assert client.post(reverse("plan-shift", args=[cohort.public_id]), {"weeks": 1}).status_code == 403


def test_a_programme_is_installed_once_and_shown(cast, sign_in: SignIn) -> None:
    client = sign_in(cast.hr)
    assert client.get(reverse("programme-list")).status_code == 200
    first = client.post(reverse("programme-install")).url
    assert client.post(reverse("programme-install")).url == first
    assert client.get(first).status_code == 200
    assert sign_in(cast.instructor).post(reverse("programme-install")).status_code == 403


def test_a_large_class_is_read_in_parts_and_searched_as_a_whole(
    cohort: Cohort, cast, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("lms.cohorts.views.cohorts.PEOPLE_PER_PAGE", 3)
    last = [make_enrolment(cohort, seat_number=seat) for seat in range(1, 6)][-1]
    client, address = sign_in(cast.hr), reverse("cohort-detail", args=[cohort.public_id])

    def shown(**asked: str) -> list[int]:
        return [row.seat_number for row in client.get(address, asked).context["page"]]

    assert [shown(), shown(page="2"), shown(q=last.user.name), shown(q="没有这个人")] == [[1, 2, 3], [4, 5], [5], []]
    found = client.get(address, {"q": last.user.employee_number}).content.decode()
    assert [last.user.name in found, "data-table-filter" in found] == [True, False]


# ------------------------------------------------------------------------------------------------------------- counts


@pytest.mark.parametrize("route", ["cohort-list", "cohort-detail"])
def test_lists_cost_the_same_for_3_and_30_rows(route: str, bank: Organisation, cohort: Cohort, cast, sign_in: SignIn) -> None:
    client, branch = sign_in(cast.hr), make_branch(bank)
    address = reverse(route, args=[cohort.public_id] if route == "cohort-detail" else [])

    def cost(count: int) -> int:
        for _number in range(count):
            if route == "cohort-list":
                make_cohort(bank)
            else:
                make_enrolment(cohort, organisation=branch)
        client.get(address)
        with CaptureQueriesContext(connection) as seen:
            assert client.get(address).status_code == 200
        return len(seen)

    assert cost(3) == cost(27)
