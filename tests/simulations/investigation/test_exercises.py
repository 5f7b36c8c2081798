"""Exercises of a class, the bank's own cases, and where a committee gets its cases from."""

import io
import json
from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from lms.cohorts.models import Cohort
from lms.evidence.models import Evidence
from lms.people.models import User
from simulations.actions.close_exercise import close_due_exercises, close_exercise
from simulations.actions.keep_teaching_case import CaseRefused, checked_case, keep_teaching_case
from simulations.actions.problems import InvestigationProblem
from simulations.domain.committee.case import read_case
from simulations.enums import InvestigationState, Pairing
from simulations.models import Investigation, InvestigationExercise, TeachingCase
from simulations.queries.case_library import case_choices, load_case
from simulations.queries.exercise_results import results_of
from tests.cast import Cast
from tests.factories.investigations import BEGINS, do, do_perfectly, made_case, make_exercise, make_investigation

pytestmark = pytest.mark.django_db
SignIn = Callable[[User], Client]


def test_everybody_gets_a_case_of_the_same_difficulty(cohort: Cohort, cast: Cast, people: Sequence[User]) -> None:
    exercise = make_exercise(cohort, cast.instructor, people, level=2)
    rows = list(exercise.investigations.all())
    assert len({row.digest for row in rows}) == len(rows) == 5
    low, high = (float(bound) for bound in exercise.plan["band"])
    assert all(low <= float(form["difficulty"]["points"]) <= high for form in exercise.plan["forms"])
    assert exercise.plan["honest"] >= 2


def test_an_odd_one_out_works_alone(cohort: Cohort, cast: Cast, people: Sequence[User]) -> None:
    exercise = make_exercise(cohort, cast.instructor, people, pairing=Pairing.PAIRS)
    assert sorted(row.seats.count() for row in exercise.investigations.all()) == [1, 2, 2]


def test_one_case_for_all(cohort: Cohort, cast: Cast, people: Sequence[User]) -> None:
    exercise = make_exercise(cohort, cast.instructor, people, same_case=True)
    assert exercise.investigations.values("digest").distinct().count() == 1


def test_what_is_not_signed_in_time_is_scored_as_it_stands(cohort: Cohort, cast: Cast, people: Sequence[User]) -> None:
    exercise = make_exercise(cohort, cast.instructor, people)
    first = exercise.investigations.order_by("id")[0]
    do(first, people[0], "go", to="field")
    assert close_exercise(exercise=exercise, now=exercise.due_at) == 0
    after = exercise.due_at + timedelta(minutes=1)
    with pytest.raises(InvestigationProblem):
        do(first, people[0], "ask", now=after, channel="customer", topic="sales")
    assert close_due_exercises(now=after) == 5
    assert close_due_exercises(now=after) == 0
    rows = Investigation.objects.filter(exercise=exercise)
    assert set(rows.values_list("state", flat=True)) == {InvestigationState.CLOSED}
    assert Evidence.objects.filter(source_kind="investigation_exercise", source_id=exercise.public_id).count() == 5


def test_statistics_per_inconsistency_and_case(cohort: Cohort, cast: Cast, people: Sequence[User]) -> None:
    case = made_case("hardware_wholesale", 7, 1, "consigned_stock")
    exercise = make_exercise(cohort, cast.instructor, people[:2], case=case)
    first, second = exercise.investigations.order_by("id")
    do_perfectly(first)
    close_exercise(exercise=exercise, now=exercise.due_at + timedelta(minutes=1))
    results = results_of(InvestigationExercise.objects.get(pk=exercise.pk))
    (row,) = results.inconsistencies
    assert (row.code, row.planted, row.found, row.imagined) == ("consigned_stock", 2, 1, 0)
    (only,) = results.cases
    assert (only.teams, only.honest, results.passed) == (2, False, 1)
    assert second.seats.count() == 1


def test_results_as_a_workbook(cohort: Cohort, cast: Cast, people: Sequence[User], sign_in: SignIn) -> None:
    exercise = make_exercise(cohort, cast.instructor, people[:1])
    do_perfectly(exercise.investigations.get())
    answer = sign_in(cast.instructor).get(reverse("exercise-results", args=[exercise.public_id]))
    book = load_workbook(io.BytesIO(answer.content))
    assert len(book.sheetnames) == 3
    cells = [cell.value for row in book.worksheets[0].iter_rows() for cell in row]
    assert people[0].name in cells and 100 in cells


def test_giving_an_exercise_by_its_form(cohort: Cohort, cast: Cast, people: Sequence[User], sign_in: SignIn) -> None:
    client = sign_in(cast.instructor)
    page = client.get(reverse("exercise-new"))
    form = page.context["form"]
    data: dict[str, Any] = {bound.html_name: bound.value() for bound in form if bound.name not in {"people", "trades", "case"}}
    data |= {"title": "五月演练", "people": [user.key for user in people], "opens_at": "2026-03-16T09:00", "due_at": "2026-03-18T09:00"}
    wrong = client.post(reverse("exercise-new"), data | {"weight_time": "6"})
    assert wrong.status_code == 422 and InvestigationExercise.objects.count() == 0
    assert client.post(reverse("exercise-new"), data).status_code == 302
    made = InvestigationExercise.objects.get()
    assert made.investigations.count() == 3 and made.rule["weights"]["accuracy"] == "25"


