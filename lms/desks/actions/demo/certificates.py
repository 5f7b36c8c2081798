"""Certificates in every state: valid, suspended, expired, replaced, and the mentor's own."""

from datetime import date, datetime, timedelta
from decimal import Decimal

from lms.decisions.actions import issue_certificate, replace_certificate, set_certificate_state
from lms.decisions.actions.certificates import file_papers
from lms.decisions.documents.certificate_pdf import certificate_pdf
from lms.decisions.enums import CertificateState
from lms.decisions.models import Certificate
from lms.evidence.domain.content import NODES
from lms.people.actions import grant_authority
from lms.people.enums import Entrustment
from lms.people.models import User

YEAR = timedelta(days=365)


def load_certificates(*, staff: dict[str, User], trainees: dict[str, User], now: datetime, today: date) -> None:
    """Issued by the personnel office after the first class; each with its paper and the authority that rests on it."""
    office = staff["hr1"]
    mentor = _issue(staff["mentor1"], office, [code for code, _zh, _en in NODES], Entrustment.SUPERVISES, now, today)
    solo = _issue(trainees["trainee05"], office, ["investigation", "report"], Entrustment.CERTIFIED, now, today)
    watched = _issue(trainees["trainee03"], office, ["investigation"], Entrustment.KEY_POINTS, now, today)
    old = _issue(trainees["trainee01"], office, ["marketing", "acceptance"], Entrustment.CERTIFIED, now, today - 2 * YEAR)
    lost = _issue(trainees["trainee09"], office, ["post_loan"], Entrustment.CERTIFIED, now, today)
    set_certificate_state(
        certificate=watched,
        state=CertificateState.SUSPENDED,
        reason="客户投诉调查走过场，先行暂停，提交评审会审议。",
        actor=staff["leader1"],
        now=now,
    )
    new = replace_certificate(certificate=lost, reason="证书遗失，本人书面申请补发。", actor=office, now=now)
    rows = [mentor, solo, watched, old, lost, new]
    file_papers(papers=[(row, certificate_pdf(row)) for row in rows], issued_by=office, now=now)


def _issue(user: User, office: User, nodes: list[str], level: Entrustment, now: datetime, starts_on: date) -> Certificate:
    limit = None if level == Entrustment.SUPERVISES else Decimal(300_000)
    ends_on = starts_on + 2 * YEAR - timedelta(days=1)
    certificate = issue_certificate(
        user=user,
        nodes=nodes,
        level=level,
        amount_limit=limit,
        products=[],
        decision_id="demo",
        actor=office,
        starts_on=starts_on,
        ends_on=ends_on,
        now=now,
    )
    for node in nodes:
        grant_authority(
            user=user,
            node=node,
            level=level,
            actor_key=office.key,
            amount_limit=limit,
            ends_on=ends_on,
            certificate=certificate.number,
            decision="demo",
            now=now,
        )
    return certificate
