"""Mentoring: the agreement signed by both and filed, talks that both confirm, reminders, results, relatives, two banks."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from lms.cohorts.actions.mentoring import pair
from lms.cohorts.actions.problems import CohortProblem
from lms.notices.models import Notice
from lms.operations.actions.card_problem import CardProblem
from lms.operations.actions.mentoring import confirm_talk, sign_agreement, write_agreement, write_talk
from lms.operations.actions.parts import ask_for_card
from lms.operations.actions.reminders import remind_mentors
from lms.operations.models import CasePart, MentorAgreement, MentorTalk
from lms.operations.queries.answering import mentor_lines
from lms.operations.queries.mentoring import mentor_qualities, pair_record
from lms.people.actions import KinshipProblem, declare_kinship, end_authority, end_kinship, suspend_authority
from lms.people.enums import AuthorityEnd, Role
from lms.people.models import Kinship, Mentorship, User
from lms.people.queries import related
from lms.records.models import IssuedDocument, Signature
from tests.cast import Cast
from tests.clock import Clock
from tests.factories.ledgers import make_contract
from tests.factories.observation import entrust, make_card, make_case, make_part
from tests.factories.people import make_branch, make_user

pytestmark = pytest.mark.django_db
SignIn = Callable[[User], Client]
START = date(2026, 3, 2)


@pytest.fixture
def two(cast: Cast, clock: Clock) -> Mentorship:
    return Mentorship.objects.create(mentor=cast.mentor, mentee=cast.trainee, starts_on=START)


def agree(two: Mentorship, **changes: object) -> MentorAgreement:
    values: dict[str, object] = {"starts_on": START, "ends_on": START + timedelta(days=120), "goals": "独立办两件", "actor": two.mentor}
    return write_agreement(pair=two, **(values | changes))  # type: ignore[arg-type]  # names of the action


def code_of(call: Callable[..., object], **arguments: object) -> str:
    with pytest.raises(CardProblem) as refused:
        call(**arguments)
    assert "%(" not in refused.value.sentence
    return str(refused.value.code)


def test_both_sign_one_text_and_it_is_filed(two: Mentorship, cast: Cast, strangers: Cast, sign_in: SignIn) -> None:
    agreement = agree(two)
    url = reverse("agreement-sign", args=[agreement.public_id])
    for user in (cast.mentor, cast.trainee):
        assert sign_in(user).post(url).status_code == 302
    agreement.refresh_from_db()
    signatures = Signature.objects.filter(object_kind="mentor_agreement", object_id=agreement.public_id)
    assert {(one.signer_key, one.digest) for one in signatures} == {(user.key, agreement.digest) for user in (cast.mentor, cast.trainee)}
    filed = IssuedDocument.objects.get(public_id=agreement.document)
    paper = reverse("agreement-paper", args=[agreement.public_id])
    with filed.file.open("rb") as file:
        assert sign_in(cast.trainee).get(paper).content == file.read()
    assert {user: sign_in(user).get(paper).status_code for user in (cast.hr, cast.instructor, strangers.hr)} == {
        cast.hr: 200,
        cast.instructor: 404,
        strangers.hr: 404,
    }


def test_what_an_agreement_refuses(two: Mentorship, cast: Cast) -> None:
    assert code_of(agree, two=two, ends_on=START + timedelta(days=30)) == "short"
    assert code_of(agree, two=two, ends_on=START + timedelta(days=300)) == "long"
    assert code_of(agree, two=two, goals=" ") == "goals"
    first = agree(two)
    assert agree(two, goals="改一改").pk != first.pk
    assert MentorAgreement.objects.count() == 1
    held = sign_agreement(agreement=MentorAgreement.objects.get(), actor=cast.mentor)
    assert code_of(sign_agreement, agreement=held, actor=cast.mentor) == "signed"
    assert code_of(sign_agreement, agreement=held, actor=cast.hr) == "state"
    assert code_of(agree, two=two, starts_on=START + timedelta(days=10), ends_on=START + timedelta(days=130)) == "overlap"


def talk(two: Mentorship, **changes: object) -> MentorTalk:
    values: dict[str, object] = {"held_on": START, "minutes": 30, "about": "本周两户", "agreed": "", "actor": two.mentee}
    return write_talk(pair=two, **(values | changes))  # type: ignore[arg-type]  # names of the action


def test_a_talk_counts_when_the_other_has_confirmed_it(two: Mentorship, cast: Cast, clock: Clock) -> None:
    made = talk(two)
    assert pair_record([two], START)[0].talks == 0
    assert code_of(confirm_talk, talk=made, actor=cast.trainee) == "talk_own"
    confirm_talk(talk=made, actor=cast.mentor)
    assert code_of(confirm_talk, talk=made, actor=cast.mentor) == "talk_confirmed"
    (record,) = pair_record([two], START + timedelta(days=16))
    assert (record.talks, record.hours, record.weeks_missed) == (1, 0.5, [date(2026, 3, 9)])


def test_what_a_talk_refuses(two: Mentorship, cast: Cast) -> None:
    assert code_of(talk, two=two, held_on=START + timedelta(days=1)) == "talk_day"
    assert code_of(talk, two=two, held_on=START - timedelta(days=1)) == "talk_day"
    assert code_of(talk, two=two, minutes=4) == "talk_minutes"
    assert code_of(talk, two=two, actor=cast.hr) == "state"
    talk(two)
    assert code_of(talk, two=two, actor=cast.mentor) == "talk_twice"


def test_the_pages_of_a_pair(two: Mentorship, cast: Cast, sign_in: SignIn, clock: Clock) -> None:
    entrust(cast.mentor, "5")
    entrust(cast.trainee, "1")
    make_card(make_part(make_case(cast.bank), cast.trainee, cast.mentor))
    agree(two)
    talk(two)
    names = (two.mentee.key, two.mentor.key)
    browser = sign_in(cast.mentor)
    assert browser.post(reverse("talk-new", args=names), {"held_on": "2026-03-02", "minutes": "30", "about": "再谈"}).status_code == 422
    for url in (reverse("mentor-pairs"), reverse("mentor-pair", args=names), reverse("agreement-new", args=names)):
        assert browser.get(url).status_code == 200
    page = browser.get(reverse("mentor-pair", args=names)).content.decode()
    assert "独立办两件" in page
    assert "本周两户" in page


# ------------------------------------------------------------------------------------------------------------ answering


def test_one_message_about_all_cards_and_no_pile(cast: Cast, clock: Clock) -> None:
    entrust(cast.mentor, "5")
    entrust(cast.trainee, "1")
    for _ in range(3):
        ask_for_card(part=make_part(make_case(cast.bank), cast.trainee, cast.mentor), actor=cast.trainee)
    Notice.objects.all().delete()
    told = []
    for _ in range(12):
        clock.advance(days=1)
        told.append(remind_mentors())
        remind_mentors()
    assert told == [1, 0, 1, 0, 0, 0, 1, 0, 0, 0, 0, 0]
    assert Notice.objects.filter(user=cast.mentor, read_at__isnull=True).count() == 1
    assert "3" in Notice.objects.filter(user=cast.mentor).latest("id").title
    (line,) = mentor_lines(cast.hr, now=clock.now)
    assert (line.mentor, line.figures.waiting, line.figures.late) == (cast.mentor, 3, 3)


def test_results_of_a_mentor(two: Mentorship, cast: Cast, strangers: Cast) -> None:
    other = make_user(cast.bank, Role.TRAINEE)
    Mentorship.objects.create(mentor=cast.mentor, mentee=other, starts_on=START - timedelta(days=200), ends_on=START - timedelta(days=1))
    entrust(other, "5")
    (line,) = mentor_qualities(cast.hr, START)
    assert (line.now, line.quality.apprentices, line.quality.certified, line.quality.certified_share) == (1, 2, 1, 0.5)
    assert mentor_qualities(strangers.hr, START) == []


def test_a_lost_certificate_takes_no_bad_loan_away(two: Mentorship, cast: Cast, clock: Clock) -> None:
    (held,) = entrust(cast.trainee, "4", now=clock.now - timedelta(days=400))
    contract = make_contract(cast.trainee, paid_on=START - timedelta(days=380), as_of=START - timedelta(days=100), overdue_days=45)
    make_contract(cast.trainee, paid_on=START - timedelta(days=30), as_of=START - timedelta(days=1), overdue_days=90)
    keep = {"number": contract.number, "customer": contract.customer.number, "paid_on": contract.paid_on, "due_on": contract.due_on}
    make_contract(cast.trainee, **keep, as_of=START - timedelta(days=1), overdue_days=0, balance=0)
    (line,) = mentor_qualities(cast.hr, START)
    assert (line.quality.certified, line.quality.loans, line.quality.bad) == (1, 1, 1)
    entrust(cast.trainee, "5")
    (line,) = mentor_qualities(cast.hr, START)
    assert (line.quality.loans, line.quality.bad) == (1, 1)
    end_authority(user=cast.trainee, node=held.node, how=AuthorityEnd.REVOKED, reason="不良贷款", actor_key=cast.hr.key)
    (line,) = mentor_qualities(cast.hr, START)
    assert (line.quality.certified, line.quality.loans, line.quality.bad) == (0, 1, 1)


def test_who_is_suspended_is_not_certified_now(two: Mentorship, cast: Cast, clock: Clock) -> None:
    entrust(cast.trainee, "4")
    suspend_authority(user=cast.trainee, reason="客户投诉核查", actor_key=cast.hr.key)
    (line,) = mentor_qualities(cast.hr, START)
    assert line.quality.certified == 0


def test_who_has_been_silent_for_a_hundred_days_still_stands_there(cast: Cast, clock: Clock) -> None:
    entrust(cast.mentor, "5")
    entrust(cast.trainee, "1")
    ask_for_card(part=make_part(make_case(cast.bank), cast.trainee, cast.mentor), actor=cast.trainee)
    make_card(make_part(make_case(cast.bank), cast.trainee, cast.mentor))
    clock.advance(days=100)
    (line,) = mentor_lines(cast.hr, now=clock.now)
    assert (line.figures.asked, line.figures.waiting, line.figures.late) == (1, 1, 1)


# ------------------------------------------------------------------------------------------------------------ relatives


def test_relatives_form_no_pair(cast: Cast, clock: Clock) -> None:
    row = declare_kinship(person=cast.mentor, relative=cast.trainee, kin="parent", actor_key=cast.mentor.key)
    assert related(cast.bank) == {frozenset({cast.mentor.pk, cast.trainee.pk})}
    with pytest.raises(CohortProblem) as refused:
        pair(mentor=cast.mentor, mentee=cast.trainee, starts_on=START, actor_key=cast.hr.key)
    assert refused.value.code == "relative"
    end_kinship(kinship=row, reason="申报有误", actor_key=cast.hr.key)
    assert related(cast.bank) == set()
    assert pair(mentor=cast.mentor, mentee=cast.trainee, starts_on=START, actor_key=cast.hr.key).pk


def test_nobody_is_the_mentor_of_their_mentor(cast: Cast, clock: Clock) -> None:
    first, second = (make_user(cast.bank, Role.MENTOR, Role.TRAINEE) for _ in range(2))
    pair(mentor=first, mentee=second, starts_on=START, actor_key=cast.hr.key)
    with pytest.raises(CohortProblem) as refused:
        pair(mentor=second, mentee=first, starts_on=START, actor_key=cast.hr.key)
    assert refused.value.code == "mutual"


def test_what_a_declaration_refuses(cast: Cast, strangers: Cast) -> None:
    def code(person: User, relative: User) -> str:
        with pytest.raises(KinshipProblem) as refused:
            declare_kinship(person=person, relative=relative, kin="spouse", actor_key=person.key)
        return refused.value.code

    assert code(cast.trainee, strangers.trainee) == "bank"
    assert code(cast.trainee, cast.trainee) == "self"
    declare_kinship(person=cast.trainee, relative=cast.mentor, kin="spouse", actor_key=cast.trainee.key)
    assert code(cast.mentor, cast.trainee) == "twice"


def test_neither_of_the_two_ends_what_binds_them(cast: Cast, sign_in: SignIn) -> None:
    for person, relative in ((cast.hr, cast.trainee), (cast.mentor, cast.hr)):
        row = declare_kinship(person=person, relative=relative, kin="spouse", actor_key=person.key)
        with pytest.raises(KinshipProblem) as refused:
            end_kinship(kinship=row, reason="不再是亲属", actor_key=cast.hr.key)
        assert refused.value.code == "party"
    browser = sign_in(cast.hr)
    end = reverse("kinship-end", args=[row.public_id])
    assert end not in browser.get(reverse("kinship-list")).content.decode()
    assert browser.post(end, {"reason": "不再是亲属"}).status_code == 422
    assert Kinship.objects.filter(ended_at__isnull=True).count() == 2
    other = make_user(cast.bank, Role.HR)
    assert end_kinship(kinship=row, reason="已离婚", actor_key=other.key).ended_reason == "已离婚"


def test_whoever_is_named_and_hr_hear_of_a_declaration(cast: Cast, strangers: Cast) -> None:
    there = make_branch(cast.bank)
    far, elsewhere = make_user(cast.bank, Role.HR, at=there), make_branch(cast.bank)
    near = make_user(cast.bank, Role.HR, at=elsewhere)
    person = make_user(cast.bank, Role.TRAINEE, at=elsewhere)
    concerned = {cast.mentor.pk, cast.hr.pk, near.pk}
    row = declare_kinship(person=person, relative=cast.mentor, kin="sibling", actor_key=person.key)
    told = {one.user_id: one.body for one in Notice.objects.filter(dedupe_key=f"kinship-{row.public_id}")}
    assert set(told) == concerned
    assert far.pk not in told and told[cast.mentor.pk] != told[cast.hr.pk]


def test_an_office_declares_for_the_people_it_oversees(cast: Cast, sign_in: SignIn) -> None:
    here, there = make_branch(cast.bank), make_branch(cast.bank)
    hr = make_user(cast.bank, Role.HR, at=here)
    mine, theirs = make_user(cast.bank, Role.TRAINEE, at=here), make_user(cast.bank, Role.TRAINEE, at=there)
    browser, url = sign_in(hr), reverse("kinship-list")
    wrong = browser.post(url, {"person": theirs.employee_number, "relative": mine.employee_number, "kin": "spouse"})
    assert (wrong.status_code, "管辖范围内没有工号为" in wrong.content.decode()) == (422, True)
    assert browser.post(url, {"person": mine.employee_number, "relative": theirs.employee_number, "kin": "spouse"}).status_code == 302
    assert browser.post(url, {"person": hr.employee_number, "relative": theirs.employee_number, "kin": "spouse"}).status_code == 302
    assert set(Kinship.objects.values_list("person", "relative")) == {(mine.pk, theirs.pk), (hr.pk, theirs.pk)}


def test_the_pages_of_relatives(cast: Cast, strangers: Cast, sign_in: SignIn) -> None:
    url = reverse("kinship-list")
    browser = sign_in(cast.trainee)
    wrong = browser.post(url, {"relative": strangers.mentor.employee_number, "kin": "sibling"})
    assert (wrong.status_code, "本行没有工号为" in wrong.content.decode()) == (422, True)
    assert browser.post(url, {"relative": cast.mentor.employee_number, "kin": "sibling"}).status_code == 302
    row = Kinship.objects.get()
    end = reverse("kinship-end", args=[row.public_id])
    assert {user: sign_in(user).get(end).status_code for user in (cast.hr, cast.mentor, cast.instructor, strangers.hr)} == {
        cast.hr: 200,
        cast.mentor: 403,
        cast.instructor: 404,
        strangers.hr: 404,
    }
    assert sign_in(cast.hr).post(end, {"reason": "误填"}).status_code == 302
    assert "误填" in browser.get(url).content.decode()


def test_a_relative_is_not_offered_as_mentor(cast: Cast, sign_in: SignIn, clock: Clock) -> None:
    other = make_user(cast.bank, Role.MENTOR, name="秦师傅")
    declare_kinship(person=cast.mentor, relative=cast.trainee, kin="in_law", actor_key=cast.mentor.key)
    page = sign_in(cast.trainee).get(reverse("part-new")).content.decode()
    assert (other.name in page, cast.mentor.name in page) == (True, False)
    assert CasePart.objects.count() == 0
