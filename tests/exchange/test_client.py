"""The client that banks copy: nothing an address may answer makes it raise, wait, follow, or say yes."""

import json
import socketserver
import threading
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from tests.loan_system.client import LONGEST, Duzuo, Refused, Unreachable, webhook_problem

YES = json.dumps({"allowed": True, "reason": "certified"}).encode()
NO = {"allowed": False, "reason": "unreachable"}
SECONDS = 0.5
Site = Callable[..., "Answering"]


def http(body: bytes, status: str = "200 OK", **headers: str) -> bytes:
    told = {"Content-Length": str(len(body)), **headers}
    return f"HTTP/1.1 {status}\r\n".encode() + b"".join(f"{name}: {value}\r\n".encode() for name, value in told.items()) + b"\r\n" + body


class Answering(socketserver.ThreadingTCPServer):
    """Something that listens and answers every call with the same bytes, one by one where ``pause`` says so."""

    daemon_threads = True

    def __init__(self, answer: bytes, pause: float) -> None:
        super().__init__(("127.0.0.1", 0), Speaker)
        self.answer, self.pause, self.heard = answer, pause, list[bytes]()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"


class Speaker(socketserver.BaseRequestHandler):
    server: Answering

    def handle(self) -> None:
        self.server.heard.append(self.request.recv(65536))
        parts = [self.server.answer[at : at + 1] for at in range(len(self.server.answer))] if self.server.pause else [self.server.answer]
        try:
            for part in parts:
                self.request.sendall(part)
                time.sleep(self.server.pause)
        except OSError:
            return


@pytest.fixture
def site() -> Iterator[Site]:
    made: list[Answering] = []

    def start(answer: bytes, *, pause: float = 0.0) -> Answering:
        made.append(Answering(answer, pause))
        threading.Thread(target=made[-1].serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        return made[-1]

    yield start
    for one in made:
        one.shutdown()
        one.server_close()


def verdict(address: str) -> dict[str, Any]:
    return vars(Duzuo(address, "dz_secret", seconds=SECONDS).may(person="a", node="report", role="lead"))


def test_a_yes_is_a_200_that_says_so(site: Site) -> None:
    asked = site(http(YES))
    assert verdict(asked.address) == {"allowed": True, "reason": "certified"}
    assert b"Authorization: Bearer dz_secret" in asked.heard[0]


@pytest.mark.parametrize(
    "answer",
    [
        b"",
        b"\xff\xfe no protocol at all\r\n\r\n",
        b"HTTP/1.1 yes OK\r\n\r\n",
        http(YES, **{"Content-Length": str(len(YES) + 10)}),
        http(YES, **{"Transfer-Encoding": "chunked", "Content-Length": "0"}),
        http(YES, "201 Created"),
        http(YES, "202 Accepted"),
        http(YES, "206 Partial Content"),
        http(YES, "500 Internal Server Error"),
        http(b"<html>"),
        http(b"[" * 200_000),
        http(b"[true]"),
        http(b'{"allowed": "true", "reason": "certified"}').replace(b"certified", b"x"),
        http(YES[:-1] + b" " * LONGEST + b"}"),
        http(YES, "200 OK", **{f"X-{number}": "x" for number in range(150)}),
    ],
    ids=range(15),
)
def test_everything_else_is_a_no(site: Site, answer: bytes) -> None:
    assert verdict(site(answer).address)["allowed"] is False


def test_a_redirect_is_not_followed(site: Site) -> None:
    elsewhere = site(http(YES))
    for status in ("301 Moved", "302 Found", "307 Temporary", "308 Permanent"):
        assert verdict(site(http(b"", status, Location=f"{elsewhere.address}/api/v1/authority")).address) == NO
    assert elsewhere.heard == []


@pytest.mark.parametrize("answer", [http(YES), b"HTTP/1.1 200 OK\r\n" + b"X-A: b\r\n" * 50])
def test_a_byte_now_and_then_is_too_late(site: Site, answer: bytes) -> None:
    began = time.monotonic()
    assert verdict(site(answer, pause=0.05).address) == NO
    assert time.monotonic() - began < 3 * SECONDS


def test_a_change_is_refused_in_words_or_unreachable(site: Site) -> None:
    refusal = json.dumps({"error": {"code": "invalid", "message": "…", "fields": []}}).encode()
    with pytest.raises(Refused) as refused:
        Duzuo(site(http(refusal, "422 x")).address, "t").send("/cases", {}, tries=1)
    assert (refused.value.status, refused.value.error["code"]) == (422, "invalid")
    for answer in (http(b"<h1>404</h1>", "404 x"), http(refusal, "503 x"), b"nonsense\r\n\r\n"):
        asked = site(answer)
        with pytest.raises(Unreachable):
            Duzuo(asked.address, "t").send("/cases", {}, key="message-1", tries=2, pause=0.01)
        assert [b"Idempotency-Key: message-1" in one for one in asked.heard] == [True, True]


@pytest.mark.parametrize("missing", ["Duzuo-Timestamp", "Duzuo-Nonce", "Duzuo-Signature"])
@pytest.mark.parametrize("left", [None, ""])
def test_a_message_without_one_of_its_headers_is_malformed(missing: str, left: str | None) -> None:
    headers: dict[str, Any] = {"Duzuo-Timestamp": "100", "Duzuo-Nonce": "n", "Duzuo-Signature": "v1=x"}
    assert webhook_problem("s", headers, b"{}", now=100, seen=set()) == "signature"
    assert webhook_problem("s", headers | {missing: left}, b"{}", now=100, seen=set()) == "malformed"
