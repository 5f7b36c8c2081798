"""Where a message may go: told by examples, most of which somebody has tried elsewhere."""

import pytest

from lms.exchange.domain.targets import address_problem, url_problem


@pytest.mark.parametrize(
    ("url", "problem"),
    [
        ("https://loans.bank.example/duzuo", ""),
        ("https://loans.bank.example:8443/duzuo?x=1", ""),
        ("https://203.0.113.7/", ""),
        ("http://loans.bank.example/", "scheme"),
        ("ftp://loans.bank.example/", "scheme"),
        ("file:///etc/passwd", "scheme"),
        ("gopher://loans.bank.example/", "scheme"),
        ("javascript:alert(1)", "scheme"),
        ("//loans.bank.example/", "scheme"),
        ("https://", "host"),
        ("https:///path", "host"),
        ("https://loans.bank.example./", "host"),
        ("https://name:word@loans.bank.example/", "userinfo"),
        ("https://loans.bank.example@evil.example/", "userinfo"),
        ("https://loans.bank.example:0/", "port"),
        ("https://loans.bank.example:99999/", "port"),
        ("https://loans.bank.example:x/", "port"),
        ("https://loans.bank.example/#a", "fragment"),
        ("https://loans.bank.example/a b", "characters"),
        ("https://loans.bank.example/\r\nHost: evil", "characters"),
        ("https://evil.example\\@loans.bank.example/", "characters"),
        ("https://银行.example/", "characters"),
        ("https://[::1/", "port"),
        ("https://loans.bank.example/" + "x" * 300, "characters"),
    ],
)
def test_an_address_in_words(url: str, problem: str) -> None:
    assert url_problem(url, https_only=True) == problem


def test_plain_http_where_that_is_allowed() -> None:
    assert url_problem("http://loans.bank.example/", https_only=False) == ""


@pytest.mark.parametrize(
    ("address", "outside", "inside"),
    [
        ("8.8.8.8", "", ""),
        ("2001:4860:4860::8888", "", ""),
        ("10.1.2.3", "private", ""),
        ("172.16.0.1", "private", ""),
        ("192.168.1.1", "private", ""),
        ("100.64.0.1", "private", ""),
        ("fd00::1", "private", ""),
        ("127.0.0.1", "loopback", "loopback"),
        ("127.8.8.8", "loopback", "loopback"),
        ("::1", "loopback", "loopback"),
        ("::ffff:127.0.0.1", "loopback", "loopback"),
        ("::ffff:10.0.0.1", "private", ""),
        ("2002:7f00:1::", "loopback", "loopback"),
        ("2002:a00:1::", "private", ""),
        ("169.254.169.254", "never", "never"),
        ("::ffff:169.254.169.254", "never", "never"),
        ("fe80::1", "never", "never"),
        ("fe80::1%eth0", "never", "never"),
        ("0.0.0.0", "never", "never"),
        ("::", "never", "never"),
        ("224.0.0.1", "never", "never"),
        ("ff02::1", "never", "never"),
        ("255.255.255.255", "private", ""),
        ("2130706433", "address", "address"),
        ("0x7f.1", "address", "address"),
        ("loans.bank.example", "address", "address"),
    ],
)
def test_what_a_name_leads_to(address: str, outside: str, inside: str) -> None:
    assert (address_problem(address, private_allowed=False), address_problem(address, private_allowed=True)) == (outside, inside)


def test_this_machine_itself_only_for_a_demonstration() -> None:
    assert address_problem("127.0.0.1", private_allowed=True, loopback_allowed=True) == ""
