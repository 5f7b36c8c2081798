"""The marketing ledger: once per key, the same day or flagged, what cannot be, who reads it, the number behind the mask."""

import json
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from lms.notices.models import Notice
from lms.operations.actions.problems import CaseProblem
from lms.operations.actions.remind import remind_of_due
from lms.operations.actions.visits import open_contact, record_visit, settle_visit, withdraw_visit
from lms.operations.domain.visits import BadVisit
from lms.operations.models import Visit
from lms.operations.queries.coverage import coverage
from lms.operations.queries.ledger_scope import visits_visible_to
from lms.operations.queries.visits import funnels, visit_list, waiting_again
from lms.people.models import Mentorship, User
from lms.records.models import Act
from tests.cast import Cast
from tests.clock import Clock
from tests.factories.ledgers import make_area, make_visit, new_visit
from tests.factories.people import make_branch, make_user

pytestmark = pytest.mark.django_db
SignIn = Callable[[User], Client]
PIXEL = "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=="


def entry(key: str = "a" * 32, **fields: object) -> dict[str, object]:
    now = timezone.localtime()
    given = {
        "client_key": key,
        "entered_at": now.isoformat(),
        "merchant": "老街面馆",
        "result": "talked",
        "intent": "A",
        "next_on": (now.date() + timedelta(days=2)).isoformat(),
        "next_action": "带还款方案",
        "happened_at": (now - timedelta(minutes=5)).strftime("%Y-%m-%dT%H:%M"),
        "operator": "王老板",
        "phone": "13812345678",
        "need_amount": "20",
    }
    return given | fields


def send(browser: Client, sent: object) -> object:
    return browser.post(reverse("visit-send"), json.dumps(sent), content_type="application/json")


def test_one_entry_sent_twice_is_one_row(cast: Cast, clock: Clock, sign_in: SignIn) -> None:
    browser = sign_in(cast.trainee)
    first, second = send(browser, entry()), send(browser, entry())
    assert (first.status_code, second.status_code) == (201, 200)
    assert second.json()["repeated"] is True
    visit = Visit.objects.get()
    assert (visit.merchant, visit.intent, visit.need_amount, visit.same_day) == ("老街面馆", "A", 200000, True)
    assert (visit.operator_shown, visit.phone_shown) == ("王**", "138****5678")
    assert "13812345678" not in visit.phone_sealed


def test_it_is_taken_again_even_when_it_would_be_refused_by_now(cast: Cast, clock: Clock, sign_in: SignIn) -> None:
    sent = entry()
    assert send(sign_in(cast.trainee), sent).status_code == 201
    clock.advance(days=60)
    assert send(sign_in(cast.trainee), sent).status_code == 200


def test_what_waited_on_a_phone_counts_by_when_it_was_written_down(cast: Cast, clock: Clock, sign_in: SignIn) -> None:
    sent = entry()
    clock.advance(days=2)
    assert send(sign_in(cast.trainee), sent).status_code == 201
    visit = Visit.objects.get()
    assert visit.same_day
    assert visit.recorded_at - visit.entered_at == timedelta(days=2)


def test_a_visit_of_yesterday_written_down_today_is_flagged(cast: Cast, clock: Clock) -> None:
    visit = make_visit(cast.trainee, at=clock.now - timedelta(days=1), now=clock.now)
    assert not visit.same_day
    assert list(visit_list(cast.trainee, {"state": "late"})) == [visit]


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"intent": ""}, "intent"),
        ({"result": "absent"}, "intent"),
        ({"next_on": ""}, "next_on"),
        ({"next_on": "2020-01-01"}, "next_on"),
        ({"happened_at": "2099-01-01T09:00"}, "happened_at"),
        ({"happened_at": "2020-01-01T09:00"}, "happened_at"),
        ({"minutes": "900"}, "minutes"),
        ({"need_amount": "很多"}, "need_amount"),
        ({"source": "referral"}, "channel"),
        ({"merchant": ""}, "merchant"),
        ({"area": "nowhere"}, "area"),
        ({"phone": "not a number"}, "phone"),
    ],
)
def test_what_cannot_be_is_refused_in_words(cast: Cast, clock: Clock, sign_in: SignIn, fields: dict[str, str], field: str) -> None:
    answer = send(sign_in(cast.trainee), entry(**fields))
    assert answer.status_code == 422
    assert field in answer.json()["errors"]
    assert all(answer.json()["errors"][field])
    assert Visit.objects.count() == 0


