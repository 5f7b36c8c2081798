"""Certificates and what became of them; a number is told to whoever reads it from the paper."""

from ..groups import READS_DECISIONS

RULES = {
    "decisions.Certificate.products": f"{READS_DECISIONS} @user",
    "decisions.Certificate.number": f"{READS_DECISIONS} @user",
    "decisions.Certificate.holder": f"{READS_DECISIONS} @user",
    "decisions.Certificate.payload": f"{READS_DECISIONS} @user",
    "decisions.CertificateEvent.reason": f"{READS_DECISIONS} @certificate__user",
}
