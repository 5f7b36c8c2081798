"""The cross review of a report by a certified colleague, and the renewal of a loan that ends."""

from collections.abc import Callable
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from lms.notices.models import Notice
from lms.operations.actions import CaseProblem
from lms.operations.actions.monitoring import mark_overdue
from lms.operations.actions.renewal import Terms, renew_case
from lms.operations.actions.review import name_reviewer
from lms.operations.actions.steps import finish_step, return_step
from lms.operations.models import CaseEvent, CaseFolder, LoanCase, Milestone
from lms.operations.queries.review import reviewers_of
from lms.operations.queries.scope import cases_visible_to, folders_visible_to
from lms.people.actions import declare_kinship, suspend_authority
from lms.people.enums import Role
from lms.people.models import Organisation, User
from tests.cast import Cast
from tests.clock import Clock
from tests.factories.casework import entrust, into_mode, make_folder, make_running, until
from tests.factories.people import make_user

SignIn = Callable[[User], Client]
pytestmark = pytest.mark.usefixtures("full_mode")


@pytest.fixture
def colleague(bank: Organisation) -> User:
    user = make_user(bank, Role.TRAINEE, name="周复核")
    entrust(user, "report", amount_limit=Decimal(300_000))
    return user


@pytest.fixture
def drafted(bank: Organisation, cast: Cast) -> LoanCase:
    return until(make_folder(bank, cast.hr, cast.mentor, cast.trainee), "review", cast.mentor)


def refusal(call: Callable[..., object], **arguments: object) -> str:
    with pytest.raises(CaseProblem) as refused:
        call(**arguments)
    return str(refused.value.code)


def review_of(case: LoanCase) -> Milestone:
    return Milestone.objects.get(case=case, code="review")


def unread(user: User) -> list[str]:
    return list(Notice.objects.filter(user=user, kind="cross_review", read_at__isnull=True).values_list("title", flat=True))


def test_a_named_colleague_reviews_and_nobody_else(drafted: LoanCase, colleague: User, cast: Cast) -> None:
    assert review_of(drafted).responsible == cast.hr
    assert not folders_visible_to(colleague).exists()
    name_reviewer(case=drafted, reviewer=colleague, actor=cast.hr)
    assert (review_of(drafted).responsible, len(unread(colleague))) == (colleague, 1)
    assert folders_visible_to(colleague).get() == drafted
    assert refusal(finish_step, case=drafted, code="review", actor=cast.hr) == "not_yours"
    assert refusal(finish_step, case=drafted, code="review", actor=cast.mentor) == "not_yours"
    finish_step(case=drafted, code="review", actor=colleague, note="检验充分，同意上会")
    kept = CaseEvent.objects.get(case=drafted, kind="done", milestone="review").details["answer"]
    assert (kept["reason"], unread(colleague)) == ("certified", [])


def test_the_reviewer_sends_back_and_is_told_when_it_comes_again(drafted: LoanCase, colleague: User, cast: Cast) -> None:
    name_reviewer(case=drafted, reviewer=colleague, actor=cast.hr)
    return_step(case=drafted, code="review", to="draft", reason="毛利来源没有写明", actor=colleague)
    assert (review_of(drafted).state, unread(colleague)) == ("waiting", [])
    until(drafted, "review", cast.mentor)
    assert (review_of(drafted).responsible, len(unread(colleague))) == (colleague, 1)


def test_who_can_be_named(bank: Organisation, drafted: LoanCase, colleague: User, cast: Cast, strangers: Cast) -> None:
    small = make_user(bank, Role.TRAINEE, name="吴额度")
    entrust(small, "report", amount_limit=Decimal(100_000))
    relative = make_user(bank, Role.TRAINEE, name="郑亲属")
    entrust(relative, "report")
    declare_kinship(person=relative, relative=cast.mentor, kin="spouse", actor_key=relative.key)
    people = list(reviewers_of(drafted, now=drafted.made_at))
    assert colleague in people
    assert not {small, cast.mentor, cast.trainee} & set(people)
    codes = {refusal(name_reviewer, case=drafted, reviewer=one, actor=cast.hr) for one in (small, cast.mentor, relative, strangers.mentor)}
    assert codes == {"authority_amount", "own_case", "relative", "person"}
    assert refusal(name_reviewer, case=drafted, reviewer=colleague, actor=cast.mentor) == "not_yours"


def test_a_reviewer_whose_authority_ended_is_refused_and_the_office_takes_over(drafted: LoanCase, colleague: User, cast: Cast) -> None:
    name_reviewer(case=drafted, reviewer=colleague, actor=cast.hr)
    suspend_authority(user=colleague, reason="红线", actor_key="x")
    assert refusal(finish_step, case=drafted, code="review", actor=colleague) == "authority_suspended"
    name_reviewer(case=drafted, reviewer=None, actor=cast.hr)
    assert (unread(colleague), list(cases_visible_to(colleague))) == ([], [])
    finish_step(case=drafted, code="review", actor=cast.hr)
    assert refusal(name_reviewer, case=drafted, reviewer=colleague, actor=cast.hr) == "done"


