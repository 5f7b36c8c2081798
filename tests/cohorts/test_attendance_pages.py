"""Check-in, the screen, the seat list and the overview, as each part of the cast meets them, in two banks."""

import io
from collections.abc import Callable
from datetime import datetime, timedelta

import openpyxl
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pypdf import PdfReader

from lms.cohorts.actions import change_enrolment
from lms.cohorts.actions.attendance import mark_attendance, open_check_in
from lms.cohorts.actions.attendance_amend import amend_attendance
from lms.cohorts.actions.settlement import settle_slot
from lms.cohorts.domain.check_in import code_for, code_step
from lms.cohorts.models import Attendance, Cohort, Enrolment, Slot
from lms.evidence.models import Evidence
from lms.people.models import Mentorship, Organisation, User
from lms.records.models import Act
from tests.clock import SHANGHAI, Clock
from tests.factories.cohorts import make_cohort, make_enrolment, make_slot, make_staff
from tests.factories.people import make_user

SignIn = Callable[[User], Client]
START = datetime(2026, 3, 3, 9, 0, tzinfo=SHANGHAI)
END = START + timedelta(hours=3)
JSON = {"HTTP_ACCEPT": "application/json"}


@pytest.fixture(autouse=True)
def in_class(clock: Clock) -> Clock:
    clock.set(START + timedelta(minutes=2))
    return clock


@pytest.fixture
def cohort(bank: Organisation, cast) -> Cohort:
    cohort = make_cohort(bank)
    make_staff(cohort, cast.class_teacher, "class_teacher")
    make_staff(cohort, cast.instructor, "instructor")
    make_staff(cohort, cast.mentor, "mentor")
    return cohort


@pytest.fixture
def slot(cohort: Cohort) -> Slot:
    return make_slot(cohort, starts_at=START)


@pytest.fixture
def enrolment(cohort: Cohort, cast) -> Enrolment:
    return make_enrolment(cohort, cast.trainee, seat_number=1)


def address(name: str, thing: object) -> str:
    return reverse(name, args=[thing.public_id])


def answers(sign_in: SignIn, cast, strangers, url: str) -> dict[str, int]:
    """Who gets which answer: one GET per part, and one of the other bank's personnel office."""
    parts = ("trainee", "class_teacher", "instructor", "mentor", "hr", "leader", "auditor", "committee")
    found = {part: sign_in(getattr(cast, part)).get(url).status_code for part in parts}
    return {**found, "stranger": sign_in(strangers.hr).get(url).status_code}


TAKES = {"class_teacher": 200, "instructor": 200, "hr": 200, "stranger": 404, "committee": 404}
ONLY_TAKERS = {**TAKES, "trainee": 403, "mentor": 403, "leader": 403, "auditor": 403}
READERS_TOO = {**TAKES, "trainee": 403, "mentor": 200, "leader": 200, "auditor": 200}


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("slot-code", ONLY_TAKERS),
        ("slot-code-now", ONLY_TAKERS),
        ("slot-sheet", ONLY_TAKERS),
        ("slot-sheet-pdf", ONLY_TAKERS),
        ("slot-attendance", READERS_TOO),
    ],
)
def test_who_opens_a_sessions_pages(
    name: str, expected: dict[str, int], sign_in: SignIn, cast, strangers, slot: Slot, enrolment: Enrolment
) -> None:
    assert answers(sign_in, cast, strangers, address(name, slot)) == expected


def test_only_who_runs_the_class_corrects(sign_in: SignIn, cast, strangers, slot: Slot, enrolment: Enrolment) -> None:
    settle_slot(slot=slot, now=END)
    expected = {**ONLY_TAKERS, "instructor": 403}
    assert answers(sign_in, cast, strangers, address("slot-amend", slot)) == expected


def test_who_opens_the_overview_and_a_persons_page(sign_in: SignIn, cast, strangers, slot: Slot, enrolment: Enrolment) -> None:
    assert answers(sign_in, cast, strangers, address("cohort-attendance", slot.cohort)) == READERS_TOO
    assert answers(sign_in, cast, strangers, address("enrolment-attendance", enrolment)) == {**READERS_TOO, "trainee": 200}
    other = make_enrolment(slot.cohort)
    assert sign_in(cast.trainee).get(address("enrolment-attendance", other)).status_code == 404


@pytest.mark.parametrize("name", ["slot-open", "slot-mark", "slot-settle"])
def test_changes_are_posts_of_who_may(name: str, sign_in: SignIn, cast, strangers, slot: Slot, enrolment: Enrolment) -> None:
    url, data = address(name, slot), {"seat": enrolment.public_id, "brush": "present"}
    assert sign_in(cast.class_teacher).get(url).status_code == 405
    refused = {part: sign_in(getattr(cast, part)).post(url, data).status_code for part in ("trainee", "mentor", "leader", "auditor")}
    assert set(refused.values()) == {403}
    assert sign_in(strangers.class_teacher).post(url, data).status_code == 404
    slot.refresh_from_db()
    assert (slot.state, Attendance.objects.count()) == ("planned", 0)


