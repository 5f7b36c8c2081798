"""The pages of observation: what waits, the card as a form and from the outbox, parts by HR, mentor and trainee, notes."""

import json
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from lms.operations.enums import PartState
from lms.operations.models import CasePart, Observation, ObservationNote
from lms.people.enums import Role
from lms.people.models import Mentorship, User
from tests.cast import Cast
from tests.clock import Clock
from tests.factories.observation import card_for, entrust, make_card, make_case, make_part
from tests.factories.people import make_user

pytestmark = pytest.mark.django_db
SignIn = Callable[[User], Client]


@pytest.fixture
def part(cast: Cast, clock: Clock) -> CasePart:
    entrust(cast.mentor, "5")
    entrust(cast.trainee, "1")
    return make_part(make_case(cast.bank), cast.trainee, cast.mentor)


def sent(part: CasePart, **changes: object) -> dict[str, str]:
    """The fields of a filled-in card as a browser sends them."""
    card = card_for(part, **changes)
    marks = {f"b_{code.partition('.')[2]}": str(mark) for code, mark in card.behaviours.items()}
    return {
        "client_key": card.client_key,
        "observed_on": card.observed_on.isoformat(),
        "level": card.level,
        "level_ahead": card.level_ahead,
        "red_line": "yes" if card.red_line else "no",
        "red_line_kind": card.red_line_kind,
        "sentence": card.sentence,
        "seconds": "41",
        **marks,
    }


def post_json(browser: Client, part: CasePart, fields: dict[str, object]) -> tuple[int, dict[str, object]]:
    answer = browser.post(reverse("card-give", args=[part.public_id]), json.dumps(fields), content_type="application/json")
    return answer.status_code, answer.json()


def test_the_card_as_a_form(part: CasePart, cast: Cast, sign_in: SignIn) -> None:
    browser, url = sign_in(cast.mentor), reverse("card-give", args=[part.public_id])
    assert browser.get(url).status_code == 200
    answer = browser.post(url, sent(part))
    row = Observation.objects.get()
    assert answer.url == reverse("card-detail", args=[row.public_id])  # type: ignore[attr-defined]  # a redirect
    assert (row.seconds, row.offline, row.level) == (41, False, "1")
    assert browser.get(url).status_code == 302
    page = browser.get(answer.url)  # type: ignore[attr-defined]  # a redirect
    assert "先看货再问账" in page.content.decode()


def test_a_card_sent_twice_from_the_outbox_is_one_row_and_says_so(part: CasePart, cast: Cast, sign_in: SignIn, clock: Clock) -> None:
    browser = sign_in(cast.mentor)
    fields = sent(part) | {"entered_at": (clock.now - timedelta(hours=2)).isoformat()}
    status, first = post_json(browser, part, fields)
    again, second = post_json(browser, part, fields)
    assert (status, again, first["repeated"], second["repeated"]) == (201, 200, False, True)
    assert first["url"] == second["url"]
    assert "没有重复保存" in str(second["message"])
    assert Observation.objects.get().offline


def test_the_outbox_is_refused_in_words(part: CasePart, cast: Cast, sign_in: SignIn, clock: Clock) -> None:
    browser = sign_in(cast.mentor)
    status, answer = post_json(browser, part, sent(part, observed_on=clock.now.date() + timedelta(days=1)))
    assert (status, answer["code"]) == (422, "future")
    status, answer = post_json(browser, part, {})
    assert (status, "level" in answer["errors"]) == (422, True)  # type: ignore[operator]  # a dict
    raw = browser.post(reverse("card-give", args=[part.public_id]), "[1", content_type="application/json")
    assert raw.status_code == 422
    assert Observation.objects.count() == 0


def test_an_incomplete_form_keeps_what_was_said(part: CasePart, cast: Cast, sign_in: SignIn) -> None:
    answer = sign_in(cast.mentor).post(reverse("card-give", args=[part.public_id]), sent(part) | {"sentence": "好"})
    assert answer.status_code == 422
    assert "至少 4 个字" in answer.content.decode()


def test_who_opens_a_card(part: CasePart, cast: Cast, strangers: Cast, sign_in: SignIn) -> None:
    url = reverse("card-give", args=[part.public_id])
    wanted = {cast.mentor: 200, cast.trainee: 403, cast.hr: 403, cast.instructor: 404, strangers.mentor: 404, strangers.hr: 404}
    assert {user: sign_in(user).get(url).status_code for user in wanted} == wanted


def test_a_correction_stands_beside_the_first_card(part: CasePart, cast: Cast, sign_in: SignIn) -> None:
    first = make_card(part)
    browser = sign_in(cast.mentor)
    url = reverse("card-correct", args=[first.public_id])
    assert browser.get(url).status_code == 200
    answer = browser.post(url, sent(part, level_ahead="2b") | {"reason": "看错级别"})
    assert answer.status_code == 302
    newer = Observation.objects.get(supersedes=first)
    assert (newer.level_ahead, newer.reason) == ("2b", "看错级别")
    assert reverse("card-detail", args=[newer.public_id]) in browser.get(reverse("card-detail", args=[first.public_id])).content.decode()


