"""Sends a body to an address of the bank's choosing: the name is resolved once, what it resolved to is judged, and that is dialled."""

import contextlib
import http.client
import socket
import ssl
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from threading import Timer
from urllib.parse import SplitResult, urlsplit

SECONDS = 5.0
READ_AT_MOST = 64 * 1024


class TargetRefused(Exception):
    """The name leads to an address where nothing may be sent; ``args[0]`` is the code that says why."""


@dataclass(frozen=True)
class Posted:
    status: int
    body: bytes


def resolved(host: str, port: int, refuse: Callable[[str], str]) -> str:
    """The first address of ``host``; one refused address among several refuses the name. Raises OSError where there is none."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    addresses = [str(one[4][0]) for one in found]
    for address in addresses:
        if code := refuse(address):
            raise TargetRefused(code)
    return addresses[0]


def post_pinned(url: str, body: bytes, headers: Mapping[str, str], *, refuse: Callable[[str], str], seconds: float = SECONDS) -> Posted:
    """One POST without redirects, cookies or proxies, over within ``seconds`` whatever the other side does.

    ``refuse`` gets each resolved address and answers with a code, or nothing. Raises TargetRefused, OSError, http.client.HTTPException.
    """
    parts = urlsplit(url)
    port = parts.port or (443 if parts.scheme == "https" else 80)
    address = resolved(parts.hostname or "", port, refuse)
    connection = socket.create_connection((address, port), timeout=seconds)
    # A timeout of the socket counts anew with each byte; this one does not.
    deadline = Timer(seconds, _cut, [connection])
    deadline.daemon = True
    deadline.start()
    try:
        return _exchange(connection, parts, body, headers)
    finally:
        deadline.cancel()
        connection.close()


def _cut(connection: socket.socket) -> None:
    with contextlib.suppress(OSError):
        connection.shutdown(socket.SHUT_RDWR)


def _exchange(connection: socket.socket, parts: SplitResult, body: bytes, headers: Mapping[str, str]) -> Posted:
    host = parts.hostname or ""
    speaker = http.client.HTTPConnection(host, parts.port or None, timeout=SECONDS)
    speaker.sock = connection
    if parts.scheme == "https":
        # The certificate is for the name, though the address was chosen here.
        speaker.sock = ssl.create_default_context().wrap_socket(connection, server_hostname=host)
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    try:
        speaker.request("POST", path, body=body, headers={"Host": parts.netloc.rpartition("@")[2], **headers})
        answer = speaker.getresponse()
        return Posted(answer.status, answer.read(READ_AT_MOST))
    finally:
        speaker.close()