def test_the_instructor_of_the_session_takes_attendance_without_a_duty(sign_in: SignIn, bank: Organisation, cohort: Cohort) -> None:
    guest = make_user(bank, "instructor")
    slot = make_slot(cohort, starts_at=START, instructor=guest)
    assert sign_in(guest).get(address("slot-code", slot)).status_code == 200
    assert sign_in(guest).get(address("cohort-attendance", cohort)).status_code == 404


# ------------------------------------------------------------------------------------------------------------- check-in


def test_a_session_from_the_screen_to_the_phone(sign_in: SignIn, cast, slot: Slot, enrolment: Enrolment, clock: Clock) -> None:
    teacher, trainee = sign_in(cast.class_teacher), sign_in(cast.trainee)
    assert "code" not in teacher.get(address("slot-code-now", slot)).json()
    assert teacher.post(address("slot-open", slot)).url == address("slot-code", slot)
    shown = teacher.get(address("slot-code-now", slot)).json()
    assert (shown["in"], shown["expected"], shown["phase"], len(shown["code"])) == (0, 1, "open", 6)
    assert shown["qr"].startswith("<svg")
    page = trainee.get(reverse("check-in"), {"code": shown["code"]})
    assert f'value="{shown["code"]}"' in page.content.decode()
    assert Attendance.objects.count() == 0
    wrong = trainee.post(reverse("check-in"), {"code": "1"})
    assert (wrong.status_code, wrong.context["code"]) == (422, "")
    assert trainee.post(reverse("check-in"), {"code": shown["code"]}).url == reverse("check-in")
    assert Attendance.objects.get().state == "present"
    assert trainee.get(reverse("check-in")).context["session"].attendance.state == "present"
    assert teacher.get(address("slot-code-now", slot)).json()["in"] == 1
    clock.set(END)
    teacher = sign_in(cast.class_teacher)
    assert teacher.get(address("slot-code-now", slot)).json()["phase"] == "over"
    assert "code" not in teacher.get(address("slot-code-now", slot)).json()


def test_the_screen_shows_no_code_and_no_secret_it_should_not(sign_in: SignIn, cast, slot: Slot) -> None:
    open_check_in(slot=slot, actor_key="t")
    slot.refresh_from_db()
    body = sign_in(cast.class_teacher).get(address("slot-code", slot)).content.decode()
    assert code_for(slot.check_in_secret, code_step(START + timedelta(minutes=2), 30)) in body
    assert slot.check_in_secret not in body


@pytest.mark.parametrize(("minutes", "phase"), [(-60, "early"), (2, "open"), (10, "late"), (200, "over")])
def test_the_check_in_page_says_where_the_session_is(
    minutes: int, phase: str, sign_in: SignIn, cast, slot: Slot, enrolment: Enrolment, clock: Clock
) -> None:
    clock.set(START + timedelta(minutes=minutes))
    page = sign_in(cast.trainee).get(reverse("check-in"))
    assert (page.status_code, page.context["session"].phase) == (200, phase)
    assert ('name="code"' in page.content.decode()) == (phase in ("open", "late"))


def test_who_sits_in_no_class_gets_an_empty_page(sign_in: SignIn, cast, strangers, slot: Slot) -> None:
    for person in (cast.committee, cast.hr, strangers.trainee):
        page = sign_in(person).get(reverse("check-in"))
        assert (page.status_code, page.context["session"]) == (200, None)
        assert sign_in(person).post(reverse("check-in"), {"code": "123456"}).status_code == 422
        assert sign_in(person).get(reverse("my-attendance")).status_code == 200


# ------------------------------------------------------------------------------------------------------------ seat list


def test_taps_answer_with_every_seat(sign_in: SignIn, cast, slot: Slot, enrolment: Enrolment) -> None:
    teacher, other = sign_in(cast.class_teacher), make_enrolment(slot.cohort)
    said = teacher.post(address("slot-mark", slot), {"seat": enrolment.public_id, "brush": "late"}, **JSON).json()
    assert said["seats"][enrolment.public_id]["state"] == "late"
    assert said["counts"] == {"present": 0, "late": 1, "absent": 0, "leave": 0, "open": 1}
    said = teacher.post(address("slot-mark", slot), {"seat": "rest", "brush": "present"}, **JSON).json()
    assert said["seats"][other.public_id]["state"] == "present"
    said = teacher.post(address("slot-mark", slot), {"seat": enrolment.public_id, "brush": ""}, **JSON).json()
    assert said["seats"][enrolment.public_id]["state"] == ""