@pytest.mark.parametrize("sent", ["[]", "{", '{"client_key": 5}', '{"client_key": "a b"}', '{"merchant": {"a": 1}}', "null", "\xff", "NaN"])
def test_garbage_is_no_entry(cast: Cast, sign_in: SignIn, sent: str) -> None:
    answer = sign_in(cast.trainee).post(reverse("visit-send"), sent, content_type="application/json")
    assert answer.status_code == 400
    assert answer.json()["message"]


def test_a_photo_is_private_and_leaves_its_digest(cast: Cast, strangers: Cast, clock: Clock, sign_in: SignIn, settings, tmp_path) -> None:
    settings.MEDIA_ROOT = tmp_path
    browser = sign_in(cast.trainee)
    assert send(browser, entry(photo=PIXEL)).status_code == 201
    visit = Visit.objects.get()
    address = reverse("visit-photo", args=[visit.public_id])
    assert len(visit.photo_sha256) == 64
    assert b"".join(browser.get(address)).startswith(b"\x89PNG")
    assert sign_in(strangers.hr).get(address).status_code == 404
    bad = send(browser, entry(key="b" * 32, photo="data:image/png;base64,AAAA"))
    assert "photo" in bad.json()["errors"]


def test_without_script_the_form_is_an_ordinary_one(cast: Cast, clock: Clock, sign_in: SignIn) -> None:
    browser = sign_in(cast.trainee)
    page = browser.get(reverse("visit-add"))
    assert page.status_code == 200
    sent = {name: value for name, value in entry(key="c" * 32).items() if name != "entered_at"}
    assert browser.post(reverse("visit-send"), sent).status_code == 302
    again = browser.post(reverse("visit-send"), sent)
    assert again.status_code == 302
    assert Visit.objects.count() == 1
    assert browser.post(reverse("visit-send"), sent | {"client_key": "d" * 32, "intent": ""}).status_code == 422


def test_who_reads_a_visit(cast: Cast, strangers: Cast, clock: Clock) -> None:
    branch = make_branch(cast.bank)
    visit = make_visit(cast.trainee, now=clock.now)
    Mentorship.objects.create(mentor=cast.mentor, mentee=cast.trainee, starts_on=clock.now.date())
    elsewhere = make_user(cast.bank, "leader", at=branch)
    readers = [one for one in (*cast.everyone(), elsewhere, *strangers.everyone()) if visits_visible_to(one).filter(pk=visit.pk).exists()]
    assert {one.name for one in readers} == {"trainee某", "mentor某", "hr某", "leader某", "board某", "auditor某"}
    assert {one.bank for one in readers} == {cast.bank}
    other = make_user(cast.bank, "trainee", at=branch)
    below = make_visit(other, now=clock.now)
    assert list(visits_visible_to(elsewhere)) == [below]


def test_the_full_number_opens_with_a_reason_and_is_logged(cast: Cast, clock: Clock, sign_in: SignIn) -> None:
    visit = make_visit(cast.trainee, now=clock.now, operator="王老板", phone="13812345678")
    assert open_contact(visit=visit, reason="", actor=cast.trainee).phone == "13812345678"
    with pytest.raises(CaseProblem):
        open_contact(visit=visit, reason="", actor=cast.leader)
    browser, address = sign_in(cast.leader), reverse("visit-contact", args=[visit.public_id])
    assert browser.post(address).status_code == 422
    answer = browser.post(address, {"reason": "核实客户投诉"})
    assert "13812345678" in answer.content.decode()
    assert "13812345678" not in browser.get(reverse("visit-detail", args=[visit.public_id])).content.decode()
    assert Act.objects.filter(object_kind="visit", verb="viewed", actor_key=cast.leader.key, reason="核实客户投诉").count() == 1
    assert sign_in(cast.auditor).post(address, {"reason": "查"}).status_code == 403


