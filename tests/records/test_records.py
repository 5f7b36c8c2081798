"""What must stand up later: acts, signatures, documents, and the chain over them."""

import hashlib
from datetime import UTC, datetime

import pytest
from django.db import DatabaseError, IntegrityError, models, transaction

from lms.evidence.actions import seal_bank
from lms.evidence.queries import verify_bank
from lms.people.models import Organisation
from lms.records.actions import issue_document, log_act, seal_rows, sign
from lms.records.domain.chain import GENESIS, Finding, Link, extend, verify
from lms.records.models import Act, ChainHead, ChainLink, IssuedDocument, Signature
from lms.records.queries import acts_about, acts_of, chain_links, signatures_on, unsealed
from tests.cast import Cast
from tests.evidence.tampering import lift_guard

ROWS = [("act", f"row{number}", f"sha256:{number}") for number in range(4)]
CONTENTS = {(kind, key): digest for kind, key, digest in ROWS}


# ------------------------------------------------------------------------------------------------------ the pure chain


def test_an_untouched_chain_holds() -> None:
    assert verify(extend(previous=GENESIS, position=0, rows=ROWS), CONTENTS) == []


def test_a_chain_grows_in_batches_as_in_one() -> None:
    whole = extend(previous=GENESIS, position=0, rows=ROWS)
    first = extend(previous=GENESIS, position=0, rows=ROWS[:2])
    assert first + extend(previous=first[-1].digest, position=2, rows=ROWS[2:]) == whole


def test_a_changed_row_is_named() -> None:
    links = extend(previous=GENESIS, position=0, rows=ROWS)
    assert verify(links, CONTENTS | {("act", "row2"): "sha256:other"}) == [Finding("changed", 3, "act", "row2")]


def test_a_missing_row_is_named() -> None:
    links = extend(previous=GENESIS, position=0, rows=ROWS)
    left = {key: value for key, value in CONTENTS.items() if key != ("act", "row1")}
    assert verify(links, left) == [Finding("missing", 2, "act", "row1")]


def test_moved_and_lost_links_are_named() -> None:
    one, two, three, four = extend(previous=GENESIS, position=0, rows=ROWS)
    swapped = [one, Link(2, *_content(three)), Link(3, *_content(two)), four]
    # The link after the two does not follow from them either.
    assert [(finding.fault, finding.position) for finding in verify(swapped, CONTENTS)] == [("reordered", place) for place in (2, 3, 4)]
    assert {(finding.fault, finding.position) for finding in verify([one, two, four], CONTENTS)} == {("reordered", 4)}


def _content(link: Link) -> tuple[str, str, str, str]:
    return link.row_kind, link.row_id, link.row_digest, link.digest


# ------------------------------------------------------------------------------------------------------------- sealing


def test_sealing_twice_seals_once(db: None) -> None:
    assert [seal_rows(chain="c", rows=ROWS), seal_rows(chain="c", rows=[*ROWS, ("act", "row9", "sha256:9")])] == [4, 1]
    assert [link.position for link in chain_links("c")] == [1, 2, 3, 4, 5]
    head = ChainHead.objects.get(chain="c")
    assert (head.position, head.digest) == (5, list(chain_links("c"))[-1].digest)


def test_a_bank_has_its_own_chain(cast: Cast, strangers: Cast) -> None:
    for one in (cast, strangers):
        log_act(organisation_key=one.bank.public_id, actor_key="a", verb="changed", object_kind="policy")
    mine = Act.objects.filter(organisation_key=cast.bank.public_id)
    assert seal_bank(bank=cast.bank) == mine.count()
    assert (unsealed(mine, kind="act").count(), verify_bank(cast.bank)[1]) == (0, [])
    assert unsealed(Act.objects.filter(organisation_key=strangers.bank.public_id), kind="act").count() > 0


def test_a_changed_act_is_found(cast: Cast) -> None:
    act = log_act(organisation_key=cast.bank.public_id, actor_key="a", verb="signed", object_kind="decision", object_id="d")
    seal_bank(bank=cast.bank)
    lift_guard(Act)
    Act.objects.filter(pk=act.pk).update(verb="viewed")
    assert [(finding.fault, finding.row_id) for finding in verify_bank(cast.bank)[1]] == [("changed", act.public_id)]


# ---------------------------------------------------------------------------------------- acts, signatures, documents


def test_acts_are_read_by_object_and_by_organisation(db: None) -> None:
    first = log_act(organisation_key="o", actor_key="a", verb="created", object_kind="rule", object_id="r")
    second = log_act(organisation_key="o", actor_key="b", verb="locked", object_kind="rule", object_id="r")
    log_act(organisation_key="p", actor_key="b", verb="locked", object_kind="rule", object_id="s")
    assert (list(acts_about("rule", "r")), list(acts_of("o"))) == ([first, second], [second, first])


def test_a_person_signs_a_text_once(db: None) -> None:
    text = {"organisation_key": "o", "object_kind": "rule", "object_id": "r", "meaning": "lock"}
    sign(signer_key="a", signer_role="hr", digest="sha256:1", **text)
    sign(signer_key="b", signer_role="leader", digest="sha256:1", **text)
    with pytest.raises(IntegrityError), transaction.atomic():
        sign(signer_key="a", signer_role="hr", digest="sha256:1", **text)
    sign(signer_key="a", signer_role="hr", digest="sha256:2", **text)
    assert (signatures_on("rule", "r").count(), signatures_on("rule", "r", digest="sha256:1").count()) == (3, 2)
    assert Act.objects.filter(verb="signed").count() == 3


def test_a_document_is_kept_byte_for_byte(db: None) -> None:
    content, now = b"%PDF-1.7 the very bytes", datetime(2026, 3, 2, tzinfo=UTC)
    document = issue_document(
        organisation_key="o",
        issued_by_key="a",
        kind="ranking",
        object_kind="decision",
        object_id="d",
        title="名次表",
        filename="名次表.pdf",
        content=content,
        now=now,
    )
    with document.file.open("rb") as file:
        assert (file.read(), document.sha256, document.issued_at) == (content, hashlib.sha256(content).hexdigest(), now)
    act = Act.objects.get(verb="issued")
    assert (act.object_id, act.details["sha256"]) == ("d", document.sha256)


@pytest.mark.parametrize("model", [Act, ChainLink, Signature, IssuedDocument])
def test_the_database_refuses_to_change_or_delete(bank: Organisation, model: type[models.Model]) -> None:
    seal_bank(bank=bank)
    sign(organisation_key="o", signer_key="a", signer_role="hr", object_kind="x", object_id="y", meaning="lock", digest="sha256:1")
    issue_document(
        organisation_key="o", issued_by_key="a", kind="k", object_kind="x", object_id="y", title="t", filename="f.pdf", content=b"x"
    )
    row = model._default_manager.all()[:1].get()
    field = next(one.attname for one in model._meta.fields if isinstance(one, models.CharField))
    with pytest.raises(DatabaseError), transaction.atomic():
        model._default_manager.filter(pk=row.pk).update(**{field: "x"})
    with pytest.raises(DatabaseError), transaction.atomic():
        row.delete()
    assert model._default_manager.filter(pk=row.pk).exists()
