"""Every page of rules and rankings meets every role of the bank and the same roles of another bank."""

from collections.abc import Callable, Iterator

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import resolve, reverse
from django.utils import timezone

from lms.decisions.actions import file_reply, run_ranking
from lms.decisions.models import Decision, Reply
from lms.decisions.urls import decision_urls, own_urls, rule_urls
from lms.jobs.models import Job
from lms.people.enums import Role
from lms.people.models import Membership, User
from lms.records.queries import acts_about
from tests.cast import PARTS, Cast
from tests.factories.decisions import (
    DAY,
    RANKED_AT,
    make_class,
    make_draft,
    publish,
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
    named = {pattern.name for pattern in (*rule_urls, *own_urls, *decision_urls)}
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