@pytest.mark.parametrize("data", [{"brush": "asleep"}, {"seat": "nobody", "brush": "asleep"}, {"brush": "present'--"}])
def test_odd_marks_change_nothing(data: dict[str, str], sign_in: SignIn, cast, slot: Slot, enrolment: Enrolment) -> None:
    assert sign_in(cast.class_teacher).post(address("slot-mark", slot), data, **JSON).status_code == 409
    assert sign_in(cast.class_teacher).post(address("slot-mark", slot), data).url == address("slot-attendance", slot)
    assert Attendance.objects.count() == 0


def test_a_tap_without_script_brings_the_page_back(sign_in: SignIn, cast, slot: Slot, enrolment: Enrolment) -> None:
    answer = sign_in(cast.class_teacher).post(address("slot-mark", slot), {"seat": enrolment.public_id, "brush": "present"})
    assert (answer.url, Attendance.objects.get().method) == (address("slot-attendance", slot), "teacher")


def test_the_sheet_enters_every_row_at_once(sign_in: SignIn, cast, slot: Slot, enrolment: Enrolment) -> None:
    other, stranger = make_enrolment(slot.cohort), make_enrolment(make_cohort(slot.cohort.bank))
    data = {f"state-{enrolment.public_id}": "present", f"state-{other.public_id}": "absent", f"state-{stranger.public_id}": "present"}
    assert sign_in(cast.class_teacher).post(address("slot-sheet", slot), data).url == address("slot-attendance", slot)
    rows = Attendance.objects.values_list("enrolment_id", "state", "method")
    assert set(rows) == {(enrolment.pk, "present", "sheet"), (other.pk, "absent", "sheet")}


def test_settle_then_correct(sign_in: SignIn, cast, slot: Slot, enrolment: Enrolment, clock: Clock) -> None:
    teacher = sign_in(cast.class_teacher)
    teacher.post(address("slot-settle", slot))
    slot.refresh_from_db()
    assert slot.settled_at is None
    clock.set(END)
    teacher = sign_in(cast.class_teacher)
    teacher.post(address("slot-settle", slot))
    assert Attendance.objects.get().state == "absent"
    assert teacher.get(address("slot-sheet", slot)).url == address("slot-amend", slot)
    field = {f"state-{enrolment.public_id}": "present", "method": "sheet"}
    refused = teacher.post(address("slot-amend", slot), field)
    assert (refused.status_code, Attendance.objects.get().state) == (422, "absent")
    assert [(seat.enrolment, state) for seat, state in refused.context["rows"]] == [(enrolment, "present")]
    teacher.post(address("slot-amend", slot), {**field, "reason": "签到表有签字"})
    mark = Attendance.objects.get()
    assert (mark.state, mark.method, mark.reason) == ("present", "sheet", "签到表有签字")
    page = teacher.get(address("slot-attendance", slot))
    assert [(one.name, one.by, one.reason) for one in page.context["amendments"]] == [
        (cast.trainee.name, cast.class_teacher.name, "签到表有签字")
    ]


def test_why_attendance_was_corrected_is_for_those_who_teach_or_oversee(
    sign_in: SignIn, cast, slot: Slot, enrolment: Enrolment, clock: Clock
) -> None:
    """A mentor of the class and of the person sees that a mark was corrected, nowhere why; nor why somebody left."""
    settle_slot(slot=slot, now=END)
    clock.set(END)
    amend_attendance(slot=slot, states={enrolment.pk: "excused"}, reason="产检", actor_key=cast.class_teacher.key, now=END)
    change_enrolment(enrolment=enrolment, state="withdrawn", reason="家中变故", left_on=END.date(), actor_key=cast.hr.key)
    Mentorship.objects.create(mentor=cast.mentor, mentee=cast.trainee, starts_on=START.date())
    fact = Evidence.objects.get(person_key=cast.trainee.key, supersedes__isnull=False)
    pages = [address("enrolment-detail", enrolment), address("enrolment-attendance", enrolment), address("slot-attendance", slot)]
    ledger = [reverse("evidence-list", args=[cast.trainee.key]), address("evidence-detail", fact)]
    seen = {}
    for part, asked in (("mentor", pages + ledger), ("class_teacher", pages), ("hr", pages + ledger), ("trainee", pages[:2] + ledger)):
        answers = [sign_in(getattr(cast, part)).get(page) for page in asked]
        assert [answer.status_code for answer in answers] == [200] * len(asked), part
        seen[part] = sum("产检" in text or "家中变故" in text for text in (answer.content.decode() for answer in answers))
    assert seen == {"mentor": 0, "class_teacher": 3, "hr": 5, "trainee": 4}
    book = sign_in(cast.mentor).get(ledger[0], {"format": "xlsx"})
    cells = {cell.value for row in openpyxl.load_workbook(io.BytesIO(book.content)).active.iter_rows() for cell in row}
    assert "产检" not in cells


