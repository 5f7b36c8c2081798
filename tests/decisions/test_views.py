"""Every page of the room meets every role of the bank and the same roles of another bank."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import resolve, reverse
from django.utils import timezone

from lms.decisions.actions import file_reply, offer_rule, run_ranking
from lms.decisions.models import Decision, Reply, RuleVersion, Standing
from lms.decisions.urls import urlpatterns
from lms.jobs.actions import run_job
from lms.jobs.models import Job
from lms.people.enums import Role
from lms.people.models import Membership, User
from lms.records.queries import acts_about
from tests.cast import PARTS, Cast
from tests.factories.decisions import (
    DAY,
    RANKED_AT,
    acknowledge_all,
    lock_rule,
    make_class,
    make_draft,
    make_regulation,
    make_rule,
    publish,
    score_class,
)

SignIn = Callable[[User], Client]
OFFICE = {"hr", "leader", "board", "auditor"}
PASSWORD = "a-long-enough-password"


@pytest.fixture
def draft(cast: Cast) -> Decision:
    cohort, enrolments = make_class(cast.bank, 4)
    return make_draft(cohort, enrolments, hr=cast.hr, signers=[cast.leader, cast.board])


@pytest.fixture
def published(cast: Cast) -> Decision:
    cohort, enrolments = make_class(cast.bank, 4)
    return publish(make_draft(cohort, enrolments, hr=cast.hr, signers=[cast.leader, cast.board]), cast.hr, [cast.leader])


@pytest.fixture
def reply(published: Decision) -> Reply:
    row = published.standings.select_related("user").last()
    return file_reply(standing=row, user=row.user, kind="appeal", text="请复核", now=RANKED_AT + 3 * DAY)


def pages(draft: Decision, reply: Reply) -> Iterator[tuple[str, set[str]]]:
    """Every address that is read, with the parts who may (in their own bank)."""
    rule, person, published = draft.rule_version.public_id, draft.standings.first().public_id, reply.standing.decision
    yield reverse("decision-list"), OFFICE
    yield reverse("rule-list"), OFFICE
    yield reverse("rule-new"), {"hr"}
    yield reverse("rule-detail", args=[rule]), OFFICE
    yield reverse("rule-read", args=[rule]), set()
    yield reverse("decision-detail", args=[draft.public_id]), OFFICE
    yield reverse("decision-detail", args=[published.public_id]), OFFICE
    yield reverse("decision-statistics", args=[draft.public_id]), OFFICE
    yield reverse("decision-file", args=[draft.public_id]), OFFICE
    yield reverse("standing-detail", args=[draft.public_id, person]), OFFICE
    yield reverse("meeting-edit", args=[draft.public_id]), {"hr"}
    yield reverse("reply-detail", args=[reply.public_id]), OFFICE
    yield reverse("my-results"), set(PARTS)
    yield reverse("my-letter", args=[published.public_id]), set()


def changes(draft: Decision, published: Decision) -> Iterator[str]:
    """Every address that changes or prints something."""
    rule, person = draft.rule_version.public_id, draft.standings.first().public_id
    for name in ("rule-new-version", "rule-withdraw", "rule-offer", "rule-sign", "rule-acknowledge", "rule-refusal"):
        yield reverse(name, args=[rule])
    for name in ("rule-remind", "rule-rank", "rule-pdf"):
        yield reverse(name, args=[rule])
    for name in ("decision-publish", "decision-withdraw", "decision-sign", "decision-pdf", "decision-excel"):
        yield reverse(name, args=[draft.public_id])
    for name in ("outcome-choose", "reassessment-record", "standing-pdf"):
        yield reverse(name, args=[draft.public_id, person])
    for name in ("reply-file", "my-letter-pdf"):
        yield reverse(name, args=[published.public_id])


def test_who_reads_what(cast: Cast, strangers: Cast, sign_in: SignIn, draft: Decision, reply: Reply) -> None:
    assert len([*cast.everyone(), *strangers.everyone()]) == 2 * len(PARTS)
    Membership.objects.filter(role=Role.CONSULTANT).update(confidentiality_acknowledged_at=timezone.now())
    found: dict[str, dict[str, int]] = {}
    wanted: dict[str, dict[str, int]] = {}
    for part in PARTS:
        own, other = sign_in(getattr(cast, part)), sign_in(getattr(strangers, part))
        for url, allowed in pages(draft, reply):
            refused = 403 if part in OFFICE else 404
            wanted.setdefault(url, {})[part] = 200 if part in allowed else refused if "hr" in allowed else 404
            found.setdefault(url, {})[part] = own.get(url).status_code
            general = url in (reverse("decision-list"), reverse("rule-list"), reverse("rule-new"), reverse("my-results"))
            wanted[url][f"other {part}"] = wanted[url][part] if general else 404
            found[url][f"other {part}"] = other.get(url).status_code
    wrong = {
        (url, part): (code, wanted[url][part]) for url, codes in found.items() for part, code in codes.items() if code != wanted[url][part]
    }
    assert wrong == {}


def test_anonymous_people_sign_in_first(client: Client, draft: Decision, reply: Reply) -> None:
    for url, _allowed in pages(draft, reply):
        answer = client.get(url)
        assert (answer.status_code, answer["Location"].startswith("/login/")) == (302, True)


def test_changes_are_posted_and_nobody_else_posts_them(
    cast: Cast, strangers: Cast, sign_in: SignIn, draft: Decision, published: Decision
) -> None:
    for url in changes(draft, published):
        assert sign_in(cast.hr).get(url).status_code == 405
        for user in (strangers.hr, strangers.trainee, cast.trainee, cast.instructor, cast.admin):
            assert sign_in(user).post(url).status_code == 404
        assert Client(enforce_csrf_checks=True).post(url).status_code in (302, 403)
    draft.refresh_from_db()
    assert (draft.state, Job.objects.count()) == ("draft", 0)


def test_every_address_is_met_here(draft: Decision, reply: Reply) -> None:
    named = {pattern.name for pattern in urlpatterns}
    tried = {address_name(url) for url, _ in pages(draft, reply)}
    tried |= {address_name(url) for url in changes(draft, reply.standing.decision)}
    assert named - tried == {"rule-edit", "decision-issued"}


def address_name(url: str) -> str:
    return str(resolve(url).url_name)


def test_readers_only_read(cast: Cast, sign_in: SignIn, draft: Decision) -> None:
    person = draft.standings.first().public_id
    for user in (cast.leader, cast.auditor, cast.board):
        client = sign_in(user)
        for name in ("decision-publish", "decision-withdraw"):
            assert client.post(reverse(name, args=[draft.public_id])).status_code == 403
        assert client.post(reverse("outcome-choose", args=[draft.public_id, person])).status_code == 403
        assert client.post(reverse("rule-rank", args=[draft.rule_version.public_id])).status_code == 403


def test_looking_at_somebodys_scores_is_kept(cast: Cast, sign_in: SignIn, draft: Decision) -> None:
    row = draft.standings.select_related("user").first()
    sign_in(cast.auditor).get(reverse("standing-detail", args=[draft.public_id, row.public_id]))
    act = acts_about("decision", draft.public_id).last()
    assert (act.verb, act.actor_key, act.details) == ("viewed", cast.auditor.key, {"person": row.user.key})


# ------------------------------------------------------------------------------------------------------------ queries


def queries(client: Client, url: str) -> int:
    client.get(url)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(url).status_code == 200
    return len(asked)


def test_pages_cost_the_same_for_more_people(cast: Cast, sign_in: SignIn) -> None:
    counts: list[list[int]] = []
    client = sign_in(cast.hr)
    for size in (3, 9):
        cohort, enrolments = make_class(cast.bank, size)
        decision = make_draft(cohort, enrolments, hr=cast.hr, signers=[cast.leader, cast.board])
        second = run_ranking(version=decision.rule_version, actor=cast.hr, now=RANKED_AT)
        rule, person = decision.rule_version.public_id, second.standings.first().public_id
        addresses = [
            reverse("decision-detail", args=[second.public_id]),
            reverse("decision-statistics", args=[second.public_id]),
            reverse("standing-detail", args=[second.public_id, person]),
            reverse("rule-detail", args=[rule]),
            reverse("meeting-edit", args=[second.public_id]),
            reverse("decision-list"),
            reverse("rule-list"),
        ]
        counts.append([queries(client, url) for url in addresses])
        mine = [reverse("my-results"), reverse("rule-read", args=[rule])]
        counts[-1] += [queries(sign_in(enrolments[0].user), url) for url in mine]
    assert counts[0] == counts[1]
    assert max(counts[1]) <= 30


# ------------------------------------------------------------------------------------------------------- rule editor


def form_of(answer: Any) -> dict[str, Any]:
    """What a browser would send back unchanged."""
    sent: dict[str, Any] = {}
    forms = [answer.context["form"], answer.context["parts"].management_form, *answer.context["parts"].forms]
    for form in forms:
        for bound in form:
            value = bound.value()
            if value not in (None, False, ""):
                sent[bound.html_name] = getattr(value, "pk", value)
    return sent


def test_one_click_to_the_suggested_rule_and_changes_to_it(cast: Cast, sign_in: SignIn) -> None:
    cohort, _ = make_class(cast.bank, 2)
    regulation = make_regulation(cast.bank)
    client = sign_in(cast.hr)
    answer = client.post(reverse("rule-new"), {"cohort": cohort.pk, "regulation": regulation.pk, "title": "综合评估"})
    version = RuleVersion.objects.get()
    assert answer["Location"] == reverse("rule-edit", args=[version.public_id])
    page = client.get(answer["Location"])
    sent = form_of(page) | {
        "standard": "65",
        "part-0-weight": "25",
        "part-6-name": "同伴互评",
        "part-6-weight": "5",
        "part-6-kind": "review",
    }
    sent |= {"part-6-maximum": "100", "part-6-aggregate": "mean", "part-6-raters": "3", "part-6-missing": "excused_reweight"}
    sent["part-3-DELETE"] = "on"
    done = client.post(answer["Location"], sent)
    assert done.status_code == 302, done.context["form"].errors
    version.refresh_from_db()
    codes = [(part["code"], part["weight"]) for part in version.body["components"]]
    assert codes == [("exam", "25"), ("practical", "15"), ("rehearsal", "25"), ("conduct", "5"), ("interview", "15"), ("part_1", "5")]
    assert (version.body["standard"], version.body["line"]) == ("65", {"kind": "number", "value": "0", "gates_count": True})


def test_a_fault_stands_beside_its_field_and_nothing_is_saved(cast: Cast, sign_in: SignIn) -> None:
    cohort, _ = make_class(cast.bank, 2)
    version = make_rule(cohort, cast.hr)
    url = reverse("rule-edit", args=[version.public_id])
    client = sign_in(cast.hr)
    sent = form_of(client.get(url)) | {"part-0-floor": "", "line_value": "1.5", "standard": "101"}
    page = client.post(url, sent)
    assert page.status_code == 200
    assert set(page.context["parts"].forms[0].errors) == {"gate"}
    assert set(page.context["form"].errors) == {"line_value", "standard"}
    before = version.digest
    version.refresh_from_db()
    assert version.digest == before
    for broken in ({"part-TOTAL_FORMS": "x"}, {"part-0-weight": "abc"}, {"part-0-kind": "astrology"}, {"cohort_minimum": "-3"}):
        assert client.post(url, form_of(client.get(url)) | broken).status_code == 200


def test_a_locked_rule_has_no_editor(cast: Cast, sign_in: SignIn, draft: Decision) -> None:
    url = reverse("rule-edit", args=[draft.rule_version.public_id])
    assert sign_in(cast.hr).get(url)["Location"] == reverse("rule-detail", args=[draft.rule_version.public_id])
    assert sign_in(cast.leader).get(url).status_code == 403


# ------------------------------------------------------------------------------------------- the walk through the pages


def test_from_offer_to_final_through_the_pages(cast: Cast, strangers: Cast, sign_in: SignIn, clock: Any) -> None:
    cohort, enrolments = make_class(cast.bank, 3)
    for user in (cast.leader, cast.board, *(one.user for one in enrolments)):
        user.set_password(PASSWORD)
        user.save()
    version = make_rule(cohort, cast.hr)
    rule = version.public_id
    hr = sign_in(cast.hr)
    hr.post(reverse("rule-offer", args=[rule]))
    sign_in(cast.leader).post(reverse("rule-sign", args=[rule]), {"digest": version.digest, "password": "wrong"})
    version.refresh_from_db()
    assert version.state == "draft"
    for user in (cast.leader, cast.board):
        sign_in(user).post(reverse("rule-sign", args=[rule]), {"digest": version.digest, "password": PASSWORD})
    version.refresh_from_db()
    assert version.state == "locked"
    for enrolment in enrolments:
        trainee = sign_in(enrolment.user)
        assert trainee.get(reverse("rule-read", args=[rule])).context["may_acknowledge"] is True
        trainee.post(reverse("rule-acknowledge", args=[rule]), {"digest": version.digest, "password": PASSWORD})
    clock.set(RANKED_AT)
    hr = sign_in(cast.hr)  # weeks later the old session is over
    score_class(cast.bank, enrolments)
    hr.post(reverse("rule-rank", args=[rule]))
    run = Job.objects.get(kind="decisions.rank")
    run_job(run.pk)
    decision = Decision.objects.get()
    for row in decision.standings.all():
        url = reverse("outcome-choose", args=[decision.public_id, row.public_id])
        assert hr.post(url, {"choice": "pass", "reasons": "", "next": "1"}).status_code == 422
        hr.post(url, {"choice": "pass", "reasons": "达标", "next": "1"})
    meeting = {"held_at": "2026-05-18T09:00", "participants": [cast.hr.pk, cast.leader.pk], "minutes": "讨论"}
    hr.post(reverse("meeting-edit", args=[decision.public_id]), meeting)
    mine = sign_in(enrolments[0].user)
    letter = reverse("my-letter", args=[decision.public_id])
    assert mine.get(letter).status_code == 404
    hr.post(reverse("decision-publish", args=[decision.public_id]))
    decision.refresh_from_db()
    assert decision.state == "published"
    assert mine.get(letter).status_code == 200
    assert mine.post(reverse("reply-file", args=[decision.public_id]), {"kind": "reply", "text": ""}).status_code == 422
    mine.post(reverse("reply-file", args=[decision.public_id]), {"kind": "appeal", "text": "请复核"})
    answer_url = reverse("reply-detail", args=[Reply.objects.get().public_id])
    assert hr.post(answer_url, {"text": "我自己答"}).status_code == 403
    sign_in(cast.leader).post(answer_url, {"text": "已复核，无误。"})
    clock.advance(days=20)
    for user in (cast.leader, cast.board):
        sent = {"digest": decision.content_digest, "password": PASSWORD}
        sign_in(user).post(reverse("decision-sign", args=[decision.public_id]), sent)
    decision.refresh_from_db()
    assert decision.state == "final"
    assert sign_in(enrolments[1].user).get(letter).context["standing"].user == enrolments[1].user
    assert sign_in(strangers.trainee).get(letter).status_code == 404


def test_wrong_passwords_are_limited(cast: Cast, sign_in: SignIn) -> None:
    cohort, _ = make_class(cast.bank, 2)
    cast.leader.set_password(PASSWORD)
    cast.leader.save()
    version = offer_rule(version=make_rule(cohort, cast.hr), actor=cast.hr)
    client, url = sign_in(cast.leader), reverse("rule-sign", args=[version.public_id])
    for _ in range(5):
        client.post(url, {"digest": version.digest, "password": "wrong"})
    client.post(url, {"digest": version.digest, "password": PASSWORD})
    assert acts_about("rule_version", version.public_id).filter(verb="signed").count() == 0


def test_a_letter_holds_nobody_elses_name_or_number(cast: Cast, sign_in: SignIn, published: Decision) -> None:
    rows = list(published.standings.select_related("user"))
    for row in rows:
        page = sign_in(row.user).get(reverse("my-letter", args=[published.public_id])).content.decode()
        others = [other for other in rows if other.pk != row.pk]
        assert [other.user.name for other in others if other.user.name in page] == []
        assert [other.user.key for other in others if other.user.key in page] == []
        assert row.composite in page


def test_a_refusal_is_witnessed_with_a_password(cast: Cast, sign_in: SignIn) -> None:
    cohort, enrolments = make_class(cast.bank, 2)
    version = lock_rule(make_rule(cohort, cast.hr), cast.hr, [cast.leader, cast.board])
    acknowledge_all(version, enrolments[:1])
    cast.hr.set_password(PASSWORD)
    cast.hr.save()
    url, sent = reverse("rule-refusal", args=[version.public_id]), {"person": enrolments[1].user.key, "digest": version.digest}
    client = sign_in(cast.hr)
    client.post(url, sent | {"password": "wrong"})
    assert len(client.get(reverse("rule-detail", args=[version.public_id])).context["waiting"]) == 1
    client.post(url, sent | {"password": PASSWORD})
    assert client.get(reverse("rule-detail", args=[version.public_id])).context["waiting"] == []
    assert client.post(url, sent | {"person": cast.leader.key, "password": PASSWORD}).status_code == 404


def test_who_left_the_room_of_a_decision(cast: Cast, sign_in: SignIn, published: Decision) -> None:
    """A withdrawn decision is no longer anybody's letter."""
    row = Standing.objects.select_related("user").filter(decision=published).first()
    sign_in(cast.hr).post(reverse("decision-withdraw", args=[published.public_id]), {"reason": "成绩录错"})
    assert sign_in(row.user).get(reverse("my-letter", args=[published.public_id])).status_code == 404
