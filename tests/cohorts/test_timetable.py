"""The timetable with its database: adding, clashing, changing, cancelling, copying; pages, paper and the feed."""

import io
from collections.abc import Callable
from datetime import date, datetime, time, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from lms.cohorts.actions import CohortProblem, SlotClashes, SlotValues, add_slot, cancel_slot, change_slot, copy_week
from lms.cohorts.models import CalendarFeed, Cohort, CohortStaff, Room, Slot
from lms.cohorts.queries import feed_address, next_slot, slots_of_person, week_of_slots
from lms.notices.models import Notice
from lms.people.models import Organisation, User
from lms.policies.actions import enter_calendar_days
from lms.toolkit import activities
from tests.clock import Clock
from tests.factories.cohorts import SHANGHAI, make_cohort, make_enrolment, make_room, make_slot, make_staff
from tests.factories.people import make_user

SignIn = Callable[[User], Client]
TUESDAY = datetime(2026, 3, 10, 9, 0, tzinfo=SHANGHAI)


def values(start: datetime = TUESDAY, hours: float = 3, **changes: object) -> SlotValues:
    return SlotValues(**{"starts_at": start, "ends_at": start + timedelta(hours=hours), "title": "财务三表分析", **changes})


@pytest.fixture
def cohort(bank: Organisation, clock: Clock) -> Cohort:
    return make_cohort(bank)


def add(cohort: Cohort, accept: bool = False, **changes: object) -> Slot:
    return add_slot(cohort=cohort, values=values(**changes), actor_key="hr", accept=accept)


# ----------------------------------------------------------------------------------------------------------- actions


def test_the_instructor_of_a_slot_joins_the_staff(cohort: Cohort, cast) -> None:
    add(cohort, instructor=cast.instructor)
    add(cohort, start=TUESDAY + timedelta(days=1), instructor=cast.instructor)
    assert list(CohortStaff.objects.values_list("user", "duty")) == [(cast.instructor.pk, "instructor")]


@pytest.mark.parametrize("what", ["room", "instructor"])
def test_a_room_and_an_instructor_are_in_one_place(what: str, cohort: Cohort, bank: Organisation, cast) -> None:
    shared = {"room": make_room(bank)} if what == "room" else {"instructor": cast.instructor}
    add(make_cohort(bank), **shared)
    with pytest.raises(SlotClashes) as found:
        add(cohort, accept=True, **shared)
    assert [clash.kind for clash in found.value.clashes] == [what]
    assert cohort.slots.count() == 0
    add(cohort, start=TUESDAY + timedelta(hours=3), **shared)


def test_people_in_two_classes_are_found_and_may_be_accepted(cohort: Cohort, bank: Organisation, cast) -> None:
    other = make_cohort(bank)
    make_enrolment(cohort, cast.trainee)
    make_enrolment(other, cast.trainee)
    add(other)
    with pytest.raises(SlotClashes) as found:
        add(cohort)
    assert [(clash.kind, set(clash.people)) for clash in found.value.clashes] == [("trainees", {cast.trainee.pk})]
    assert add(cohort, accept=True).cohort == cohort


def test_whoever_left_no_longer_clashes(cohort: Cohort, bank: Organisation, cast) -> None:
    other = make_cohort(bank)
    make_enrolment(cohort, cast.trainee)
    make_enrolment(other, cast.trainee)
    other.enrolments.update(state="withdrawn")
    add(other)
    add(cohort)


def test_a_cancelled_slot_frees_room_and_people(cohort: Cohort, bank: Organisation) -> None:
    room = make_room(bank)
    slot = add(cohort, room=room)
    cancel_slot(slot=slot, reason="讲师出差", actor_key="hr")
    add(cohort, room=room)


def test_other_banks_do_not_clash_and_do_not_lend(cohort: Cohort, strangers) -> None:
    room = make_room(strangers.bank)
    add(make_cohort(strangers.bank), room=room)
    with pytest.raises(CohortProblem) as refused:
        add(cohort, room=room)
    assert refused.value.code == "bank"
    with pytest.raises(CohortProblem):
        add(cohort, instructor=strangers.instructor)


