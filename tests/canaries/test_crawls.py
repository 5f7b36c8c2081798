"""Everybody's way through the site: whatever they meet is for them.

The suite goes as the most telling people; ``make long`` goes as everybody of both banks.
"""

import pytest
from django.db import transaction

from lms.desks.actions.read_bank import read_bank
from lms.people.models import User
from tests.factories.world import NOW, World
from tests.matrix.lines import PEOPLE

from .conftest import Aviary
from .crawl import leaks
from .groups import LEARNERS
from .rules import RULES

BANKS = ("ours", "theirs")
UNION_READS = {"people.Organisation.name", "people.BankAccess.reason"}
FEW = (("ours", "trainee"), ("ours", "instructor"), ("ours", "branch_hr"), ("theirs", "hr"))
# What no page shows, to whomever: secrets, what is kept for later, what only the English site says, what only search engines would
# read; and what stands on a page only in a state in which nothing of the world is.
NEVER_SHOWN = {
    "assessments.AnswerEvent.value",
    "assessments.Sitting.device_note",
    "assessments.SittingKey.reason",
    "cohorts.CohortStep.title_en",
    "cohorts.ProgrammeStep.title_en",
    "cohorts.Slot.check_in_secret",
    "courses.CoursePage.draft_title",
    "courses.CoursePage.search_description",
    "courses.CoursePage.seo_title",
    "courses.CoursePage.title_en",
    "courses.LessonPage.draft_title",
    "exchange.ClientNonce.answer",
    "exchange.ClientNonce.key",
    "exchange.ClientSystem.webhook_secret",
    "courses.LibraryIndexPage.draft_title",
    "courses.LibraryIndexPage.search_description",
    "courses.LibraryIndexPage.seo_title",
    "courses.ModuleGroupPage.draft_title",
    "courses.ModuleGroupPage.search_description",
    "courses.ModuleGroupPage.seo_title",
    "decisions.Decision.withdrawn_reason",
    "jobs.Job.upload",
    "people.BankAccess.reason",
    "people.User.password",
    "simulations.CommitteeItem.case#truth",
    "simulations.Investigation.case#planted",
    "simulations.Investigation.case#truth",
    "simulations.Investigation.score",
}


def person(aviary: Aviary, bank: str, part: str) -> tuple[World, User]:
    world = getattr(aviary, bank)
    return world, world.people[part]


def check(aviary: Aviary, bank: str, part: str) -> None:
    world, user = person(aviary, bank, part)
    crawl = aviary.crawl(user)
    assert crawl.broken == []
    assert leaks(crawl, world.bank.name, part) == {}
    assert any(meeting.canary.field == "people.Organisation.name" for meeting in crawl.meetings) or part == "nobody"


@pytest.mark.parametrize(("bank", "part"), FEW)
def test_nobody_meets_what_is_not_for_them(aviary: Aviary, bank: str, part: str) -> None:
    check(aviary, bank, part)


@pytest.mark.long
@pytest.mark.parametrize("bank", BANKS)
@pytest.mark.parametrize("part", PEOPLE)
def test_not_one_of_all_meets_what_is_not_for_them(aviary: Aviary, bank: str, part: str) -> None:
    check(aviary, bank, part)


def test_who_is_not_signed_in_meets_nothing(aviary: Aviary) -> None:
    crawl = aviary.crawl(None)
    assert (crawl.broken, crawl.meetings) == ([], set())


def test_the_union_meets_the_names_of_its_banks(aviary: Aviary) -> None:
    """And why it read them; everything else of them is numbers."""
    crawl = aviary.crawl(aviary.union)
    assert (crawl.broken, {meeting.canary.field for meeting in crawl.meetings}) == ([], UNION_READS)


@pytest.mark.long
def test_a_bank_that_was_opened_is_read_as_its_auditor_reads_it(aviary: Aviary) -> None:
    with transaction.atomic():
        read_bank(user=aviary.union, bank=aviary.ours.bank, reason="核查", hours=8, now=NOW)
        crawl = aviary.crawl_now(User.objects.get(pk=aviary.union.pk))
        transaction.set_rollback(True)
    met = {meeting for meeting in crawl.meetings if meeting.canary.field not in UNION_READS}
    assert crawl.broken == []
    assert {str(one.canary) for one in met if not one.canary.may_be_read_by(aviary.ours.bank.name, "auditor")} == set()
    assert {"cohorts.Cohort.name", "people.User.name", "decisions.Outcome.reasons"} <= {meeting.canary.field for meeting in met}


def test_every_format_was_read(aviary: Aviary) -> None:
    """Pages, answers to scripts, workbooks, documents, calendars, recordings and their subtitles."""
    formats = aviary.crawl(person(aviary, "ours", "trainee")[1]).formats + aviary.crawl(person(aviary, "theirs", "hr")[1]).formats
    wanted = {"text/html", "application/json", "application/pdf", "text/calendar", "text/vtt", "audio/wav", "image/svg+xml"}
    sheet = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    assert (wanted | {sheet}) - set(formats) == set()


def test_a_sitting_under_way_shows_its_questions_and_no_key(aviary: Aviary) -> None:
    """That nobody met a key in it is said above; here that the questions were there to be met."""
    places = {(meeting.canary.field, meeting.place) for meeting in aviary.crawl(person(aviary, "ours", "trainee")[1]).meetings}
    assert ("assessments.Sitting.questions", "sitting") in places
    assert [field for field, place in places if place == "sitting" and field.startswith(KEYS)] == []


KEYS = ("assessments.SittingKey", "assessments.QuestionVersion")


def test_essays_are_marked_without_names(aviary: Aviary) -> None:
    """The marker knows the class, but not whose answer this is."""
    world, user = person(aviary, "ours", "instructor")
    rows = {str(world.people[part].pk) for part in LEARNERS}
    marking = [meeting for meeting in aviary.crawl(user).meetings if meeting.place.startswith("marking-")]
    assert any(meeting.canary.field == "assessments.AnswerCurrent.value" for meeting in marking)
    assert [meeting for meeting in marking if meeting.canary.field.startswith("people.User") and meeting.canary.row in rows] == []


@pytest.mark.long
def test_what_is_shown_is_met_by_somebody(aviary: Aviary) -> None:
    """Else the crawl would pass by; what no page shows is listed, so that it doesn't appear unnoticed."""
    met = {meeting.canary.field for part in PEOPLE for meeting in aviary.crawl(aviary.ours.people[part]).meetings}
    assert set(RULES) - met == NEVER_SHOWN
