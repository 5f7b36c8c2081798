"""What a certificate is worth on a day, and what may become of it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from lms.people.enums import AuthorityEnd

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


@dataclass(frozen=True, kw_only=True)
class Rest:
    """The authority at one node that rests, or rested, on a certificate. ``certified_anew``: another certificate took over there."""

    suspended: bool = False
    ended: str = ""
    certified_anew: bool = False


def node_status(paper: CertificateStatus, rest: Rest | None) -> CertificateStatus:
    """What the certificate is worth at one node. A paper that is void, not begun or past is so at every node; else the authority says
    it, and where none ever rested on the paper, the paper itself."""
    if paper not in {CertificateStatus.VALID, CertificateStatus.SUSPENDED} or rest is None:
        return paper
    if rest.ended == AuthorityEnd.LAPSED:
        return CertificateStatus.LAPSED
    if rest.ended:
        return CertificateStatus.REPLACED if rest.certified_anew else CertificateStatus.REVOKED
    return CertificateStatus.SUSPENDED if rest.suspended else CertificateStatus.VALID


def whole_status(nodes: Iterable[CertificateStatus]) -> CertificateStatus:
    """Valid only where every node is; where none is and they differ, the state that may still change is named first."""
    found = set(nodes)
    if len(found) > 1 and CertificateStatus.VALID in found:
        return CertificateStatus.PARTLY
    order = (CertificateStatus.SUSPENDED, CertificateStatus.LAPSED, CertificateStatus.REVOKED, CertificateStatus.REPLACED)
    return next((one for one in order if one in found), next(iter(found)))


def masked_name(name: str) -> str:
    """The family name and a star for each further character: 李**; a name of one character is a star."""
    return name[0] + "*" * (len(name) - 1) if len(name) > 1 else "*"
