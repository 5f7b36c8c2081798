"""The pages of an investigation with the whole cast: who reaches what, and what never reaches a browser."""

import hashlib
import json
import re
from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from lms.cohorts.models import Cohort
from lms.people.models import User
from lms.records.models import IssuedDocument
from simulations.actions.issue_report import issue_report
from simulations.actions.tickets import room_ticket
from simulations.models import Investigation, InvestigationExercise
from simulations.queries.visit import load_visit
from simulations.views.visit_context import TABS
from tests.cast import Cast
from tests.factories.cohorts import make_enrolment
from tests.factories.investigations import VIEW, do, do_perfectly, get, made_case, make_exercise, make_investigation

pytestmark = pytest.mark.django_db
SignIn = Callable[[User], Client]


@pytest.fixture
def investigation(cohort: Cohort, pair: Sequence[User]) -> Investigation:
    return make_investigation(cohort, pair, case=made_case("hardware_wholesale", 7, 1, "hidden_private_loan"))


def room(investigation: Investigation, **query: str) -> str:
    return reverse("investigation-room", args=[investigation.public_id]) + (
        "?" + "&".join(f"{k}={v}" for k, v in query.items()) if query else ""
    )


def send(client: Client, investigation: Investigation, kind: str, **data: Any) -> Any:
    address = reverse("investigation-act", args=[investigation.public_id, kind])
    return client.post(address, data, headers={"Accept": "application/json"})


def test_only_the_pair_enters(investigation: Investigation, pair: Sequence[User], cast: Cast, strangers: Cast, sign_in: SignIn) -> None:
    assert [sign_in(user).get(room(investigation)).status_code for user in pair] == [200, 200]
    others = [cast.hr, cast.instructor, cast.leader, strangers.hr, strangers.instructor, strangers.trainee]
    assert [sign_in(user).get(room(investigation)).status_code for user in others] == [404] * 6
    assert Client().get(room(investigation)).status_code == 302


def texts_of(investigation: Investigation) -> dict[str, set[str]]:
    """Piece → what would give it away: its sentence, and its figures of four digits or more."""
    found = {}
    for thing in load_visit(investigation).catalogue.things.values():
        cells = " ".join([thing.text, *(cell for row in thing.rows for cell in row)])
        figures = {figure for figure in re.findall(r"\d[\d,]*(?:\.\d+)?", cells) if len(figure.replace(",", "").split(".")[0]) >= 4}
        found[thing.id] = ({thing.text} if len(thing.text) > 8 else set()) | figures
    return found


def test_no_response_holds_a_fact_that_was_not_asked_for(investigation: Investigation, pair: Sequence[User], sign_in: SignIn) -> None:
    """Every sheet of both people after every few acts; a figure that several pieces share counts for none of them."""
    lead, second = pair
    clients = [sign_in(user) for user in pair]
    facts = texts_of(investigation)
    plea = json.dumps(investigation.case["shown"]["request"]) + json.dumps(investigation.case["shown"]["customer"], ensure_ascii=False)

    def logged() -> str:
        pages = [
            client.get(room(investigation, tab=tab, piece=piece)).content.decode()
            for client in clients
            for tab in dict(TABS)
            for piece in ("", "bank_flow", "spouse_loans")
        ]
        return "\n".join(pages)

    def leaks(text: str) -> list[str]:
        seen = set(load_visit(Investigation.objects.get(pk=investigation.pk)).state.seen)
        allowed = {fact for piece in seen for fact in facts[piece]}
        hidden = {fact for piece, own in facts.items() if piece not in seen for fact in own} - allowed
        return [fact for fact in hidden if fact in text and fact not in plea]

    assert leaks(logged()) == []
    do(investigation, lead, "consent")
    do(investigation, lead, "go", to="field")
    for piece in ("talk_sales", "talk_loans", "credit_report"):
        get(investigation, piece)
    assert leaks(logged()) == []
    do(investigation, second, "look", piece="stock_count")
    text = logged()
    assert leaks(text) == []
    assert "truth" not in text and "planted" not in text
    # The spouse's hint is there once she is asked, and not before.
    hint = load_visit(investigation).catalogue["spouse_loans"].text
    assert hint not in text
    get(investigation, "spouse_loans")
    assert hint in logged()


