"""What a part in a case opens: the case, its folder, its papers; and which cases a mentor may name."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from lms.operations.actions import CaseProblem
from lms.operations.actions.parts import ask_for_card, close_part, start_part
from lms.operations.actions.steps import finish_step, return_step
from lms.operations.models import CaseFile, CasePart, LoanCase
from lms.operations.queries.cards import case_for_part
from lms.operations.queries.scope import case_files_visible_to, cases_visible_to, folders_visible_to
from lms.people.enums import Entrustment, Role
from lms.people.models import Mentorship, Organisation, User
from tests.cast import Cast
from tests.clock import Clock
from tests.factories.casework import attach, entrust, into_mode, make_folder, until
from tests.factories.people import make_user

SignIn = Callable[[User], Client]


@pytest.fixture
def case(bank: Organisation, cast: Cast, clock: Clock) -> LoanCase:
    into_mode(bank, "full", cast.leader)
    made = make_folder(bank, cast.hr, cast.mentor, make_user(bank, Role.TRAINEE, name="协办某"))
    entrust(cast.mentor, "investigation", level=Entrustment.SUPERVISES)
    attach(made, "acceptance", cast.mentor, name="王小明身份证.pdf")
    return made


@pytest.fixture
def mentor(bank: Organisation) -> User:
    """Certified, and not on the case."""
    found = make_user(bank, Role.MENTOR, name="别组师傅")
    entrust(found, "acceptance", "investigation", level=Entrustment.SUPERVISES)
    return found


@pytest.fixture
def novice(cast: Cast) -> User:
    entrust(cast.trainee, level=Entrustment.OBSERVE)
    return cast.trainee


def opened(user: User) -> tuple[bool, bool, bool]:
    """Case, folder, papers."""
    return cases_visible_to(user).exists(), folders_visible_to(user).exists(), case_files_visible_to(user).exists()


def part(case: LoanCase, trainee: User, mentor: User, by: User) -> CasePart:
    return start_part(case=case, node="investigation", trainee=trainee, mentor=mentor, role="observer", started_by=by)


def test_a_proposal_opens_nothing(case: LoanCase, novice: User, mentor: User, cast: Cast) -> None:
    row = part(case, novice, mentor, novice)
    assert (opened(novice), opened(mentor)) == ((False, False, False), (False, False, False))
    close_part(part=row, actor=mentor, reason="不是我的案件")
    assert opened(novice) == (False, False, False)


def test_a_part_that_was_declined_or_taken_back_opens_nothing_any_more(case: LoanCase, novice: User, cast: Cast) -> None:
    row = part(case, novice, cast.mentor, cast.hr)
    assert opened(novice) == (True, True, False)
    ask_for_card(part=row, actor=novice)
    assert opened(novice) == (True, True, False)
    close_part(part=row, actor=cast.hr, reason="改派")
    assert opened(novice) == (False, False, False)


def test_two_who_are_not_on_the_case_see_no_folder(case: LoanCase, novice: User, mentor: User, sign_in: SignIn) -> None:
    part(case, novice, mentor, mentor)
    assert (opened(novice), opened(mentor)) == ((True, False, False), (True, False, False))
    browser, folder = sign_in(mentor), reverse("case-folder", args=[case.public_id])
    assert folder not in browser.get(reverse("case-detail", args=[case.public_id])).content.decode()
    assert [browser.get(address).status_code for address in (folder, reverse("case-figures", args=[case.public_id]))] == [404, 404]


def test_an_observer_reads_the_folder_masked_and_opens_no_paper(case: LoanCase, novice: User, cast: Cast, sign_in: SignIn) -> None:
    part(case, novice, cast.mentor, cast.mentor)
    browser, paper = sign_in(novice), CaseFile.objects.get()
    pages = [reverse("case-folder", args=[case.public_id]), reverse("case-step", args=[case.public_id, "acceptance"])]
    for page in pages:
        text = browser.get(page).content.decode()
        assert (paper.name in text, "王小明" in text) == (False, False)
    assert "王**" in browser.get(pages[0]).content.decode()
    assert browser.get(reverse("case-file", args=[paper.public_id])).status_code == 404
    answer = sign_in(cast.mentor).get(reverse("case-file", args=[paper.public_id]))
    assert len(b"".join(answer.streaming_content)) == paper.size


def test_a_mentor_does_not_open_any_case_of_the_bank(case: LoanCase, novice: User, mentor: User, cast: Cast) -> None:
    about = {"number": case.number, "trainee": novice, "node": "investigation"}
    assert case_for_part(mentor, mentor=mentor, **about) is None
    assert case_for_part(cast.mentor, mentor=cast.mentor, **about) == case
    assert case_for_part(cast.hr, mentor=mentor, **about) == case
    entrust(mentor, level=Entrustment.SUPERVISES)
    assert case_for_part(mentor, mentor=mentor, **about) is None
    Mentorship.objects.create(mentor=mentor, mentee=novice, starts_on=timezone.localdate())
    assert case_for_part(mentor, mentor=mentor, **about) == case


def test_the_mentor_who_answers_sends_the_case_back_in_the_browser(case: LoanCase, mentor: User, sign_in: SignIn) -> None:
    until(case, "investigation", mentor)
    LoanCase.objects.filter(pk=case.pk).update(supervisor=mentor)
    address = reverse("step-return", args=[case.public_id, "investigation"])
    assert sign_in(mentor).post(address, {"to": "admission", "reason": "准入要素不全"}).status_code == 302


def test_sending_back_asks_for_new_papers(case: LoanCase, cast: Cast, clock: Clock) -> None:
    until(case, "admission", cast.mentor)
    clock.advance(minutes=5)
    return_step(case=case, code="admission", to="acceptance", reason="授权书缺签字", actor=cast.mentor)
    with pytest.raises(CaseProblem) as refused:
        finish_step(case=case, code="acceptance", actor=cast.mentor)
    assert refused.value.code == "needs_paper"