@pytest.mark.parametrize(("hours", "code"), [(0, "order"), (-1, "order"), (13, "long")])
def test_a_slot_has_a_sound_length(cohort: Cohort, hours: float, code: str) -> None:
    with pytest.raises(CohortProblem) as refused:
        add(cohort, hours=hours)
    assert refused.value.code == code


def test_a_class_that_is_over_keeps_its_timetable(bank: Organisation, clock: Clock) -> None:
    with pytest.raises(CohortProblem) as refused:
        add(make_cohort(bank, state="completed"))
    assert refused.value.code == "over"


def notices(user: User) -> int:
    return Notice.objects.filter(user=user, kind="timetable").count()


def test_the_class_hears_of_changes_not_of_every_new_slot(cohort: Cohort, bank: Organisation, cast, clock: Clock) -> None:
    make_enrolment(cohort, cast.trainee)
    slot = add(cohort)
    assert notices(cast.trainee) == 0
    slot = change_slot(slot=slot, values=values(note="带计算器"), actor_key="hr")
    assert (notices(cast.trainee), slot.revision) == (0, 1)
    slot = change_slot(slot=slot, values=values(room=make_room(bank)), actor_key="hr")
    assert (notices(cast.trainee), slot.revision) == (1, 2)
    cancel_slot(slot=slot, reason="讲师出差", actor_key="hr")
    assert notices(cast.trainee) == 2
    add(cohort, start=clock.now + timedelta(hours=20))
    assert notices(cast.trainee) == 3


def test_nobody_hears_of_the_past(cohort: Cohort, cast, clock: Clock) -> None:
    make_enrolment(cohort, cast.trainee)
    slot = make_slot(cohort, starts_at=clock.now - timedelta(days=2))
    change_slot(slot=slot, values=values(start=slot.starts_at, hours=2), actor_key="hr")
    assert notices(cast.trainee) == 0


def test_once_attendance_has_begun_time_and_place_stay(cohort: Cohort) -> None:
    slot = make_slot(cohort, starts_at=TUESDAY, state="open")
    with pytest.raises(CohortProblem) as refused:
        change_slot(slot=slot, values=values(hours=2), actor_key="hr")
    assert refused.value.code == "state"
    assert change_slot(slot=slot, values=values(note="补充讲义"), actor_key="hr").note == "补充讲义"
    with pytest.raises(CohortProblem):
        cancel_slot(slot=slot, reason="x", actor_key="hr")


def test_a_week_is_copied_but_for_what_clashes(cohort: Cohort, bank: Organisation, cast) -> None:
    make_enrolment(cohort, cast.trainee)
    room, monday = make_room(bank), date(2026, 3, 9)
    first = add(cohort, room=room)
    second = add(cohort, start=TUESDAY + timedelta(days=2), title="交叉检验")
    cancelled = add(cohort, start=TUESDAY + timedelta(days=3))
    cancel_slot(slot=cancelled, reason="x", actor_key="hr")
    before = notices(cast.trainee)
    add(make_cohort(bank), start=TUESDAY + timedelta(days=7), room=room)
    copied = copy_week(cohort=cohort, from_monday=monday, to_monday=date(2026, 3, 16), actor_key="hr")
    assert [(slot.title, slot.starts_at) for slot in copied.made] == [("交叉检验", second.starts_at + timedelta(days=7))]
    assert copied.skipped == [first]
    assert notices(cast.trainee) == before + 1


def test_a_copied_class_does_not_wander_onto_a_holiday(cohort: Cohort) -> None:
    monday, tuesday = (add(cohort, start=datetime(2026, 3, day, 9, 0, tzinfo=SHANGHAI)) for day in (30, 31))
    copied = copy_week(cohort=cohort, from_monday=date(2026, 3, 30), to_monday=date(2026, 4, 6), actor_key="hr")
    assert [slot.starts_at for slot in copied.made] == [tuesday.starts_at + timedelta(days=7)]
    assert copied.skipped == [monday]  # 清明节


@pytest.mark.parametrize(("first", "second"), [(date(2026, 3, 9), date(2026, 3, 9)), (date(2026, 3, 10), date(2026, 3, 16))])
def test_only_another_week_is_copied_into(cohort: Cohort, first: date, second: date) -> None:
    with pytest.raises(CohortProblem):
        copy_week(cohort=cohort, from_monday=first, to_monday=second, actor_key="hr")


