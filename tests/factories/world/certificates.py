"""A certificate of the trainee, with its paper and a note of why it was suspended and given back."""

from datetime import datetime
from typing import TYPE_CHECKING

from lms.decisions.actions import set_certificate_state
from lms.decisions.actions.certificates import file_papers
from lms.decisions.documents.certificate_pdf import certificate_pdf
from lms.decisions.enums import CertificateState
from tests.factories.certificates import make_certificate

if TYPE_CHECKING:
    from . import World


def add_certificates(world: "World", now: datetime) -> None:
    trainee, hr, leader, board = (world.people[part] for part in ("trainee", "hr", "leader", "board"))
    certificate = make_certificate(trainee, hr, nodes=["investigation", "report"], now=now)
    file_papers(papers=[(certificate, certificate_pdf(certificate))], issued_by=hr, now=now)
    set_certificate_state(certificate=certificate, state=CertificateState.SUSPENDED, reason="客户投诉核查", actor=leader, now=now)
    set_certificate_state(certificate=certificate, state=CertificateState.ACTIVE, reason="评审会决议恢复", actor=board, now=now)
    world.things["certificate"] = certificate.public_id
