"""What a certificate over several nodes is worth at each of them and as a whole."""

import pytest

from lms.decisions.domain.certificate_states import Rest, node_status, whole_status
from lms.decisions.enums import CertificateStatus


@pytest.mark.parametrize(
    ("paper", "rest", "worth"),
    [
        ("valid", None, "valid"),
        ("suspended", None, "suspended"),
        ("valid", Rest(), "valid"),
        ("valid", Rest(suspended=True), "suspended"),
        ("suspended", Rest(), "valid"),
        ("valid", Rest(ended="revoked"), "revoked"),
        ("valid", Rest(ended="lapsed", suspended=True), "lapsed"),
        ("valid", Rest(ended="replaced", certified_anew=True), "replaced"),
        ("valid", Rest(ended="replaced"), "revoked"),
        ("expired", Rest(), "expired"),
        ("revoked", Rest(), "revoked"),
        ("not_yet", Rest(suspended=True), "not_yet"),
    ],
)
def test_what_a_certificate_is_worth_at_one_node(paper: str, rest: Rest | None, worth: str) -> None:
    assert node_status(CertificateStatus(paper), rest) == worth


@pytest.mark.parametrize(
    ("nodes", "worth"),
    [
        ("valid valid", "valid"),
        ("valid suspended", "partly"),
        ("revoked valid valid", "partly"),
        ("revoked suspended", "suspended"),
        ("revoked lapsed", "lapsed"),
        ("expired", "expired"),
    ],
)
def test_the_whole_is_valid_only_where_every_node_is(nodes: str, worth: str) -> None:
    assert whole_status([CertificateStatus(one) for one in nodes.split()]) == worth