def test_it_becomes_a_case_or_says_why_not(cast: Cast, clock: Clock) -> None:
    visit = make_visit(cast.trainee, now=clock.now)
    settle_visit(visit=visit, case=None, no_case="price", actor=cast.trainee)
    assert Visit.objects.get().no_case == "price"
    with pytest.raises(CaseProblem):
        settle_visit(visit=visit, case=None, no_case="nonsense", actor=cast.trainee)
    withdraw_visit(visit=visit, reason="记错商户", actor=cast.trainee)
    with pytest.raises(CaseProblem):
        settle_visit(visit=visit, case=None, no_case="", actor=cast.trainee)
    assert list(visit_list(cast.trainee, {})) == []
    assert list(visit_list(cast.trainee, {"state": "withdrawn"})) == [visit]


def test_a_revisit_ends_the_reminder(cast: Cast, clock: Clock) -> None:
    first = make_visit(cast.trainee, now=clock.now)
    clock.advance(days=3)
    assert list(waiting_again(Visit.objects.all(), clock.now.date())) == [first]
    assert remind_of_due(now=clock.now) == 1
    assert remind_of_due(now=clock.now + timedelta(hours=1)) == 0
    assert Notice.objects.filter(user=cast.trainee, kind="revisits").count() == 1
    make_visit(cast.trainee, earlier=first, now=clock.now)
    assert not waiting_again(Visit.objects.all(), clock.now.date()).exists()
    with pytest.raises(CaseProblem):
        record_visit(user=make_user(cast.bank, "trainee"), visit=new_visit(at=clock.now, earlier=first), now=clock.now)


def test_a_visit_of_the_future_is_refused_by_the_action_as_well(cast: Cast, clock: Clock) -> None:
    with pytest.raises(BadVisit) as refused:
        record_visit(user=cast.trainee, visit=new_visit(at=clock.now + timedelta(hours=1)), now=clock.now)
    assert (refused.value.code, refused.value.field) == ("ahead", "happened_at")


def test_the_map_counts_businesses_once(cast: Cast, strangers: Cast, clock: Clock, django_assert_num_queries) -> None:
    area = make_area(cast.bank, cast.hr, cast.trainee, merchants=4)
    for merchant in ("甲", "甲", "乙"):
        make_visit(cast.trainee, area=area, merchant=merchant, now=clock.now)
    make_area(cast.bank, cast.hr)
    (found,) = coverage(cast.leader)
    line = next(one for one in found.lines if one.area == area)
    assert (line.count.visited, line.visits, line.shade, line.people) == (2, 3, 2, ["trainee某"])
    assert coverage(strangers.leader) == []
    with django_assert_num_queries(3):
        coverage(cast.leader)


def test_the_funnel_counts_a_business_once_per_person(cast: Cast, clock: Clock) -> None:
    today = clock.now.date()
    first = make_visit(cast.trainee, merchant="甲", result="absent", intent="", next_on=None, now=clock.now)
    make_visit(cast.trainee, merchant="甲", intent="A", earlier=first, now=clock.now)
    make_visit(cast.trainee, merchant="乙", intent="D", next_on=None, now=clock.now)
    total, each = funnels(cast.hr, first=today, last=today)
    assert total.counts == {"visited": 2, "talked": 2, "intent": 1, "case": 0, "approved": 0}
    assert [(row.name, row.counts["visited"]) for row in each] == [("trainee某", 2)]


@pytest.mark.parametrize(
    "route",
    [
        "visit-list",
        "visit-export",
        "coverage-map",
        "visit-funnel",
        "contract-list",
        "contract-export",
        "day-list",
        "day-board",
        "report-list",
    ],
)
def test_pages_open_for_readers_and_for_nobody_else(cast: Cast, sign_in: SignIn, route: str) -> None:
    make_visit(cast.trainee)
    opened = [
        part
        for part in ("trainee", "mentor", "hr", "leader", "board", "auditor")
        if sign_in(getattr(cast, part)).get(reverse(route)).status_code == 200
    ]
    assert opened == ["trainee", "mentor", "hr", "leader", "board", "auditor"]
    refused = [
        sign_in(getattr(cast, part)).get(reverse(route)).status_code for part in ("admin", "instructor", "class_teacher", "committee")
    ]
    assert refused == [403] * 4
