"""双重监控 in the default mode: visits, states and declarations say enough without a folder."""

from datetime import datetime, timedelta

import pytest

from lms.operations.actions import close_case
from lms.operations.actions.signals import look, raise_signals
from lms.operations.actions.visits import settle_visit
from lms.operations.documents.signal_words import signal_words
from lms.operations.domain.signals import odd_pairs
from lms.operations.models import CaseFolder, LoanCase, Signal
from lms.operations.queries.signals import traces_of
from lms.people.actions import declare_kinship
from lms.people.models import Organisation
from tests.cast import Cast
from tests.clock import SHANGHAI, Clock
from tests.factories import observation
from tests.factories.casework import into_mode, make_customer, make_folder
from tests.factories.ledgers import make_visit
from tests.factories.people import make_user

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def evening(clock: Clock) -> Clock:
    clock.set(datetime(2026, 3, 2, 18, 0, tzinfo=SHANGHAI))
    return clock


def test_visits_and_photos_that_cannot_be(cast: Cast, bank: Organisation, clock: Clock) -> None:
    morning = clock.now - timedelta(hours=8)
    make_visit(cast.trainee, at=morning, minutes=40, merchant="甲店", photo=b"same", photo_name="a.jpg")
    make_visit(cast.trainee, at=morning + timedelta(minutes=10), minutes=20, merchant="乙店", photo=b"same", photo_name="b.jpg")
    make_visit(cast.trainee, at=clock.now - timedelta(hours=19), merchant="丙店")
    found = raise_signals(bank=bank)
    assert sorted(one.kind for one in found) == ["at_night", "same_photo", "two_places"]
    assert {one.person for one in found} == {cast.trainee}
    for signal in found:
        words = signal_words(signal)
        assert "%(" not in words
        assert "店" not in words
    assert raise_signals(bank=bank) == []
    # Nobody else's ledger is compared with it.
    assert not Signal.objects.exclude(bank=bank).exists()


def test_a_visited_telephone_behind_two_customers_of_a_bank_without_folders(cast: Cast, bank: Organisation, clock: Clock) -> None:
    for place, shop in enumerate(("甲店", "乙店")):
        case = observation.make_case(bank, lead=cast.mentor)
        visit = make_visit(cast.trainee, at=clock.now - timedelta(hours=2 * place + 1), merchant=shop, phone="13900001111")
        settle_visit(visit=visit, case=case, no_case="", actor=cast.trainee)
    assert [(one.kind, len(one.cases)) for one in look(bank)] == [("same_phone", 2)]


def test_approvals_of_a_pair_are_known_by_the_states_of_its_cases(cast: Cast, bank: Organisation) -> None:
    other = make_user(bank, name="协办")
    fields = {"lead": cast.mentor, "second": cast.trainee}
    for state, count in (("running", 6), ("settled", 6)):
        for _n in range(count):
            observation.make_case(bank, state=state, **fields)
    for number in range(40):
        observation.make_case(bank, state="running" if number % 2 else "refused", lead=other, second=cast.hr)
    observation.make_case(bank, state="withdrawn", **fields)
    found = odd_pairs(traces_of(bank))
    assert [(one.facts["approved"], one.facts["decided"]) for one in found if one.person == cast.mentor.pk] == [(12, 12)]


def test_relatives_on_one_case_and_a_customers_relative(cast: Cast, bank: Organisation) -> None:
    into_mode(bank, "full", cast.leader)
    case = make_folder(bank, cast.hr, cast.mentor, cast.trainee)
    declare_kinship(person=cast.mentor, relative=cast.trainee, kin="sibling", actor_key=cast.hr.key)
    CaseFolder.objects.filter(case=case).update(admission={"related": "no"})
    found = raise_signals(bank=bank)
    assert [one.kind for one in found] == ["relative", "relative"]
    assert len({signal_words(one) for one in found}) == 2


def test_one_person_under_two_customer_numbers(cast: Cast, bank: Organisation, strangers: Cast) -> None:
    into_mode(bank, "full", cast.leader)
    into_mode(strangers.bank, "full", strangers.leader)
    case = make_folder(bank, cast.hr, cast.mentor, cast.trainee)
    make_customer(strangers.bank, strangers.hr, phone="", address="")
    assert raise_signals(bank=bank) == []
    make_customer(bank, cast.hr, phone="", address="")
    (found,) = raise_signals(bank=bank)
    assert (found.kind, list(found.cases.all()), found.person) == ("same_identity", [case], cast.mentor)
    assert "2" in signal_words(found)


def test_a_folder_that_was_closed_without_a_resolution_counts_as_refused(cast: Cast, bank: Organisation) -> None:
    into_mode(bank, "full", cast.leader)
    case = make_folder(bank, cast.hr, cast.mentor, cast.trainee)
    assert [one.approved for one in traces_of(bank)] == [None]
    close_case(case=LoanCase.objects.get(pk=case.pk), state="refused", reason="准入不符", actor=cast.hr)
    assert [one.approved for one in traces_of(bank)] == [False]
