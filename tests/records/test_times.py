"""Honest times: what happened follows the clock an action was given, what was recorded only the server's."""

import inspect
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from django.db.models import QuerySet
from django.utils import timezone

from lms.evidence.actions import Fact, record_evidence, record_many, seal_bank
from lms.evidence.queries import verify_bank
from lms.policies.actions import acknowledge
from lms.policies.models import Acknowledgement
from lms.records.actions import issue_document, log_act, seal_rows, sign
from lms.records.domain.digests import named_digest
from lms.records.models import Act, ChainLink, IssuedDocument, Signature
from lms.records.queries import acts_about
from tests.cast import Cast
from tests.clock import server_time
from tests.evidence.tampering import lift_guard

TOLD = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
SERVER = datetime(2026, 11, 24, 1, 30, tzinfo=UTC)
TEXT = {"object_kind": "rule", "object_id": "r"}


@pytest.mark.parametrize("door", [log_act, sign, issue_document, seal_rows, record_many, record_evidence, acknowledge])
def test_no_caller_says_when_something_is_recorded(door: Callable) -> None:
    assert {"recorded_at", "sealed_at"} & set(inspect.signature(door).parameters) == set()


@pytest.mark.parametrize("door", [seal_rows, record_many, record_evidence])
def test_sealing_and_recording_take_no_clock_at_all(door: Callable) -> None:
    assert "now" not in inspect.signature(door).parameters


def test_an_act_tells_both_times(db: None) -> None:
    with server_time(SERVER):
        act = log_act(organisation_key="o", actor_key="a", verb="created", now=TOLD, **TEXT)
        plain = log_act(organisation_key="o", actor_key="a", verb="created", **TEXT)
    assert [(one.happened_at, one.recorded_at) for one in (act, plain)] == [(TOLD, SERVER), (SERVER, SERVER)]


def test_a_signature_and_its_act_tell_both_times(db: None) -> None:
    with server_time(SERVER):
        given = sign(organisation_key="o", signer_key="a", signer_role="hr", meaning="lock", digest="sha256:1", now=TOLD, **TEXT)
    act = acts_about("rule", "r").get()
    assert (given.signed_at, given.recorded_at, act.happened_at, act.recorded_at) == (TOLD, SERVER, TOLD, SERVER)
    assert act.details["signature"] == given.public_id


def test_a_document_and_its_act_tell_both_times(db: None) -> None:
    with server_time(SERVER):
        issued = issue_document(
            organisation_key="o", issued_by_key="a", kind="k", title="t", filename="f.pdf", content=b"x", now=TOLD, **TEXT
        )
    act = acts_about("rule", "r").get()
    assert (issued.issued_at, issued.recorded_at, act.happened_at, act.recorded_at) == (TOLD, SERVER, TOLD, SERVER)


def test_a_fact_and_a_receipt_tell_both_times(cast: Cast) -> None:
    fact = Fact(person_key=cast.trainee.key, kind="exam", source_kind="exam", source_id="e", happened_at=TOLD, status="missing")
    with server_time(SERVER):
        row = record_evidence(bank=cast.bank, fact=fact)
        receipt = acknowledge(user=cast.trainee, digest="sha256:1", now=TOLD, **TEXT)
    assert (row.happened_at, row.recorded_at) == (TOLD, SERVER)
    assert (receipt.acknowledged_at, receipt.recorded_at) == (TOLD, SERVER)
    assert Acknowledgement.objects.get().recorded_at == SERVER


def test_a_seal_carries_the_servers_time(cast: Cast) -> None:
    log_act(organisation_key=cast.bank.public_id, actor_key="a", verb="created", now=TOLD, **TEXT)
    with server_time(SERVER):
        seal_bank(bank=cast.bank)
    assert set(ChainLink.objects.values_list("sealed_at", flat=True)) == {SERVER}


def _act(cast: Cast) -> Act:
    return log_act(organisation_key=cast.bank.public_id, actor_key="a", verb="created", now=TOLD, **TEXT)


def _rewrite(act: Act, **values: object) -> QuerySet[Act]:
    lift_guard(Act)
    rows = Act.objects.filter(pk=act.pk)
    rows.update(**values)
    return rows


@pytest.mark.parametrize("moved", [None, TOLD, SERVER - timedelta(seconds=1)])
def test_a_moved_time_of_recording_is_found(cast: Cast, moved: datetime | None) -> None:
    with server_time(SERVER):
        act = _act(cast)
    seal_bank(bank=cast.bank)
    _rewrite(act, recorded_at=moved)
    assert [(finding.fault, finding.row_id) for finding in verify_bank(cast.bank)[1]] == [("changed", act.public_id)]


def test_acts_older_than_the_column_keep_their_digest(cast: Cast) -> None:
    """Written under the first version: neither a version nor a time of recording stood in the content."""
    act = Act(organisation_key=cast.bank.public_id, actor_key="a", verb="created", happened_at=TOLD, **TEXT)
    assert set(act.content()) == {"id", "organisation", "actor", "verb", "object", "details", "reason", "happened_at"}
    act.digest = named_digest(act.content())
    act.save()
    seal_bank(bank=cast.bank)
    assert verify_bank(cast.bank)[1] == []
    _rewrite(act, recorded_at=timezone.now())
    assert [finding.fault for finding in verify_bank(cast.bank)[1]] == ["changed"]


def test_what_is_written_now_names_its_version(cast: Cast) -> None:
    content = _act(cast).content()
    assert (content["version"], "recorded_at" in content) == (2, True)


def test_every_new_row_knows_when_it_was_recorded(cast: Cast) -> None:
    sign(organisation_key="o", signer_key="a", signer_role="hr", meaning="lock", digest="sha256:1", **TEXT)
    issue_document(organisation_key="o", issued_by_key="a", kind="k", title="t", filename="f.pdf", content=b"x", **TEXT)
    unknown = [model.objects.filter(recorded_at=None).count() for model in (Act, Signature, IssuedDocument)]
    assert (unknown, Act.objects.count() > 1) == ([0, 0, 0], True)
