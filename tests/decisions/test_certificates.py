"""Certificates are issued once, signed, and lose their worth when people say so; authority follows."""

from datetime import date, datetime
from decimal import Decimal

import pytest

from lms.decisions.actions import DecisionProblem, issue_certificate, replace_certificate, set_certificate_state
from lms.decisions.documents.certificate_words import product_words
from lms.decisions.domain.certificate import from_base64, token_of, verify_token
from lms.decisions.domain.certificate_number import well_formed
from lms.decisions.enums import CertificateState
from lms.decisions.models import Certificate, SigningKey
from lms.exchange.models import Event
from lms.people.actions import grant_authority, suspend_authority
from lms.people.enums import CaseRole, Entrustment
from lms.people.models import User
from lms.people.queries import may
from lms.records.models import Act
from tests.cast import Cast
from tests.clock import SHANGHAI
from tests.factories.certificates import make_certificate

NOW = datetime(2026, 5, 21, 9, 0, tzinfo=SHANGHAI)
DAY = date(2026, 5, 21)


def entrusted(certificate: Certificate, actor: User, node: str = "investigation") -> None:
    grant_authority(
        user=certificate.user,
        node=node,
        level=Entrustment.CERTIFIED,
        actor_key=actor.key,
        amount_limit=certificate.amount_limit,
        certificate=certificate.number,
        decision=certificate.decision,
        now=NOW,
    )


def leads(certificate: Certificate, node: str = "investigation") -> tuple[bool, str]:
    answer = may(person=certificate.user, node=node, role=CaseRole.LEAD, bank=certificate.bank, amount=Decimal(100), at=NOW)
    return answer.allowed, answer.reason


def test_a_certificate_is_numbered_signed_and_logged(cast: Cast) -> None:
    certificate = make_certificate(cast.trainee, cast.hr, nodes=["report", "investigation"], now=NOW)
    assert well_formed(certificate.number)
    assert certificate.number.startswith(f"{cast.bank.code.upper()}-2026-000001-")
    assert certificate.nodes == ["investigation", "report"]
    keys = {key.key_id: from_base64(key.public_key) for key in SigningKey.objects.all()}
    terms = verify_token(token_of(certificate.payload.encode(), from_base64(certificate.signature)), keys)
    assert (terms.holder, terms.number, terms.ends_on) == (cast.trainee.name, certificate.number, date(2028, 5, 20))
    assert Act.objects.filter(object_kind="certificates", object_id=certificate.public_id).count() == 1


def test_the_same_decision_certifies_once(cast: Cast) -> None:
    first = make_certificate(cast.trainee, cast.hr, now=NOW)
    assert make_certificate(cast.trainee, cast.hr, now=NOW) == first
    assert make_certificate(cast.trainee, cast.hr, decision_id="another", now=NOW) != first
    assert list(Certificate.objects.order_by("sequence").values_list("sequence", flat=True)) == [1, 2]


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"nodes": []}, "nodes"),
        ({"nodes": ["cooking"]}, "nodes"),
        ({"level": "0"}, "level"),
        ({"level": "nine"}, "level"),
        ({"ends_on": date(2026, 1, 1)}, "dates"),
        ({"amount_limit": Decimal(0)}, "amount"),
    ],
)
def test_what_makes_no_sense_is_refused(cast: Cast, changes: dict[str, object], code: str) -> None:
    with pytest.raises(DecisionProblem) as problem:
        make_certificate(cast.trainee, cast.hr, now=NOW, **changes)
    assert problem.value.code == code
    assert not Certificate.objects.exists()


def test_suspension_and_its_end(cast: Cast) -> None:
    certificate = make_certificate(cast.trainee, cast.hr, now=NOW)
    entrusted(certificate, cast.hr)
    assert leads(certificate) == (True, "certified")
    set_certificate_state(certificate=certificate, state=CertificateState.SUSPENDED, reason="红线事件核查", actor=cast.leader, now=NOW)
    assert leads(certificate) == (False, "suspended")
    set_certificate_state(certificate=certificate, state=CertificateState.ACTIVE, reason="评审会决议恢复", actor=cast.board, now=NOW)
    assert leads(certificate) == (True, "certified")
    assert [event.state for event in certificate.events.all()] == ["active", "suspended", "active"]
    assert Event.objects.filter(kind="authority.changed").count() == 3  # granted, suspended, given back


