"""Where messages may be sent: an address of the bank's choosing must not become a way into our own network."""

from ipaddress import IPv4Address, IPv6Address, ip_address
from urllib.parse import urlsplit

LONGEST = 300


def url_problem(url: str, *, https_only: bool) -> str:
    """A code, or nothing: ``scheme``, ``host``, ``userinfo``, ``port``, ``fragment``, ``characters``."""
    if any(ord(one) <= 32 or ord(one) >= 127 for one in url) or "\\" in url or len(url) > LONGEST:
        return "characters"
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return "port"
    if parts.scheme not in ({"https"} if https_only else {"https", "http"}):
        return "scheme"
    if not parts.hostname or parts.hostname.endswith("."):
        return "host"
    if "@" in parts.netloc:
        return "userinfo"
    if parts.fragment:
        return "fragment"
    return "port" if port == 0 else ""


def _plain(address: str) -> IPv4Address | IPv6Address:
    """An IPv4 address that travels in an IPv6 one is judged as what it is."""
    one = ip_address(address.partition("%")[0])
    if isinstance(one, IPv6Address):
        inner = one.ipv4_mapped or one.sixtofour or (one.teredo[1] if one.teredo else None)
        return inner or one
    return one


def address_problem(address: str, *, private_allowed: bool, loopback_allowed: bool = False) -> str:
    """A code, or nothing.

    ``address``: none at all; ``never``: nowhere is that a place to send to; ``loopback``: this machine itself;
    ``private``: only in a bank's own net.
    """
    try:
        one = _plain(address)
    except ValueError:
        return "address"
    if one.is_multicast or one.is_unspecified or one.is_link_local:
        return "never"
    if one.is_loopback:
        return "" if loopback_allowed else "loopback"
    if one.is_private or one.is_reserved or not one.is_global:
        return "" if private_allowed else "private"
    return ""