def test_a_case_that_balances_is_kept_once(cohort: Cohort, cast: Cast, sign_in: SignIn) -> None:
    text = json.dumps(made_case("pig_fattening", 4, 1), ensure_ascii=False)
    client = sign_in(cast.instructor)

    def send(content: str) -> Any:
        file = SimpleUploadedFile("case.json", content.encode(), "application/json")
        return client.post(reverse("teaching-case-list"), {"title": "养殖户", "source": "", "file": file})

    assert send(text).status_code == 302
    assert send(text).status_code == 422
    kept = TeachingCase.objects.get()
    again = client.get(reverse("teaching-case-file", args=[kept.public_id]))
    assert json.loads(again.content) == json.loads(text)


@pytest.mark.parametrize(
    ("path", "value", "named"),
    [
        (("truth", "closing_balance", "assets", "cash"), "1", "$.truth.closing_balance"),
        (("truth", "income_statement", "sales"), "4.6万", "$.truth.income_statement.sales"),
        (("trade",), "goldsmith", "$.trade"),
        (("shown", "evidence"), [], "$.shown.evidence"),
    ],
)
def test_a_case_with_a_wrong_line_is_refused_with_its_name(path: tuple[str, ...], value: Any, named: str) -> None:
    case: Any = made_case("noodle_shop", 4, 1)
    spot = case
    for step in path[:-1]:
        spot = spot[step]
    spot[path[-1]] = value
    with pytest.raises(CaseRefused) as refused:
        checked_case(json.dumps(case, ensure_ascii=False))
    assert any(fault.path.startswith(named) for fault in refused.value.faults)


@pytest.mark.parametrize("content", [b"", b"\xff\xfe", b"[]", b"{" * 2000, b'{"a": 1, "a": 2}', b"null", "不是".encode()])
def test_a_hostile_file_is_answered_with_words(cohort: Cohort, cast: Cast, sign_in: SignIn, content: bytes) -> None:
    file = SimpleUploadedFile("case.json", content, "application/json")
    answer = sign_in(cast.instructor).post(reverse("teaching-case-list"), {"title": "x", "source": "", "file": file})
    assert answer.status_code == 422 and TeachingCase.objects.count() == 0


def test_an_archived_case_is_offered_no_more(cohort: Cohort, cast: Cast, people: Sequence[User], sign_in: SignIn) -> None:
    kept = keep_teaching_case(actor=cast.instructor, title="养殖户", source="", case=made_case("pig_fattening", 4, 1))
    client = sign_in(cast.instructor)
    assert kept in client.get(reverse("exercise-new")).context["form"].fields["case"].queryset
    client.post(reverse("teaching-case-archive", args=[kept.public_id]))
    assert kept not in client.get(reverse("exercise-new")).context["form"].fields["case"].queryset


def test_a_committee_takes_cases_from_the_engine_and_from_investigations(cohort: Cohort, cast: Cast, people: Sequence[User]) -> None:
    investigation = make_investigation(cohort, people[:2], case=made_case("hardware_wholesale", 7, 1, "consigned_stock"))
    assert investigation.public_id not in str(case_choices(people[0]))
    do_perfectly(investigation)
    offered = {reference for _group, rows in case_choices(people[0]) for reference, _title in rows}
    reference = f"investigation:{investigation.public_id}"
    assert {reference, "engine:noodle_shop.2"} <= offered
    case = read_case(load_case(people[0], reference))
    assert case.truth is not None and case.truth.decision in {"approve", "smaller", "refuse"}
    assert {paper.code for paper in case.papers} >= {"income", "balance", "checks", "doubts"}
    assert read_case(load_case(people[0], "engine:noodle_shop.2")).truth is not None
    assert load_case(people[3], reference) is None
    assert load_case(people[0], "engine:noodle_shop.9") is None


def test_strangers_see_nothing_of_an_exercise(cohort: Cohort, cast: Cast, strangers: Cast, people: Sequence[User], sign_in: SignIn) -> None:
    exercise = make_exercise(cohort, cast.instructor, people)
    for user in (strangers.instructor, strangers.hr, people[0], cast.leader):
        assert sign_in(user).get(reverse("exercise-detail", args=[exercise.public_id])).status_code == 404
    assert exercise.created_at == BEGINS


def test_an_exercise_waits_on_the_desk_until_it_is_handed_in(cohort: Cohort, cast: Cast, people: Sequence[User], sign_in: SignIn) -> None:
    now = timezone.now()
    exercise = make_exercise(cohort, cast.instructor, people[:1], opens_at=now - timedelta(hours=1), due_at=now + timedelta(days=1))
    client, own = sign_in(people[0]), exercise.investigations.get()
    address = reverse("investigation-room", args=[own.public_id])
    assert address in client.get(reverse("today")).content.decode()
    Investigation.objects.filter(pk=own.pk).update(state=InvestigationState.HANDED_IN)
    assert address not in client.get(reverse("today")).content.decode()