# --------------------------------------------------------------------------------------------------------------- parts


def asked(**changes: str) -> dict[str, str]:
    return {"node": "investigation", "role": "observer", "planned_on": "2026-03-02"} | changes


def test_hr_gives_a_part(cast: Cast, sign_in: SignIn, clock: Clock) -> None:
    entrust(cast.mentor, "5")
    entrust(cast.trainee, "1")
    case = make_case(cast.bank)
    browser = sign_in(cast.hr)
    assert browser.get(reverse("part-new")).status_code == 200
    answer = browser.post(reverse("part-new"), asked(case=case.number, trainee=cast.trainee.key, mentor=cast.mentor.key))
    assert answer.status_code == 302
    assert CasePart.objects.get().state == PartState.PLANNED


def test_a_mentor_takes_a_mentee_or_somebody_by_number(cast: Cast, sign_in: SignIn, clock: Clock) -> None:
    other = make_user(cast.bank, Role.TRAINEE, employee_number="T0099")
    Mentorship.objects.create(mentor=cast.mentor, mentee=cast.trainee, starts_on=clock.now.date())
    entrust(cast.mentor, "5")
    for one in (cast.trainee, other):
        entrust(one, "1")
    browser, case = sign_in(cast.mentor), make_case(cast.bank)
    page = browser.get(reverse("part-new")).content.decode()
    assert (cast.trainee.name in page, other.name in page) == (True, False)
    assert browser.post(reverse("part-new"), asked(case=case.number, trainee=cast.trainee.key)).status_code == 302
    assert browser.post(reverse("part-new"), asked(case=case.number, number_of_trainee="T0099")).status_code == 302
    assert set(CasePart.objects.values_list("trainee", flat=True)) == {cast.trainee.pk, other.pk}
    unknown = browser.post(reverse("part-new"), asked(case=case.number, number_of_trainee="nobody"))
    assert (unknown.status_code, "请选择本行在训学员" in unknown.content.decode()) == (422, True)


def test_a_trainee_asks_and_names_no_strangers_case(cast: Cast, strangers: Cast, sign_in: SignIn, clock: Clock) -> None:
    entrust(cast.mentor, "5")
    entrust(cast.trainee, "1")
    colleague = make_user(cast.bank, Role.MENTOR)
    own, foreign = make_case(cast.bank, lead=cast.mentor), make_case(strangers.bank)
    secret = make_case(cast.bank, lead=colleague)
    browser = sign_in(cast.trainee)
    for case in (foreign, secret):
        answer = browser.post(reverse("part-new"), asked(case=case.number, mentor=cast.mentor.key))
        assert (answer.status_code, f"没有可选的案件“{case.number}”" in answer.content.decode()) == (422, True)
    assert browser.post(reverse("part-new"), asked(case=own.number, mentor=cast.mentor.key)).status_code == 302
    assert CasePart.objects.get().state == PartState.ASKED


def test_the_mentor_declines_with_a_reason(part: CasePart, cast: Cast, sign_in: SignIn) -> None:
    browser, url = sign_in(cast.mentor), reverse("part-close", args=[part.public_id])
    assert browser.post(url, {"reason": ""}).status_code == 422
    assert browser.post(url, {"reason": "当天未同去"}).status_code == 302
    part.refresh_from_db()
    assert (part.state, part.closed_reason) == (PartState.DECLINED, "当天未同去")
    assert "当天未同去" in sign_in(cast.trainee).get(reverse("part-list")).content.decode()


def test_the_trainee_asks_for_the_card_and_writes_a_note(part: CasePart, cast: Cast, sign_in: SignIn) -> None:
    browser = sign_in(cast.trainee)
    assert browser.post(reverse("part-ask", args=[part.public_id])).status_code == 302
    note = {"saw": "先看货", "would_do": "先问进货"}
    assert browser.post(reverse("part-note", args=[part.public_id]), note).status_code == 302
    assert ObservationNote.objects.get().saw == "先看货"
    page = sign_in(cast.mentor).get(reverse("card-give", args=[part.public_id])).content.decode()
    assert "先看货" in page


def test_lists_ask_as_much_for_three_rows_as_for_one(cast: Cast, sign_in: SignIn, clock: Clock) -> None:
    entrust(cast.mentor, "5")
    entrust(cast.trainee, "1")
    counts: list[dict[str, int]] = []
    for number in (2, 6):
        while CasePart.objects.count() < number:
            make_card(make_part(make_case(cast.bank), cast.trainee, cast.mentor))
            make_part(make_case(cast.bank), cast.trainee, cast.mentor)
        counts.append(
            {
                name: queries(sign_in(user), name)
                for user, name in (
                    (cast.mentor, "card-list"),
                    (cast.trainee, "part-list"),
                    (cast.hr, "part-list"),
                    (cast.hr, "card-answering"),
                )
            }
        )
    assert counts[0] == counts[1]


def queries(browser: Client, name: str) -> int:
    browser.get(reverse(name))
    with CaptureQueriesContext(connection) as found:
        assert browser.get(reverse(name)).status_code == 200
    return len(found)
