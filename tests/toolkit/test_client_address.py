"""Behind a proxy failures are counted for the person, and nobody chooses an address by writing a header."""

import pytest
from django.test import override_settings

from lms.people.models import Organisation
from lms.toolkit.client_address import address_before
from tests.people.test_throttle import attempt_from


@pytest.mark.parametrize(
    ("proxies", "header", "expected"),
    [
        (0, "203.0.113.7", None),
        (1, "", None),
        (1, "203.0.113.7", "203.0.113.7"),
        (1, "10.9.9.9, 203.0.113.7", "203.0.113.7"),
        (2, "203.0.113.7, 10.0.0.1", "203.0.113.7"),
        (2, "203.0.113.7", None),
        (1, "2001:db8::7", "2001:db8::7"),
        (1, "[2001:db8::7]", "2001:db8::7"),
        (1, "unknown", None),
        (1, "203.0.113.7,", "203.0.113.7"),
    ],
)
def test_the_address_in_front_of_our_own_proxies(proxies: int, header: str, expected: str | None) -> None:
    assert address_before(proxies, header) == expected


def test_one_person_behind_a_proxy_locks_out_nobody_else(bank: Organisation, settings: object) -> None:
    with override_settings(AXES_ENABLED=True, TRUSTED_PROXIES=1):
        assert [attempt_from(bank, "203.0.113.7") for _number in range(6)] == [200] * 5 + [429]
        assert attempt_from(bank, "203.0.113.8") == 200
        assert attempt_from(bank, "203.0.113.8, 203.0.113.7") == 429


def test_a_header_means_nothing_where_no_proxy_is_named(bank: Organisation) -> None:
    with override_settings(AXES_ENABLED=True):
        assert [attempt_from(bank, f"203.0.113.{number}") for number in range(6)] == [200] * 5 + [429]