def test_news_by_ticket(investigation: Investigation, pair: Sequence[User]) -> None:
    address = reverse("investigation-state", args=[investigation.public_id])
    ticket = room_ticket(room=investigation.public_id, person_key=pair[0].key, seat=1, now=timezone.now())
    first = Client().get(address, headers={"X-Room-Ticket": ticket})
    assert first.status_code == 200 and set(first.json()["parts"]) == {"head", "main", "piece"}
    assert Client().get(address, headers={"X-Room-Ticket": ticket, "If-None-Match": first["ETag"]}).status_code == 304
    assert Client().get(address).status_code == 403
    do(investigation, pair[1], "consent")
    again = Client().get(address, headers={"X-Room-Ticket": ticket, "If-None-Match": first["ETag"]})
    assert again.status_code == 200


def test_a_304_costs_one_query(investigation: Investigation, pair: Sequence[User], django_assert_num_queries: Any) -> None:
    address = reverse("investigation-state", args=[investigation.public_id])
    ticket = room_ticket(room=investigation.public_id, person_key=pair[0].key, seat=1, now=timezone.now())
    with django_assert_num_queries(1):
        answer = Client().get(address, headers={"X-Room-Ticket": ticket, "If-None-Match": f'"{investigation.version}"'})
    assert answer.status_code == 304


@pytest.mark.parametrize(
    ("typed", "kept"), [("46000", "46000"), ("46,000", "46000"), ("4.6万", "46000"), ("４６０００", "46000"), ("1200+300-50", "1450")]
)
def test_figures_as_people_type_them(investigation: Investigation, pair: Sequence[User], sign_in: SignIn, typed: str, kept: str) -> None:
    answer = send(sign_in(pair[0]), investigation, "enter", line="inventory", value=typed, reason="抽盘")
    assert answer.status_code == 200
    assert str(load_visit(investigation).state.entries["inventory"].value) == kept


@pytest.mark.parametrize(
    ("typed", "words"),
    [("很多", "很多"), ("17%", "17.5"), ("-3", "below zero|不能小于"), ("9" * 16, "unit|单位"), ("1.2.3", "1.2.3"), ("1e9", "1e9")],
)
def test_what_is_no_figure_says_why(investigation: Investigation, pair: Sequence[User], sign_in: SignIn, typed: str, words: str) -> None:
    answer = send(sign_in(pair[0]), investigation, "enter", line="inventory", value=typed, reason="")
    assert answer.status_code == 422
    assert re.search(words, str(answer.json()["errors"]))
    assert load_visit(investigation).state.entries == {}


def test_ten_thousand_times_off_is_asked_back(investigation: Investigation, pair: Sequence[User], sign_in: SignIn) -> None:
    lead = pair[0]
    do(investigation, lead, "go", to="field")
    get(investigation, "bank_flow")
    inflow = float(load_visit(investigation).catalogue["bank_flow"].discloses["inflow"])
    answer = send(sign_in(lead), investigation, "read", line="sales", piece="bank_flow", value=f"{inflow / 10000:.2f}")
    assert answer.status_code == 422
    assert "万" in str(answer.json()["errors"])


def test_a_check_is_computed_on_the_server(investigation: Investigation, pair: Sequence[User], sign_in: SignIn) -> None:
    client = sign_in(pair[0])
    filled = {"key_of_check": "sales_staff", "staff": "3", "output": "58.2万", "benchmark": "2180000", "passed": "no", "closed": "客户多报"}
    assert send(client, investigation, "check", **filled).status_code == 200
    done = load_visit(investigation).state.checks["sales_staff"]
    assert (str(done.result), str(done.deviation), done.passed) == ("1746000", "-19.91", False)
    page = client.get(room(investigation, tab="checks", check="sales_staff")).content.decode()
    assert "582000" in page
    assert send(client, investigation, "check", key_of_check="sales_staff", staff="3").status_code == 422
    assert send(client, investigation, "check", key_of_check="nothing").status_code == 404


def test_a_flow_is_added_up_by_counterparty(investigation: Investigation, pair: Sequence[User], sign_in: SignIn) -> None:
    """The private lender stands out: money leaves on one day of every month."""
    do(investigation, pair[0], "go", to="field")
    get(investigation, "bank_flow")
    page = sign_in(pair[0]).get(room(investigation, tab="field", piece="bank_flow", by="party")).content.decode()
    lender = next(
        row[1] for row in load_visit(investigation).catalogue["bank_flow"].rows if row[0].endswith("-05") and not row[2] and row[4]
    )
    assert lender in page


def test_without_script_the_page_comes_again_with_the_message(investigation: Investigation, pair: Sequence[User], sign_in: SignIn) -> None:
    client = sign_in(pair[0])
    address = reverse("investigation-act", args=[investigation.public_id, "ask"])
    answer = client.post(address, {"channel": "customer", "topic": "", "words": "", "tab": "field"}, follow=True)
    assert answer.status_code == 200 and "data-errors" in answer.content.decode()
    assert len(list(answer.context["messages"])) == 1


