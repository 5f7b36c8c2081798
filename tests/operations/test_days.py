"""Daily sheets: counted from what was done, flagged, closed once, commented by others; reports of many, filed."""

import io
from collections.abc import Callable
from datetime import date, datetime, timedelta
from decimal import Decimal

import openpyxl
import pytest
from django.test import Client
from django.urls import reverse

from lms.jobs.actions import run_job
from lms.jobs.models import Job
from lms.notices.models import Notice
from lms.operations.actions import close_case, move_case
from lms.operations.actions.days import close_day, comment_day, write_day
from lms.operations.actions.problems import CaseProblem
from lms.operations.models import DaySheet, LedgerReport, LoanCase
from lms.operations.queries.days import day_lines, month_of, report_of
from lms.people.models import Mentorship, User
from lms.records.models import IssuedDocument
from tests.cast import Cast
from tests.clock import SHANGHAI, Clock
from tests.factories.casework import entrust, into_mode, make_case, make_folder
from tests.factories.ledgers import make_contract, make_day, make_visit
from tests.factories.people import make_user

pytestmark = pytest.mark.django_db
SignIn = Callable[[User], Client]
MONDAY = date(2026, 3, 2)


@pytest.fixture(autouse=True)
def evening(clock: Clock) -> Clock:
    clock.set(datetime(2026, 3, 2, 18, 0, tzinfo=SHANGHAI))
    return clock


def test_a_day_is_counted_from_what_was_done(cast: Cast, clock: Clock) -> None:
    make_visit(cast.trainee, now=clock.now)
    make_visit(cast.trainee, result="absent", intent="", next_on=None, now=clock.now)
    make_visit(cast.trainee, at=clock.now - timedelta(days=3), now=clock.now)
    LoanCase.objects.create(
        bank=cast.bank, number="C1", industry="retail", product="credit", amount_band="to_10", opened_on=MONDAY, lead=cast.trainee
    )
    make_contract(cast.trainee, overdue_days=10, category="attention", now=clock.now)
    (line,) = day_lines([cast.trainee], MONDAY, MONDAY)[cast.trainee.pk]
    found = line.figures
    assert (found.visits, found.effective, found.intents, found.cases, found.overdue) == (2, 1, 1, 1, 1)
    assert line.flags == ("overdue",)


def test_a_day_in_shadow_mode_is_counted_from_the_moves_of_cases(cast: Cast, clock: Clock) -> None:
    entrust(cast.mentor, "investigation", "report", "approval", "disbursement")
    entrust(cast.trainee, "investigation", "report", "approval", "disbursement")
    case = make_case(cast.bank, node="investigation", amount=Decimal(80_000), lead=cast.mentor, second=cast.trainee)
    for node in ("report", "investigation", "report", "approval", "disbursement"):
        move_case(case=case, node=node, actor=cast.hr)
    close_case(case=case, state="running", reason="", actor=cast.hr)
    lines = day_lines([cast.mentor, cast.trainee], MONDAY, MONDAY)
    (lead,), (second,) = lines[cast.mentor.pk], lines[cast.trainee.pk]
    found = lead.figures
    assert (found.investigations, found.reports, found.returns, found.sittings, found.approved) == (2, 1, 1, 1, 1)
    assert (found.payouts, found.paid_amount) == (1, Decimal(80_000))
    assert (second.figures.investigations, second.figures.reports, second.figures.payouts) == (2, 0, 0)


def test_a_case_with_a_folder_counts_by_its_milestones_alone(cast: Cast, clock: Clock) -> None:
    into_mode(cast.bank, "full", cast.leader)
    case = make_folder(cast.bank, cast.hr, cast.mentor, cast.trainee)
    close_case(case=case, state="running", reason="", actor=cast.hr, by_milestone=True)
    (line,) = day_lines([cast.mentor], MONDAY, MONDAY)[cast.mentor.pk]
    assert line.figures.payouts == 0


def test_a_working_day_without_visit_or_closing_stands_out_the_day_after(cast: Cast, clock: Clock) -> None:
    friday, saturday = date(2026, 2, 27), date(2026, 2, 28)
    lines = {one.day: one for one in day_lines([cast.trainee], friday, MONDAY)[cast.trainee.pk]}
    assert lines[friday].flags == ("no_visits", "not_closed")
    # A make-up day for the Spring Festival.
    assert (lines[saturday].works, lines[date(2026, 3, 1)].works, lines[date(2026, 3, 1)].flags) == (True, False, ())
    assert lines[MONDAY].flags == ()
    write_day(person=cast.trainee, day=friday, fields={"shift": "off"}, now=clock.now)
    assert day_lines([cast.trainee], friday, friday)[cast.trainee.pk][0].flags == ()


def test_a_closed_day_keeps_its_counts(cast: Cast, clock: Clock) -> None:
    make_visit(cast.trainee, now=clock.now)
    make_day(cast.trainee, MONDAY, now=clock.now)
    close_day(person=cast.trainee, day=MONDAY, now=clock.now)
    make_visit(cast.trainee, now=clock.now)
    (line,) = day_lines([cast.trainee], MONDAY, MONDAY)[cast.trainee.pk]
    assert (line.figures.visits, line.is_closed) == (1, True)
    for again in (lambda: close_day(person=cast.trainee, day=MONDAY, now=clock.now), lambda: make_day(cast.trainee, MONDAY, now=clock.now)):
        with pytest.raises(CaseProblem) as refused:
            again()
        assert refused.value.code == "closed"