def test_the_review_in_the_browser(drafted: LoanCase, colleague: User, cast: Cast, sign_in: SignIn) -> None:
    office, reviewer = sign_in(cast.hr), sign_in(colleague)
    step = reverse("case-step", args=[drafted.public_id, "review"])
    assert reviewer.get(step).status_code == 404
    assert colleague.name in office.get(step).content.decode()
    naming = reverse("reviewer-name", args=[drafted.public_id])
    assert office.post(naming, {"reviewer": cast.mentor.key}).status_code == 422
    assert sign_in(cast.mentor).post(naming, {"reviewer": colleague.key}).status_code == 403
    assert office.post(naming, {"reviewer": colleague.key}).status_code == 302
    assert b"/done/" not in office.get(step).content
    CaseFolder.objects.filter(case=drafted).update(report="主办的结论", second_view="协办的看法")
    read = reviewer.get(step).content.decode()
    assert [words in read for words in ("/done/", "主办的结论", "协办的看法")] == [True] * 3
    assert reviewer.post(reverse("step-finish", args=[drafted.public_id, "draft"])).status_code == 403
    assert reviewer.post(reverse("step-finish", args=[drafted.public_id, "review"]), {"note": "同意上会"}).status_code == 302
    assert review_of(drafted).state == "done"


def test_after_the_payout_the_reviewer_reads_the_folder_no_more(bank: Organisation, colleague: User, cast: Cast) -> None:
    loan = make_running(bank, cast.hr, cast.mentor, cast.trainee)
    CaseFolder.objects.filter(case=loan).update(reviewer=colleague)
    assert not cases_visible_to(colleague).exists()


# ------------------------------------------------------------------------------------------------------------- renewal


def terms(number: str = "DK-续-1", **changes: object) -> Terms:
    asked = {"product": "credit", "amount": Decimal(150_000), "purpose": "备货", "term_months": 12, "repayment": "equal_payment"}
    return Terms(number=number, **(asked | changes))  # type: ignore[arg-type]


def test_a_renewal_begins_at_acceptance_and_takes_no_finding_over(bank: Organisation, cast: Cast) -> None:
    loan = make_running(bank, cast.hr, cast.mentor, cast.trainee)
    CaseFolder.objects.filter(case=loan).update(report="旧报告", figures={"cash": "1"})
    made = renew_case(case=loan, terms=terms(), actor=cast.mentor)
    old, new = CaseFolder.objects.get(case=loan), CaseFolder.objects.get(case=made)
    assert (made.renews, made.lead, made.second, made.node, made.state) == (loan, cast.mentor, None, "acceptance", "open")
    assert (new.customer, new.report, new.figures, new.purpose) == (old.customer, "", {}, "备货")
    assert refusal(renew_case, case=loan, terms=terms("DK-续-2"), actor=cast.mentor) == "twice"
    LoanCase.objects.filter(pk=made.pk).update(state="withdrawn", closed_on=made.opened_on)
    assert renew_case(case=loan, terms=terms("DK-续-2"), actor=cast.hr).lead is None


def test_what_can_not_be_renewed(bank: Organisation, cast: Cast, clock: Clock) -> None:
    loan = make_running(bank, cast.hr, cast.mentor, cast.trainee)
    assert refusal(renew_case, case=loan, terms=terms(), actor=cast.instructor) == "not_yours"
    assert refusal(renew_case, case=loan, terms=terms(loan.number), actor=cast.mentor) == "twice"
    suspend_authority(user=cast.mentor, reason="红线", actor_key="x")
    assert refusal(renew_case, case=loan, terms=terms(), actor=cast.mentor) == "authority_suspended"
    clock.advance(days=40)
    mark_overdue(case=loan, since=clock.now.date(), actor=cast.hr)
    assert refusal(renew_case, case=loan, terms=terms(), actor=cast.hr) == "overdue"
    assert LoanCase.objects.count() == 1


def test_renewing_in_the_browser(bank: Organisation, cast: Cast, strangers: Cast, sign_in: SignIn) -> None:
    loan = make_running(bank, cast.hr, cast.mentor, cast.trainee)
    browser, page = sign_in(cast.mentor), reverse("case-renew", args=[loan.public_id])
    assert page in browser.get(reverse("case-folder", args=[loan.public_id])).content.decode()
    assert sign_in(strangers.mentor).get(page).status_code == 404
    assert sign_in(cast.auditor).get(page).status_code == 403
    assert 'value="200000' in browser.get(page).content.decode()
    asked = {"number": "DK-续", "product": "credit", "amount": "15万", "purpose": "备货", "term_months": 12, "repayment": "equal_payment"}
    assert browser.post(page, asked | {"amount": "很多"}).status_code == 422
    assert browser.post(page, asked).status_code == 302
    made = LoanCase.objects.get(number="DK-续")
    assert made.public_id in browser.get(reverse("case-folder", args=[loan.public_id])).content.decode()
    assert loan.public_id in browser.get(reverse("case-folder", args=[made.public_id])).content.decode()
    assert browser.post(page, asked | {"number": "DK-再"}).status_code == 422
    into_mode(bank, "shadow", cast.leader)
    assert browser.get(page).status_code == 404