# ----------------------------------------------------------------------------------------------------------- queries


def test_a_person_sees_where_they_have_to_be(cohort: Cohort, bank: Organisation, cast) -> None:
    make_enrolment(cohort, cast.trainee)
    make_staff(cohort, cast.class_teacher, "class_teacher")
    make_staff(cohort, cast.mentor, "mentor")
    slot = make_slot(cohort, starts_at=TUESDAY, instructor=cast.instructor)
    make_slot(make_cohort(bank), starts_at=TUESDAY)
    for person in (cast.trainee, cast.class_teacher, cast.instructor):
        assert list(slots_of_person(person)) == [slot]
    assert list(slots_of_person(cast.mentor)) == []
    assert list(slots_of_person(cast.hr)) == []


def test_the_next_slot_is_the_one_under_way(cohort: Cohort, cast, clock: Clock) -> None:
    make_enrolment(cohort, cast.trainee)
    make_slot(cohort, starts_at=clock.now - timedelta(hours=9))
    make_slot(cohort, starts_at=clock.now - timedelta(hours=1), state="cancelled")
    under_way = make_slot(cohort, starts_at=clock.now - timedelta(hours=1))
    make_slot(cohort, starts_at=clock.now + timedelta(hours=5))
    assert next_slot(cast.trainee, now=clock.now) == under_way


def test_holidays_and_make_up_days_are_marked(cohort: Cohort, cast) -> None:
    week = week_of_slots(cast.hr, Slot.objects.none(), date(2026, 2, 9), today=date(2026, 2, 10))
    assert [(day.date.day, day.kind) for day in week.days if day.kind] == [(14, "make_up")]
    festival = week_of_slots(cast.hr, Slot.objects.none(), date(2026, 2, 16), today=date(2026, 2, 10))
    assert [day.date.day for day in festival.days if day.kind == "holiday"] == [16, 17, 18, 19, 20]


def test_days_the_bank_has_entered_are_marked_and_asked_about(cohort: Cohort, cast, sign_in: SignIn) -> None:
    for day, works in ((date(2026, 3, 10), False), (date(2026, 3, 14), True)):
        enter_calendar_days(bank=cast.bank, first=day, last=day, is_working=works, note="通知", actor_key=cast.hr.key)
    week = week_of_slots(cast.hr, Slot.objects.none(), date(2026, 3, 9), today=date(2026, 3, 9))
    assert [(day.date.day, day.kind) for day in week.days if day.kind] == [(10, "holiday"), (14, "make_up")]
    client, address = sign_in(cast.hr), reverse("slot-add", args=[cohort.public_id])
    assert [client.post(address, fields(day=day)).status_code for day in ("2026-03-10", "2026-03-14")] == [422, 302]


def test_a_slot_stands_on_its_own_day_at_midnight(cohort: Cohort, cast) -> None:
    late = make_slot(cohort, starts_at=datetime(2026, 3, 8, 23, 30, tzinfo=SHANGHAI), hours=0.4)
    week = week_of_slots(cast.hr, Slot.objects.all(), date(2026, 3, 2), today=date(2026, 3, 2))
    assert [line.slot for line in week.days[6].bands["evening"]] == [late]
    assert week_of_slots(cast.hr, Slot.objects.all(), date(2026, 3, 9), today=date(2026, 3, 2)).number_of_slots == 0


# ------------------------------------------------------------------------------------------------------------- pages


def fields(**changes: object) -> dict[str, object]:
    return {"day": "2026-03-10", "starts": "09:00", "ends": "12:00", "title": "财务三表分析", "needs_attendance": "on", **changes}