@pytest.mark.parametrize(("days", "code"), [(9, "ahead"), (-9, "too_old")])
def test_days_far_away_are_not_written(cast: Cast, clock: Clock, days: int, code: str) -> None:
    with pytest.raises(CaseProblem) as refused:
        make_day(cast.trainee, MONDAY + timedelta(days=days), now=clock.now)
    assert refused.value.code == code


def test_tomorrow_is_planned_but_not_closed(cast: Cast, clock: Clock) -> None:
    tomorrow = MONDAY + timedelta(days=1)
    make_day(cast.trainee, tomorrow, now=clock.now)
    with pytest.raises(CaseProblem):
        close_day(person=cast.trainee, day=tomorrow, now=clock.now)


def test_a_supervisor_comments_and_nobody_on_their_own(cast: Cast, clock: Clock, sign_in: SignIn) -> None:
    Mentorship.objects.create(mentor=cast.mentor, mentee=cast.trainee, starts_on=MONDAY)
    address = reverse("day-comment", args=[cast.trainee.key, MONDAY.isoformat()])
    asked = [cast.mentor, cast.leader, cast.hr, cast.auditor, cast.trainee]
    assert [sign_in(one).post(address, {"comment": "午后再走一遍"}).status_code for one in asked] == [302, 302, 302, 403, 403]
    assert sign_in(make_user(cast.bank, "mentor")).post(address, {"comment": "x"}).status_code == 404
    assert Notice.objects.filter(user=cast.trainee, kind="day_comment").count() == 3
    with pytest.raises(CaseProblem):
        comment_day(person=cast.trainee, day=MONDAY, comment="好", actor=cast.trainee, now=clock.now)


def test_the_pages(cast: Cast, strangers: Cast, clock: Clock, sign_in: SignIn) -> None:
    browser, address = sign_in(cast.trainee), reverse("day-sheet", args=[cast.trainee.key, MONDAY.isoformat()])
    assert browser.get(address).status_code == 200
    sent = {"shift": "full", "planned_visits": "5", "plan": "南门街", "meeting": "", "problems": "下雨", "support": ""}
    assert browser.post(address, sent | {"planned_visits": "-1"}).status_code == 422
    assert browser.post(address, sent).status_code == 302
    assert browser.post(address, sent | {"close": "1"}).status_code == 302
    assert DaySheet.objects.get().closed_at == clock.now
    assert browser.post(address, sent).status_code == 422
    assert "下雨" in sign_in(cast.leader).get(address).content.decode()
    assert sign_in(cast.leader).post(address, sent).status_code == 403
    assert sign_in(strangers.leader).get(address).status_code == 404
    assert browser.get(reverse("day-month", args=[cast.trainee.key])).status_code == 200
    for bad in ("2026-02-30", "yesterday", "1999-01-01"):
        assert browser.get(reverse("day-sheet", args=[cast.trainee.key, bad])).status_code == 404
    assert browser.get(reverse("day-list"), {"month": "nonsense"}).status_code == 200


def test_a_month_is_drawn_in_weeks(cast: Cast) -> None:
    weeks = month_of(cast.trainee, MONDAY)
    assert [len(week) for week in weeks] == [7] * 6
    assert [one.day.day if one else None for one in weeks[0]] == [None] * 6 + [1]


def test_many_people_cost_no_more_queries_than_one(cast: Cast, clock: Clock, django_assert_max_num_queries) -> None:
    people = [make_user(cast.bank, "trainee") for _ in range(12)]
    for one in people:
        make_visit(one, now=clock.now)
    with django_assert_max_num_queries(12):
        report_of(people, MONDAY, MONDAY + timedelta(days=6))


def test_a_report_is_made_filed_and_read_by_whom_it_may(
    cast: Cast, strangers: Cast, clock: Clock, sign_in: SignIn, settings, tmp_path
) -> None:
    settings.MEDIA_ROOT = tmp_path
    make_visit(cast.trainee, now=clock.now)
    make_day(cast.trainee, MONDAY, problems="𬭊材市场还没去", now=clock.now)
    browser = sign_in(cast.trainee)
    assert browser.post(reverse("report-list"), {"period": "week", "day": "2026-03-04"}).status_code == 302
    job = Job.objects.get(kind="operations.ledger_report")
    run_job(job.pk)
    report = LedgerReport.objects.get()
    assert (report.first, report.last, report.people) == (MONDAY, date(2026, 3, 8), 1)
    assert IssuedDocument.objects.filter(object_kind="ledger_report").count() == 2
    addresses = [reverse(name, args=[report.public_id]) for name in ("report-pdf", "report-sheet")]
    pdf, sheet = (b"".join(browser.get(address)) for address in addresses)
    assert pdf.startswith(b"%PDF")
    book = openpyxl.load_workbook(io.BytesIO(sheet))
    assert len(book.worksheets) == 2
    answers = [sign_in(one).get(addresses[0]) for one in (cast.leader, cast.auditor, cast.mentor, strangers.leader)]
    assert [answer.status_code for answer in answers] == [200, 200, 404, 404]
    assert [b"".join(answer) for answer in answers[:2]] == [pdf, pdf]
    assert browser.post(reverse("report-list"), {"period": "week", "day": "2099-01-01"}).status_code == 422


def test_a_day_that_is_not_over_is_neither_kept_nor_missed(cast: Cast, clock: Clock) -> None:
    def counted() -> tuple[int, int]:
        row = report_of([cast.trainee], MONDAY, date(2026, 3, 4))[0]
        return row.working_days, row.closed_days

    assert counted() == (0, 0)
    make_day(cast.trainee, MONDAY)
    close_day(person=cast.trainee, day=MONDAY)
    assert counted() == (1, 1)