def test_the_seat_list_settles_what_is_long_over(sign_in: SignIn, cast, slot: Slot, enrolment: Enrolment, clock: Clock) -> None:
    clock.set(END + timedelta(hours=3))
    page = sign_in(cast.leader).get(address("slot-attendance", slot))
    slot.refresh_from_db()
    assert (page.context["slot"].settled_at, slot.settled_by_key) == (clock.now, "")


def test_the_printed_sheet_names_everybody(sign_in: SignIn, cast, slot: Slot, enrolment: Enrolment) -> None:
    answer = sign_in(cast.class_teacher).get(address("slot-sheet-pdf", slot))
    text = "".join(page.extract_text() for page in PdfReader(io.BytesIO(answer.content)).pages)
    assert answer.headers["Content-Type"] == "application/pdf"
    assert cast.trainee.name in text and cast.trainee.employee_number in text


# ------------------------------------------------------------------------------------------------------------- overview


def test_the_overview_has_alarms_standings_and_sessions(sign_in: SignIn, cast, cohort: Cohort, enrolment: Enrolment, clock: Clock) -> None:
    for day in range(3):
        slot = make_slot(cohort, starts_at=START + timedelta(days=day))
        settle_slot(slot=slot, now=slot.ends_at)
    clock.set(START + timedelta(days=4))
    page = sign_in(cast.class_teacher).get(address("cohort-attendance", cohort))
    assert [row.enrolment for row in page.context["grid"].run_alarms] == [enrolment]
    assert [line["absent"] for line in page.context["sessions"]] == [1, 1, 1]


def test_the_workbook_says_the_same(sign_in: SignIn, cast, cohort: Cohort, slot: Slot, enrolment: Enrolment) -> None:
    mark_attendance(slot=slot, states={enrolment.pk: "late"}, actor_key="t")
    settle_slot(slot=slot, now=END)
    answer = sign_in(cast.auditor).get(address("cohort-attendance", cohort), {"format": "xlsx"})
    book = openpyxl.load_workbook(io.BytesIO(answer.content))
    rows = [[cell.value for cell in row] for row in book.worksheets[0].iter_rows()]
    assert rows[-1][:7] == [1, cast.trainee.name, cast.trainee.employee_number, None, 1, 1, 0]
    assert Act.objects.filter(verb="exported", object_kind="cohort_attendance", actor_key=cast.auditor.key).count() == 1


def test_a_branch_office_sees_its_own_people_only(sign_in: SignIn, bank: Organisation, branch: Organisation, cast, cohort: Cohort) -> None:
    mine = make_enrolment(cohort, organisation=branch)
    make_enrolment(cohort)
    office = make_user(bank, "leader", at=branch)
    page = sign_in(office).get(address("enrolment-attendance", mine))
    assert page.status_code == 403
    assert sign_in(office).get(address("cohort-attendance", cohort)).status_code == 404


@pytest.mark.parametrize("name", ["cohort-attendance", "slot-attendance", "slot-sheet", "slot-code-now", "conduct-list"])
def test_pages_cost_the_same_queries_for_3_and_for_30(name: str, sign_in: SignIn, cast, cohort: Cohort, slot: Slot) -> None:
    client, thing = sign_in(cast.class_teacher), slot if name.startswith("slot") else cohort
    url = address(name, thing)

    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert client.get(url).status_code == 200
        return len(captured)

    for number in range(3):
        make_enrolment(cohort, seat_number=number + 1)
    make_slot(cohort, starts_at=START - timedelta(hours=20), settled_at=START)
    queries()
    few = queries()
    for number in range(27):
        make_enrolment(cohort, seat_number=number + 10)
        make_slot(cohort, starts_at=START - timedelta(hours=20 + number), settled_at=START)
    assert queries() == few


def test_ones_own_page_costs_the_same_for_3_and_30_sessions(sign_in: SignIn, cast, cohort: Cohort, enrolment: Enrolment) -> None:
    client = sign_in(cast.trainee)

    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert client.get(reverse("my-attendance")).status_code == 200
        return len(captured)

    make_slot(cohort, starts_at=START - timedelta(hours=20), settled_at=START)
    queries()
    few = queries()
    for number in range(30):
        make_slot(cohort, starts_at=START - timedelta(hours=20 + number), settled_at=START)
    assert queries() == few
