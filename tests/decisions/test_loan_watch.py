"""The watch on loan quality: its line on the page, and a signal to people once per crossing."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.test import Client

from lms.decisions.actions.watch_loans import watch_loans
from lms.decisions.queries.loan_watch import watch_of
from lms.evidence.actions import Fact, ensure_nodes
from lms.evidence.models import Evidence
from lms.notices.models import Notice
from lms.people.enums import Role
from lms.people.models import Authority, User
from tests.cast import Cast
from tests.factories.certification import TODAY, give, grant
from tests.factories.people import make_branch, make_user

ONE = 24 * timedelta(hours=1)


def loan(person: User, day: int, *, bad: bool, supersedes: Evidence | None = None) -> Fact:
    key, result = f"case-{day:02}", "bad" if bad else "good"
    return Fact(
        person_key=person.key, kind="business", source_kind="loan", source_id=key, happened_at=TODAY - (60 - day) * ONE, level=result,
        scale="loan", competency=ensure_nodes()["investigation"], details={"case": key, "loan": result}, supersedes=supersedes,
        reason="已变为不良" if supersedes else "",
    )  # fmt: skip


def give_loans(person: User, pattern: str) -> list[Evidence]:
    assert person.bank is not None
    return give(person.bank, [loan(person, day, bad=sign == "x") for day, sign in enumerate(pattern)])


@pytest.fixture
def watcher(cast: Cast) -> Cast:
    cast.leader  # noqa: B018 -- made by being asked for
    cast.hr  # noqa: B018 -- as above
    return cast


def test_people_are_told_once_per_crossing_and_nothing_is_lost(watcher: Cast) -> None:
    cast = watcher
    grant(cast.mentor, "4")
    branch_hr = make_user(cast.bank, Role.HR, at=make_branch(cast.bank))
    give_loans(cast.mentor, "....xxxxxx")
    assert watch_loans(bank=cast.bank, now=TODAY) == 2
    assert watch_loans(bank=cast.bank, now=TODAY) == 0
    assert {notice.user for notice in Notice.objects.filter(kind="loan_watch")} == {cast.hr, cast.leader} - {branch_hr}
    assert Authority.objects.get(user=cast.mentor).suspended_at is None
    give(cast.bank, [loan(cast.mentor, day, bad=True) for day in range(20, 30)])
    assert watch_loans(bank=cast.bank, now=TODAY) >= 2


def test_few_bad_loans_say_nothing(watcher: Cast) -> None:
    give_loans(watcher.mentor, "..x....x..")
    assert watch_loans(bank=watcher.bank, now=TODAY) == 0


def test_a_loan_that_turned_bad_counts_once_as_bad(watcher: Cast) -> None:
    cast = watcher
    (first,) = give_loans(cast.mentor, ".")
    give(cast.bank, [loan(cast.mentor, 0, bad=True, supersedes=first)])
    found = watch_of(cast.mentor)
    assert found is not None
    assert (len(found.loans), found.bad) == (1, 1)


@pytest.mark.parametrize("who", ["hr", "leader", "mentor"])
def test_the_line_stands_on_the_page(watcher: Cast, client: Client, who: str) -> None:
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    give_loans(watcher.mentor, "....xxxxxx")
    client.force_login(getattr(watcher, who))
    page = client.get(f"/decisions/certification/people/{watcher.mentor.key}/").content.decode()
    assert "Watch on loan quality" in page and "10 loans with a known result, 6 of them bad" in page and "<svg" in page
    page = client.get(f"/decisions/certification/people/{watcher.trainee.key}/")
    assert b"Watch on loan quality" not in page.content
