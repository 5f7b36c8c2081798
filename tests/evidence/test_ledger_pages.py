"""The ledger's pages: one's own facts, those of people in scope, and where a number comes from."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from decimal import Decimal
from io import BytesIO

import openpyxl
import pytest
from django.test import Client
from django.urls import reverse

from lms.evidence.actions import ensure_nodes, ensure_topic, seal_bank
from lms.evidence.models import Evidence
from lms.evidence.queries import chain_place, discloses, withheld_from
from lms.evidence.queries.disclosure import _openers
from lms.people.models import Mentorship, User
from lms.records.models import Act
from lms.toolkit import activities
from tests.cast import Cast
from tests.evidence.tampering import lift_guard
from tests.factories.evidence import HAPPENED, make_fact

SignIn = Callable[[User], Client]
OVERSEERS = {"hr", "leader", "board", "auditor", "admin"}


@pytest.fixture
def openers() -> Iterator[list]:
    """The table of those who may disclose, as it was before."""
    before = list(_openers)
    yield _openers
    _openers[:] = before


def test_everybody_sees_their_own_and_overseers_those_in_scope(cast: Cast, strangers: Cast, sign_in: SignIn) -> None:
    fact = make_fact(cast.trainee)
    page, detail = reverse("evidence-list", args=[cast.trainee.key]), reverse("evidence-detail", args=[fact.public_id])
    for part in ("trainee", "mentor", "instructor", "class_teacher", "committee", *sorted(OVERSEERS)):
        client = sign_in(getattr(cast, part))
        codes = [client.get(reverse("evidence-list")).status_code, client.get(page).status_code, client.get(detail).status_code]
        expected = 200 if part in OVERSEERS or part == "trainee" else 404
        assert (part, codes) == (part, [200, expected, expected])
    for part in ("hr", "auditor", "trainee"):
        client = sign_in(getattr(strangers, part))
        assert [client.get(page).status_code, client.get(detail).status_code] == [404, 404]


def test_a_mentor_follows_the_mentee(cast: Cast, sign_in: SignIn) -> None:
    Mentorship.objects.create(mentor=cast.mentor, mentee=cast.trainee, starts_on="2026-01-01")
    fact, client = make_fact(cast.trainee), sign_in(cast.mentor)
    assert client.get(reverse("evidence-list", args=[cast.trainee.key])).context["person"] == cast.trainee
    assert client.get(reverse("evidence-detail", args=[fact.public_id])).context["person"] == cast.trainee.name


def test_a_rater_sees_what_they_recorded_without_the_name(cast: Cast, sign_in: SignIn) -> None:
    fact = make_fact(cast.trainee, kind="interview", rater_key=cast.committee.key)
    context = sign_in(cast.committee).get(reverse("evidence-detail", args=[fact.public_id])).context
    assert (context["person"], context["row"].rater_words, context["row"].hidden) == ("", cast.committee.name, False)
    assert sign_in(cast.instructor).get(reverse("evidence-detail", args=[fact.public_id])).status_code == 404


def test_looking_at_somebody_else_is_logged_and_at_oneself_is_not(cast: Cast, sign_in: SignIn) -> None:
    fact = make_fact(cast.trainee)
    addresses = [reverse("evidence-list", args=[cast.trainee.key]), reverse("evidence-detail", args=[fact.public_id])]
    for user in (cast.trainee, cast.hr):
        for address in addresses:
            sign_in(user).get(address)
    acts = Act.objects.filter(verb="viewed").order_by("id").values_list("actor_key", "object_kind", "object_id")
    assert list(acts) == [(cast.hr.key, "evidence_list", cast.trainee.key), (cast.hr.key, "evidence", fact.public_id)]


def test_a_judgement_is_open_to_the_person_only_once_disclosed(cast: Cast, sign_in: SignIn, openers: list) -> None:
    judged = make_fact(cast.trainee, raw="61.75", kind="interview", rater_key=cast.committee.key, note="紧张，但思路清楚")
    exam = make_fact(cast.trainee, raw="77")
    client, detail = sign_in(cast.trainee), reverse("evidence-detail", args=[judged.public_id])
    rows = {row.public_id: row.hidden for row in client.get(reverse("evidence-list")).context["page"]}
    assert rows == {judged.public_id: True, exam.public_id: False}
    body = client.get(detail).content.decode()
    assert ("61.75" in body.replace(judged.public_id, "").replace(judged.digest, ""), "思路清楚" in body, cast.committee.name in body) == (
        False,
        False,
        False,
    )
    sheet = openpyxl.load_workbook(BytesIO(client.get(reverse("evidence-list"), {"format": "xlsx"}).content)).active
    numbers = {cell.value for row in sheet.iter_rows() for cell in row if isinstance(cell.value, int | float)}
    assert (61.75 in numbers, 77 in numbers) == (False, True)
    assert withheld_from(cast.hr, [judged]) == set()
    discloses(lambda key, rows: {row.public_id for row in rows if key == cast.trainee.key})
    assert withheld_from(cast.trainee, [judged]) == set()
    assert "思路清楚" in client.get(detail).content.decode()


def test_filters_and_corrections(cast: Cast, sign_in: SignIn) -> None:
    ensure_nodes()
    topic = ensure_topic(code="T1", name="交叉检验", name_en="Cross-check", node="investigation")
    wrong = make_fact(cast.trainee, raw="50", competency=topic)
    right = make_fact(cast.trainee, raw="60", competency=topic, supersedes=wrong, reason="第三题答案更正", rater_key=cast.instructor.key)
    late = make_fact(cast.trainee, kind="attendance", happened_at=HAPPENED + timedelta(days=5))
    client, page = sign_in(cast.hr), reverse("evidence-list", args=[cast.trainee.key])

    def found(**query: str) -> list[Evidence]:
        return list(client.get(page, query).context["page"])

    assert found() == [late, right, wrong]
    assert found(kind="attendance") == [late]
    assert found(competency="investigation") == [right, wrong]
    assert found(competency="collection") == []
    assert found(last="2026-03-02") == [right, wrong]
    assert found(first="2026-03-03", last="2026-03-07") == [late]
    assert found(first="no date", kind="no kind", competency="none") == [late, right, wrong]
    for shown in (wrong, right):
        context = client.get(reverse("evidence-detail", args=[shown.public_id])).context
        assert ([row.pk for row in context["corrections"]], context["superseded"]) == ([wrong.pk, right.pk], shown == wrong)


def test_the_source_is_a_card_where_a_room_registered_one(cast: Cast, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(activities, "_kinds", {})
    fact = make_fact(cast.trainee, source_kind="lab", source_id="L1")
    client, detail = sign_in(cast.hr), reverse("evidence-detail", args=[fact.public_id])
    assert client.get(detail).context["row"].card is None
    card = activities.Card("理论考试", "/exams/L1/")
    activities.register(activities.ActivityKind("lab", "Lab", lambda user, ids: dict.fromkeys(ids, card), lambda user: []))
    assert client.get(detail).context["row"].card == card
    assert [row.card for row in client.get(reverse("evidence-list", args=[cast.trainee.key])).context["page"]] == [card]


def test_the_place_in_the_chain_is_computed_again(cast: Cast, sign_in: SignIn) -> None:
    first, second = make_fact(cast.trainee), make_fact(cast.trainee)
    assert (chain_place(first).position, chain_place(first).holds) == (None, True)
    seal_bank(bank=cast.bank)
    assert [(chain_place(row).position, chain_place(row).holds) for row in (first, second)] == [(1, True), (2, True)]
    lift_guard(Evidence)
    Evidence.objects.filter(pk=second.pk).update(raw=Decimal(99))
    second.refresh_from_db()
    assert (chain_place(first).holds, chain_place(second).holds) == (True, False)
    place = sign_in(cast.auditor).get(reverse("evidence-detail", args=[second.public_id])).context["place"]
    assert (place.content_holds, place.link_holds) == (False, True)


def test_pages_cost_the_same_for_one_and_for_many(cast: Cast, sign_in: SignIn, django_assert_max_num_queries: Callable) -> None:
    client, page = sign_in(cast.trainee), reverse("evidence-list")
    fact = make_fact(cast.trainee, rater_key=cast.instructor.key)
    client.get(page)
    with django_assert_max_num_queries(9) as few:
        client.get(page)
    for _number in range(6):
        wrong = make_fact(cast.trainee, rater_key=cast.instructor.key)
        make_fact(cast.trainee, supersedes=wrong, reason="更正", rater_key=cast.mentor.key)
    with django_assert_max_num_queries(9) as many:
        client.get(page)
    assert len(few) == len(many)
    with django_assert_max_num_queries(14):
        client.get(reverse("evidence-detail", args=[fact.public_id]))


def test_the_tree_of_competencies(cast: Cast, sign_in: SignIn, django_assert_max_num_queries: Callable) -> None:
    client = sign_in(cast.trainee)
    assert client.get(reverse("competency-tree")).context["nodes"] == []
    for number in range(4):
        ensure_topic(code=f"T{number}", name="题", name_en="", node="report")
    with django_assert_max_num_queries(7):
        nodes = client.get(reverse("competency-tree")).context["nodes"]
    assert {node.code: node.children.count() for node in nodes}["report"] == 4
    assert Client().get(reverse("competency-tree")).status_code == 302