def test_a_slot_is_added_on_the_page(cohort: Cohort, cast, bank: Organisation, sign_in: SignIn) -> None:
    room = make_room(bank)
    client = sign_in(make_staff(cohort, cast.class_teacher, "class_teacher"))
    address = reverse("slot-add", args=[cohort.public_id])
    answer = client.post(address, fields(room=room.pk, instructor=cast.instructor.pk, meeting_url="https://meeting.example.org/1"))
    slot = Slot.objects.get()
    assert answer.url == f"{reverse('timetable-week', args=[cohort.public_id])}?week=2026-03-10"
    assert (slot.starts_at, slot.ends_at, slot.room, slot.instructor) == (TUESDAY, TUESDAY + timedelta(hours=3), room, cast.instructor)
    assert client.get(answer.url).status_code == 200


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"day": "2026-02-30"}, "day"),
        ({"starts": "25:00"}, "starts"),
        ({"ends": "09:00"}, "ends"),
        ({"title": ""}, "title"),
        ({"meeting_url": "http://meeting.example.org"}, "meeting_url"),
        ({"meeting_url": "javascript:alert(1)"}, "meeting_url"),
        ({"activity": "exam:nothing"}, "activity"),
        ({"room": "99999"}, "room"),
        ({"instructor": "99999"}, "instructor"),
        ({"title": "题" * 151}, "title"),
    ],
)
def test_bad_slots_are_refused_by_field(changes: dict, field: str, cohort: Cohort, cast, sign_in: SignIn) -> None:
    answer = sign_in(cast.hr).post(reverse("slot-add", args=[cohort.public_id]), fields(**changes))
    assert (answer.status_code, list(answer.context["form"].errors), Slot.objects.count()) == (422, [field], 0)


def test_room_and_instructor_of_another_bank_are_no_choice(cohort: Cohort, cast, strangers, sign_in: SignIn) -> None:
    changes = fields(room=make_room(strangers.bank).pk, instructor=strangers.instructor.pk)
    answer = sign_in(cast.hr).post(reverse("slot-add", args=[cohort.public_id]), changes)
    assert sorted(answer.context["form"].errors) == ["instructor", "room"]


@pytest.mark.parametrize("day", ["2026-04-06", "2026-03-14", "2026-08-01"])
def test_a_holiday_a_weekend_and_a_day_outside_ask_first(day: str, cohort: Cohort, cast, sign_in: SignIn) -> None:
    client, address = sign_in(cast.hr), reverse("slot-add", args=[cohort.public_id])
    asked = client.post(address, fields(day=day))
    assert (asked.status_code, len(asked.context["form"].against) > 0, asked.context["form"].may_accept) == (422, True, True)
    assert client.post(address, fields(day=day, accept="on")).status_code == 302


def test_a_room_too_small_asks_first(cohort: Cohort, cast, bank: Organisation, sign_in: SignIn) -> None:
    for _number in range(2):
        make_enrolment(cohort)
    small = make_room(bank, capacity=1)
    answer = sign_in(cast.hr).post(reverse("slot-add", args=[cohort.public_id]), fields(room=small.pk))
    assert (answer.status_code, len(answer.context["form"].against)) == (422, 1)


def test_a_clash_names_only_classes_one_may_see(cohort: Cohort, cast, bank: Organisation, sign_in: SignIn) -> None:
    room, other = make_room(bank), make_cohort(bank, name="机密培训班")
    make_slot(other, starts_at=TUESDAY, room=room)
    teacher = make_staff(cohort, cast.class_teacher, "class_teacher")
    address = reverse("slot-add", args=[cohort.public_id])
    for person, named in ((teacher, False), (cast.hr, True)):
        answer = sign_in(person).post(address, fields(room=room.pk, accept="on"))
        assert (answer.status_code, answer.context["form"].may_accept) == (422, False)
        assert ("机密培训班" in answer.content.decode()) is named


def test_what_is_taught_may_be_an_activity(cohort: Cohort, cast, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch) -> None:
    card = activities.Card("结训考试", "/assessments/x/", "开放")
    kind = activities.ActivityKind("exam", "考试", lambda user, ids: {"x1": card}, lambda user: [activities.Choice("x1", "结训考试")])
    monkeypatch.setattr(activities, "_kinds", {"exam": kind})
    client = sign_in(cast.hr)
    client.post(reverse("slot-add", args=[cohort.public_id]), fields(title="", activity="exam:x1"))
    slot = Slot.objects.get()
    assert (slot.activity_kind, slot.activity_id, slot.title) == ("exam", "x1", "结训考试")
    assert "/assessments/x/" in client.get(reverse("slot-detail", args=[slot.public_id])).content.decode()
    monkeypatch.setattr(activities, "_kinds", {})
    assert client.post(reverse("slot-edit", args=[slot.public_id]), fields(activity="exam:x1", note="改")).status_code == 302