def test_the_score_opens_to_the_pair_and_their_instructor(
    investigation: Investigation, pair: Sequence[User], cast: Cast, strangers: Cast, sign_in: SignIn
) -> None:
    address = reverse("investigation-score", args=[investigation.public_id])
    assert sign_in(pair[0]).get(address).status_code == 404
    do_perfectly(investigation)
    for name in ("investigation-score", "investigation-replay", "investigation-report"):
        address = reverse(name, args=[investigation.public_id])
        codes = [sign_in(user).get(address).status_code for user in (*pair, cast.instructor, cast.hr)]
        assert codes == [200] * 4, name
        codes = [sign_in(user).get(address).status_code for user in (cast.auditor, strangers.instructor, strangers.trainee)]
        assert codes == [404] * 3, name


def test_the_report_is_kept_as_the_last_signature_made_it(investigation: Investigation, pair: Sequence[User], sign_in: SignIn) -> None:
    do_perfectly(investigation, sign=False)
    address = reverse("investigation-report", args=[investigation.public_id])
    lead, second = (sign_in(user) for user in pair)
    assert send(lead, investigation, "sign").json()["handed_in"] is False
    assert lead.get(address).status_code == 200 and not IssuedDocument.objects.exists()
    answers = [send(second, investigation, "sign", key="0123456789abcdef").json() for _ in range(2)]
    assert [answer["handed_in"] for answer in answers] == [True, True]
    document = IssuedDocument.objects.get(kind="investigation_report", object_id=investigation.public_id)
    served = [b"".join(client.get(address)) for client in (lead, second)]
    assert served[0] == served[1] and hashlib.sha256(served[0]).hexdigest() == document.sha256
    investigation.refresh_from_db()
    assert issue_report(investigation=investigation, content=b"%PDF other", actor=pair[0]) == document


def test_one_case_for_all_keeps_its_truth_until_all_are_done(cohort: Cohort, cast: Cast, pair: Sequence[User], sign_in: SignIn) -> None:
    now = timezone.now()
    exercise = make_exercise(
        cohort, cast.instructor, pair, same_case=True, opens_at=now - timedelta(hours=1), due_at=now + timedelta(hours=1)
    )
    first, second = exercise.investigations.order_by("id")
    finish(first, pair[0])
    address = reverse("investigation-score", args=[first.public_id])
    page = sign_in(pair[0]).get(address)
    assert page.context["debrief"] is None
    assert sign_in(pair[0]).get(reverse("investigation-replay", args=[first.public_id])).status_code == 404
    finish(second, pair[1])
    assert sign_in(pair[0]).get(address).context["debrief"] is not None


def finish(investigation: Investigation, user: User) -> None:
    now = timezone.now()
    do(investigation, user, "go", now=now, to="field")
    do(investigation, user, "go", now=now, to="report")
    do(investigation, user, "offer", now=now, result="refuse", amount="0", term=0, repayment="", conditions="", reasons="不足")
    do(investigation, user, "view", now=now, text=VIEW)
    do(investigation, user, "sign", now=now)


def test_an_exercise_opens_at_its_time(cohort: Cohort, cast: Cast, pair: Sequence[User], sign_in: SignIn) -> None:
    now = timezone.now()
    exercise = make_exercise(cohort, cast.instructor, pair, opens_at=now + timedelta(hours=1), due_at=now + timedelta(hours=2))
    own = exercise.investigations.order_by("id")[0]
    client = sign_in(pair[0])
    assert client.get(room(own)).status_code == 404
    assert own.title not in client.get(reverse("investigation-list")).content.decode()
    InvestigationExercise.objects.filter(pk=exercise.pk).update(opens_at=now - timedelta(minutes=1))
    assert client.get(room(own)).status_code == 200


def test_whoever_takes_part_does_not_see_the_exercise_from_above(cohort: Cohort, cast: Cast, pair: Sequence[User], sign_in: SignIn) -> None:
    """Somebody of HR who sits in the class and is given a case."""
    learner = make_enrolment(cohort, cast.hr).user
    exercise = make_exercise(cohort, cast.instructor, [learner, pair[1]])
    other = exercise.investigations.order_by("id")[1]
    client = sign_in(learner)
    assert client.get(reverse("exercise-detail", args=[exercise.public_id])).status_code == 404
    assert client.get(reverse("investigation-replay", args=[other.public_id])).status_code == 404
