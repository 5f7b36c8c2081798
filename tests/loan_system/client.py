"""How a bank's system speaks to Duzuo: standard library alone, to be copied. Whatever goes wrong, the answer is no."""

import contextlib
import hashlib
import hmac
import http.client
import json
import queue
import socket
import threading
import time
import urllib.parse
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

WINDOW_SECONDS = 300
LONGEST = 4 * 1024 * 1024
"""No answer of Duzuo is longer; whatever is, is not read to its end."""


@dataclass(frozen=True)
class Verdict:
    """``reason`` is Duzuo's code, or ``unreachable`` where there was no answer that could be understood."""

    allowed: bool
    reason: str


class Refused(Exception):
    """Duzuo understood the message and says no; sending it again as it is won't help."""

    def __init__(self, status: int, error: Mapping[str, Any]) -> None:
        super().__init__(status, error)
        self.status, self.error = status, error


class Unreachable(OSError):
    """No answer, or none that could be understood; a change may or may not have happened."""


class Duzuo:
    """``seconds`` is how long one call may take from its first to its last byte, looking up the name included."""

    def __init__(self, address: str, token: str, *, seconds: float = 2.0) -> None:
        self.address, self.token, self.seconds = urllib.parse.urlsplit(address.rstrip("/")), token, seconds

    def _ask(self, method: str, path: str, body: Any = None, headers: Mapping[str, str] | None = None) -> Any:
        """What a 200 says. Raises Refused for a no in Duzuo's words, Unreachable for everything else."""
        try:
            status, content = self._exchange(method, path, body, headers or {})
            value = json.loads(content)
        except (OSError, http.client.HTTPException, ValueError, RecursionError) as error:
            raise Unreachable(repr(error)) from error
        if status == 200:
            return value
        if 400 <= status < 500 and status != 429 and isinstance(value, dict) and isinstance(value.get("error"), dict):
            raise Refused(status, value["error"])
        raise Unreachable(f"status {status}")

    def _exchange(self, method: str, path: str, body: Any, headers: Mapping[str, str]) -> tuple[int, bytes]:
        """One call. No proxy of the environment, and no redirect: the token goes to this address and to no other."""
        kind = http.client.HTTPSConnection if self.address.scheme == "https" else http.client.HTTPConnection
        connection = kind(self.address.hostname or "", self.address.port, timeout=self.seconds)
        content = None if body is None else json.dumps(body).encode()
        told = {"Authorization": f"Bearer {self.token}", "Content-Type": "application/json", "Connection": "close", **headers}

        def call() -> tuple[int, bytes]:
            connection.request(method, f"{self.address.path}/api/v1{path}", body=content, headers=told)
            answer = connection.getresponse()
            read = answer.read(LONGEST + 1)
            # Asked for more than there is, it does not say by itself that something is missing.
            if len(read) > LONGEST or answer.length:
                raise ValueError("too long, or cut off")
            return answer.status, read

        return self._in_time(connection, call)

    def _in_time(self, connection: http.client.HTTPConnection, call: Any) -> Any:
        """A socket's own timeout counts anew with each byte; this one does not."""
        done: queue.Queue[tuple[Any, BaseException | None]] = queue.Queue(1)

        def work() -> None:
            try:
                done.put((call(), None))
            except BaseException as error:
                done.put((None, error))
            finally:
                connection.close()

        threading.Thread(target=work, daemon=True).start()
        try:
            value, error = done.get(timeout=self.seconds)
        except queue.Empty:
            with contextlib.suppress(OSError, AttributeError):  # nothing is connected yet
                connection.sock.shutdown(socket.SHUT_RDWR)
            raise TimeoutError("no whole answer in time") from None
        if error is not None:
            raise error
        return value

    def may(self, **question: str) -> Verdict:
        """Before every assignment and at the moment of action. Never raises."""
        try:
            answer = self._ask("GET", f"/authority?{urllib.parse.urlencode(question)}")
            return Verdict(answer["allowed"] is True, str(answer["reason"]))
        except Exception:  # whatever it was, nobody said yes
            return Verdict(False, "unreachable")

    def send(self, path: str, body: Mapping[str, Any], *, key: str = "", tries: int = 4, pause: float = 0.2) -> Any:
        """A change: the same key at each try, so that it counts once though the answer was lost. Raises Refused, Unreachable."""
        name = key or uuid.uuid4().hex
        for number in range(1, tries):
            try:
                return self._ask("POST", path, body, {"Idempotency-Key": name})
            except Unreachable:
                time.sleep(pause * 2**number)
        return self._ask("POST", path, body, {"Idempotency-Key": name})

    def all_of(self, path: str, name: str) -> list[Any]:
        """Every row of a list, page by page."""
        found, after = [], ""
        while True:
            page = self._ask("GET", f"{path}?{urllib.parse.urlencode({'after': after})}" if after else path)
            found += page[name]
            if not page["more"]:
                return found
            after = page["next"]


def webhook_problem(secret: str, headers: Mapping[str, str], body: bytes, *, now: float, seen: set[str]) -> str:
    """Why a message is not believed, or nothing: ``malformed``, ``time``, ``signature``, ``replay``. Notes the nonce of a good one.

    ``seen`` has to outlive a restart for as long as the window is.
    """
    try:
        timestamp, nonce, given = int(headers["Duzuo-Timestamp"]), headers["Duzuo-Nonce"], headers["Duzuo-Signature"]
    except (KeyError, TypeError, ValueError):  # some mappings answer None for what is not there
        return "malformed"
    if not nonce or not given:
        return "malformed"
    if abs(now - timestamp) > WINDOW_SECONDS:
        return "time"
    signed = f"{timestamp}.{nonce}.".encode(errors="replace") + body
    expected = "v1=" + hmac.new(secret.encode(), signed, hashlib.sha256).hexdigest()
    if not hmac.compare_digest(expected.encode(), given.encode(errors="replace")):
        return "signature"
    if nonce in seen:
        return "replay"
    seen.add(nonce)
    return ""
