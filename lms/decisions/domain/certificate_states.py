"""What a certificate is worth on a day, and what may become of it."""

from collections.abc import Mapping
from datetime import date

from ..enums import CertificateState, CertificateStatus

STEPS: Mapping[str, frozenset[str]] = {
    CertificateState.ACTIVE: frozenset(
        {CertificateState.SUSPENDED, CertificateState.REVOKED, CertificateState.REPLACED, CertificateState.LAPSED}
    ),
    CertificateState.SUSPENDED: frozenset({CertificateState.ACTIVE, CertificateState.REVOKED, CertificateState.REPLACED}),
    CertificateState.REVOKED: frozenset(),
    CertificateState.REPLACED: frozenset(),
    CertificateState.LAPSED: frozenset(),
}
"""From a state to those it may turn into; what is revoked, replaced or lapsed stays so."""
BY_THEMSELVES = frozenset({CertificateState.REPLACED, CertificateState.LAPSED})
"""Nobody chooses these: they follow from a newer certificate, or from authority that was not used."""


def may_become(state: str, wanted: str) -> bool:
    return wanted in STEPS.get(state, frozenset())


def status_on(state: str, *, starts_on: date, ends_on: date | None, day: date) -> CertificateStatus:
    """What people decided comes first; then the calendar. The last day still counts."""
    if state != CertificateState.ACTIVE:
        return CertificateStatus(state)
    if day < starts_on:
        return CertificateStatus.NOT_YET
    if ends_on is not None and day > ends_on:
        return CertificateStatus.EXPIRED
    return CertificateStatus.VALID


def masked_name(name: str) -> str:
    """The family name and a star for each further character: 李**; a name of one character is a star."""
    return name[0] + "*" * (len(name) - 1) if len(name) > 1 else "*"