def test_what_is_revoked_stays_revoked(cast: Cast) -> None:
    certificate = make_certificate(cast.trainee, cast.hr, now=NOW)
    entrusted(certificate, cast.hr)
    revoked = set_certificate_state(certificate=certificate, state=CertificateState.REVOKED, reason="弄虚作假", actor=cast.board, now=NOW)
    assert revoked.state == CertificateState.REVOKED
    assert leads(certificate) == (False, "no_authority")
    with pytest.raises(DecisionProblem) as problem:
        set_certificate_state(certificate=certificate, state=CertificateState.ACTIVE, reason="x", actor=cast.board, now=NOW)
    assert problem.value.code == "state"
    assert set_certificate_state(certificate=certificate, state=CertificateState.REVOKED, reason="", actor=cast.board, now=NOW) == revoked


def test_a_red_line_on_a_card_suspends_the_paper_too(cast: Cast) -> None:
    """Another room stops the authority; no stranger is told afterwards that the certificate holds."""
    certificate = make_certificate(cast.trainee, cast.hr, nodes=["investigation", "report"], now=NOW)
    for node in certificate.nodes:
        entrusted(certificate, cast.hr, node)
    suspend_authority(user=cast.trainee, reason="代客户签字", nodes=["report"], actor_key=cast.mentor.key, now=NOW)
    certificate.refresh_from_db()
    assert certificate.state == CertificateState.ACTIVE
    suspend_authority(user=cast.trainee, reason="代客户签字", actor_key=cast.mentor.key, now=NOW)
    certificate.refresh_from_db()
    event = certificate.events.order_by("pk").last()
    assert (certificate.state, event and event.actor, event and event.reason) == (CertificateState.SUSPENDED, cast.mentor, "代客户签字")


def test_a_reason_is_asked_for(cast: Cast) -> None:
    certificate = make_certificate(cast.trainee, cast.hr, now=NOW)
    for reason in ("", "   "):
        with pytest.raises(DecisionProblem) as problem:
            set_certificate_state(certificate=certificate, state=CertificateState.REVOKED, reason=reason, actor=cast.board, now=NOW)
        assert problem.value.code == "reason"


def test_a_replacement_takes_over(cast: Cast) -> None:
    certificate = make_certificate(cast.trainee, cast.hr, now=NOW)
    entrusted(certificate, cast.hr)
    cast.trainee.name = "欧阳新名"
    cast.trainee.save()
    new = replace_certificate(certificate=certificate, reason="更名", actor=cast.hr, now=NOW)
    certificate.refresh_from_db()
    assert (certificate.state, certificate.replaced_by) == (CertificateState.REPLACED, new)
    assert (new.holder, new.decision, new.nodes, new.ends_on) == ("欧阳新名", certificate.decision, certificate.nodes, certificate.ends_on)
    answer = may(person=cast.trainee, node="investigation", role=CaseRole.LEAD, bank=cast.bank, amount=Decimal(1), at=NOW)
    assert (answer.allowed, answer.certificate) == (True, new.number)
    with pytest.raises(DecisionProblem):
        replace_certificate(certificate=certificate, reason="再换", actor=cast.hr, now=NOW)
    again = replace_certificate(certificate=new, reason="遗失", actor=cast.hr, now=NOW)
    assert again.number != new.number


def test_people_of_two_banks_are_not_certified_together(cast: Cast, strangers: Cast) -> None:
    mine, theirs = make_certificate(cast.trainee, cast.hr, now=NOW), make_certificate(strangers.trainee, strangers.hr, now=NOW)
    assert (mine.sequence, theirs.sequence) == (1, 1)
    assert mine.number != theirs.number


def test_issue_certificate_takes_the_signature_that_panels_call(cast: Cast) -> None:
    certificate = issue_certificate(
        user=cast.trainee,
        nodes=["report"],
        level=Entrustment.CERTIFIED,
        amount_limit=None,
        products=[],
        decision_id="panel-item",
        actor=cast.hr,
        starts_on=DAY,
        ends_on=None,
        now=NOW,
    )
    assert (certificate.level, certificate.amount_limit, certificate.ends_on) == ("4", None, None)


def test_products_are_printed_in_words() -> None:
    assert product_words(["credit", "县域特色贷"]) == ["信用贷款", "县域特色贷"]