def test_a_slot_is_changed_cancelled_and_kept_in_sight(cohort: Cohort, cast, sign_in: SignIn) -> None:
    make_enrolment(cohort, cast.trainee)
    slot, client = make_slot(cohort, starts_at=TUESDAY), sign_in(cast.hr)
    assert client.post(reverse("slot-edit", args=[slot.public_id]), fields(ends="11:00")).status_code == 302
    assert client.post(reverse("slot-cancel", args=[slot.public_id]), {"reason": ""}).status_code == 422
    assert client.post(reverse("slot-cancel", args=[slot.public_id]), {"reason": "讲师出差"}).status_code == 302
    page = sign_in(cast.trainee).get(reverse("slot-detail", args=[slot.public_id]))
    assert (page.status_code, "讲师出差" in page.content.decode()) == (200, True)


ROUTES = ["timetable-week", "timetable-print", "timetable-export", "slot-add"]
EXPECTED = {
    "hr": [200, 200, 200, 200],
    "class_teacher": [200, 200, 200, 200],
    "instructor": [200, 200, 200, 403],
    "trainee": [200, 200, 200, 403],
    "leader": [200, 200, 200, 403],
    "mentor": [404, 404, 404, 404],
}


@pytest.mark.parametrize("part", EXPECTED)
def test_each_part_has_its_timetable(part: str, cohort: Cohort, cast, strangers, sign_in: SignIn) -> None:
    make_staff(cohort, cast.class_teacher, "class_teacher")
    make_staff(cohort, cast.instructor, "instructor")
    make_enrolment(cohort, cast.trainee)
    make_slot(cohort)
    client = sign_in(getattr(cast, part))
    assert [client.get(reverse(route, args=[cohort.public_id])).status_code for route in ROUTES] == EXPECTED[part]


def test_for_another_bank_no_slot_exists(cohort: Cohort, strangers, sign_in: SignIn) -> None:
    slot, room = make_slot(cohort), make_room(cohort.bank)
    client = sign_in(strangers.hr)
    addresses = [reverse(route, args=[cohort.public_id]) for route in ROUTES]
    addresses += [reverse(route, args=[slot.public_id]) for route in ("slot-detail", "slot-edit")]
    addresses += [reverse("room-edit", args=[room.public_id])]
    assert {client.get(address).status_code for address in addresses} == {404}
    assert client.post(reverse("slot-cancel", args=[slot.public_id]), {"reason": "x"}).status_code == 404
    assert client.post(reverse("week-copy", args=[cohort.public_id]), {}).status_code == 404
    assert room.name not in client.get(reverse("room-list")).content.decode()


@pytest.mark.parametrize("week", ["", "2026-03-10", "yesterday", "0001-01-01", "9999-12-31", "2026-13-01"])
def test_any_week_can_be_asked_for(week: str, cohort: Cohort, cast, sign_in: SignIn) -> None:
    assert sign_in(cast.hr).get(reverse("timetable-week", args=[cohort.public_id]), {"week": week}).status_code == 200
    assert sign_in(cast.trainee).get(reverse("my-timetable"), {"week": week}).status_code == 200


def test_paper_and_excel(cohort: Cohort, cast, bank: Organisation, sign_in: SignIn) -> None:
    make_slot(cohort, starts_at=TUESDAY, room=make_room(bank, name="三楼教室"), instructor=cast.instructor, title="=1+1")
    client = sign_in(cast.hr)
    pdf = client.get(reverse("timetable-print", args=[cohort.public_id]), {"week": "2026-03-10"})
    assert pdf.content.startswith(b"%PDF-")
    book = load_workbook(io.BytesIO(client.get(reverse("timetable-export", args=[cohort.public_id])).content))
    row = list(book.worksheets[0].rows)[-1]
    assert (row[2].value, row[4].value, row[4].data_type, row[6].value) == (time(9), "=1+1", "s", "三楼教室")


def test_a_week_is_copied_on_the_page(cohort: Cohort, cast, sign_in: SignIn) -> None:
    make_slot(cohort, starts_at=TUESDAY)
    address = reverse("week-copy", args=[cohort.public_id])
    answer = sign_in(cast.hr).post(address, {"from_week": "2026-03-09", "to_week": "2026-03-19"})
    assert answer.url.endswith("?week=2026-03-16")
    assert sorted(Slot.objects.values_list("starts_at", flat=True)) == [TUESDAY, TUESDAY + timedelta(days=7)]
    for bad in ({}, {"from_week": "2026-03-09", "to_week": "x"}, {"from_week": "2026-03-09", "to_week": "2026-03-10"}):
        assert sign_in(cast.hr).post(address, bad).status_code == 302
    assert Slot.objects.count() == 2


