"""Sends a body to an address of the bank's choosing: the name is resolved once, what it resolved to is judged, and that is dialled."""

import contextlib
import http.client
import socket
import ssl
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from queue import Empty, SimpleQueue
from threading import Lock, Thread, Timer
from typing import Any
from urllib.parse import SplitResult, urlsplit

SECONDS = 5.0
READ_AT_MOST = 64 * 1024


class TargetRefused(Exception):
    """The name leads to an address where nothing may be sent; ``args[0]`` is the code that says why."""


@dataclass(frozen=True)
class Posted:
    status: int
    body: bytes


def resolved(host: str, port: int, refuse: Callable[[str], str], *, seconds: float = SECONDS) -> str:
    """The first address of ``host``; one refused address among several refuses the name. Raises OSError where there is none in time."""
    addresses = [str(one[4][0]) for one in _looked_up(host, port, seconds)]
    for address in addresses:
        if code := refuse(address):
            raise TargetRefused(code)
    return addresses[0]


def _looked_up(host: str, port: int, seconds: float) -> list[Any]:
    """A name server may be silent for half a minute, and the system's own call knows no deadline: it is left behind in its thread."""
    found: SimpleQueue[list[Any] | Exception] = SimpleQueue()

    def look_up() -> None:
        try:
            found.put(socket.getaddrinfo(host, port, type=socket.SOCK_STREAM))
        except (OSError, UnicodeError) as error:
            found.put(error)

    Thread(target=look_up, daemon=True).start()
    try:
        answer = found.get(timeout=seconds)
    except Empty:
        raise TimeoutError(f"no address of {host} in time") from None
    if isinstance(answer, Exception):
        raise answer
    return answer


class _Line:
    """A connection that is over at its deadline, whatever it is wrapped in by then and whatever the other side does.

    A timeout of the socket counts anew with each byte; this one does not.
    """

    def __init__(self, address: tuple[str, int], seconds: float) -> None:
        ends = time.monotonic() + seconds
        self.socket: socket.socket = socket.create_connection(address, timeout=seconds)
        self.over, self.lock = False, Lock()
        self.timer = Timer(max(ends - time.monotonic(), 0.0), self.cut)
        self.timer.daemon = True
        self.timer.start()

    def secure(self, host: str) -> None:
        """The certificate is for the name, though the address was chosen here."""
        context = ssl.create_default_context()
        with self.lock:
            if self.over:
                raise TimeoutError
            # Wrapping takes the connection out of the plain socket, so from here on the wrapped one is what can be cut.
            wrapped = context.wrap_socket(self.socket, server_hostname=host, do_handshake_on_connect=False)
            self.socket = wrapped
        wrapped.do_handshake()

    def cut(self) -> None:
        with self.lock, contextlib.suppress(OSError):
            self.over = True
            # Not the wrapped socket's own: that one would let a read that is under way go on without encryption.
            socket.socket.shutdown(self.socket, socket.SHUT_RDWR)

    def close(self) -> None:
        self.timer.cancel()
        self.socket.close()


def post_pinned(url: str, body: bytes, headers: Mapping[str, str], *, refuse: Callable[[str], str], seconds: float = SECONDS) -> Posted:
    """One POST without redirects, cookies or proxies, over within ``seconds`` whatever the other side does.

    ``refuse`` gets each resolved address and answers with a code, or nothing. Raises TargetRefused, OSError, http.client.HTTPException.
    """
    ends = time.monotonic() + seconds
    parts = urlsplit(url)
    port = parts.port or (443 if parts.scheme == "https" else 80)
    address = resolved(parts.hostname or "", port, refuse, seconds=seconds)
    line = _Line((address, port), max(ends - time.monotonic(), 0.001))
    try:
        return _exchange(line, parts, body, headers)
    except (OSError, http.client.HTTPException) as error:
        if line.over:
            raise TimeoutError("cut at the deadline") from error
        raise
    finally:
        line.close()


def _exchange(line: _Line, parts: SplitResult, body: bytes, headers: Mapping[str, str]) -> Posted:
    if parts.scheme == "https":
        line.secure(parts.hostname or "")
    speaker = http.client.HTTPConnection(parts.hostname or "", parts.port or None)
    speaker.sock = line.socket
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    try:
        speaker.request("POST", path, body=body, headers={"Host": parts.netloc.rpartition("@")[2], **headers})
        answer = speaker.getresponse()
        return Posted(answer.status, answer.read(READ_AT_MOST))
    finally:
        speaker.close()