def test_rooms_are_kept_by_the_personnel_office(cast, bank: Organisation, sign_in: SignIn) -> None:
    client, address = sign_in(cast.hr), reverse("room-list")
    assert client.post(address, {"name": "三楼教室", "capacity": 30}).status_code == 302
    assert list(client.post(address, {"name": "三楼教室", "capacity": 30}).context["form"].errors) == ["name"]
    room = Room.objects.get()
    assert client.post(reverse("room-edit", args=[room.public_id]), {"name": "三楼教室", "capacity": 40}).status_code == 302
    room.refresh_from_db()
    assert (room.bank, room.capacity) == (bank, 40)
    assert sign_in(cast.instructor).get(address).status_code == 403


def test_a_week_costs_the_same_for_3_and_30_slots(cohort: Cohort, cast, bank: Organisation, sign_in: SignIn) -> None:
    client, address = sign_in(cast.hr), reverse("timetable-week", args=[cohort.public_id])

    def cost(count: int) -> int:
        for number in range(count):
            room, instructor = make_room(bank), make_user(bank, "instructor")
            make_slot(cohort, starts_at=TUESDAY + timedelta(minutes=number), room=room, instructor=instructor)
        client.get(address, {"week": "2026-03-10"})
        with CaptureQueriesContext(connection) as seen:
            assert client.get(address, {"week": "2026-03-10"}).status_code == 200
        return len(seen)

    assert cost(3) == cost(27)


# -------------------------------------------------------------------------------------------------------------- feed


def test_the_feed_needs_no_sign_in_and_can_be_revoked(cohort: Cohort, cast, bank: Organisation, sign_in: SignIn) -> None:
    make_enrolment(cohort, cast.trainee)
    slot = make_slot(cohort, starts_at=TUESDAY, room=make_room(bank, name="三楼,教室"))
    make_slot(make_cohort(bank), starts_at=TUESDAY, title="别班的课")
    client = sign_in(cast.trainee)
    assert client.get(reverse("calendar-page")).status_code == 200
    client.post(reverse("calendar-open"))
    address = feed_address(CalendarFeed.objects.get(user=cast.trainee))
    visitor = Client()
    answer = visitor.get(address)
    text = answer.content.decode()
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert f"UID:{slot.public_id}@duzuo" in text
    assert ("DTSTART:20260310T010000Z" in text, "三楼\\,教室" in text, "别班的课" in text) == (True, True, False)
    client.post(reverse("calendar-open"))
    assert visitor.get(address).status_code == 404
    renewed = feed_address(CalendarFeed.objects.get(user=cast.trainee))
    assert visitor.get(renewed).status_code == 200
    client.post(reverse("calendar-close"))
    assert visitor.get(renewed).status_code == 404


def test_a_feed_shows_what_was_cancelled_as_cancelled(cohort: Cohort, cast, sign_in: SignIn) -> None:
    make_enrolment(cohort, cast.trainee)
    cancel_slot(slot=make_slot(cohort, starts_at=TUESDAY), reason="x", actor_key="hr")
    sign_in(cast.trainee).post(reverse("calendar-open"))
    text = Client().get(feed_address(CalendarFeed.objects.get())).content.decode()
    assert ("STATUS:CANCELLED" in text, "SEQUENCE:1" in text) == (True, True)


def test_the_bare_token_and_a_closed_account_open_nothing(cohort: Cohort, cast, sign_in: SignIn) -> None:
    sign_in(cast.trainee).post(reverse("calendar-open"))
    feed = CalendarFeed.objects.get()
    assert Client().get(reverse("calendar-feed", args=[feed.token])).status_code == 404
    assert Client().get(reverse("calendar-feed", args=[f"{feed.token}.wrong"])).status_code == 404
    User.objects.filter(pk=cast.trainee.pk).update(is_active=False)
    assert Client().get(feed_address(feed)).status_code == 404
