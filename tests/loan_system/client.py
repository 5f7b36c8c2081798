"""How a bank's system speaks to Duzuo: standard library alone, to be copied. Whatever goes wrong, the answer is no."""

import hashlib
import hmac
import json
import time
import urllib.error
import urllib.parse
import urllib.request
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

WINDOW_SECONDS = 300
LONGEST = 64 * 1024


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


class Duzuo:
    def __init__(self, address: str, token: str, *, seconds: float = 2.0) -> None:
        self.address, self.token, self.seconds = address.rstrip("/"), token, seconds
        # A proxy of the environment has no business between a bank's two systems.
        self.opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))

    def _ask(self, method: str, path: str, body: Any = None, headers: Mapping[str, str] | None = None) -> Any:
        request = urllib.request.Request(
            f"{self.address}/api/v1{path}",
            data=None if body is None else json.dumps(body).encode(),
            headers={"Authorization": f"Bearer {self.token}", "Content-Type": "application/json", **(headers or {})},
            method=method,
        )
        with self.opener.open(request, timeout=self.seconds) as answer:
            return json.loads(answer.read())

    def may(self, **question: str) -> Verdict:
        """Before every assignment and at the moment of action. Never raises."""
        try:
            answer = self._ask("GET", f"/authority?{urllib.parse.urlencode(question)}")
            return Verdict(answer["allowed"] is True, str(answer["reason"]))
        except (OSError, ValueError, KeyError, TypeError):
            return Verdict(False, "unreachable")

    def send(self, path: str, body: Mapping[str, Any], *, key: str = "", tries: int = 4, pause: float = 0.2) -> Any:
        """A change: the same key at each try, so that it counts once though the answer was lost. Raises Refused, OSError."""
        name = key or uuid.uuid4().hex
        for number in range(1, tries + 1):
            try:
                return self._ask("POST", path, body, {"Idempotency-Key": name})
            except urllib.error.HTTPError as error:
                if error.code < 500 and error.code != 429:
                    raise Refused(error.code, json.loads(error.read())["error"]) from error
                last: OSError = error
            except OSError as error:
                last = error
            time.sleep(pause * 2**number)
        raise last

    def all_of(self, path: str, name: str) -> list[Any]:
        """Every row of a list, page by page."""
        found, after = [], ""
        while True:
            page = self._ask("GET", f"{path}?{urllib.parse.urlencode({'after': after})}" if after else path)
            found += page[name]
            if not page["next"] or page["next"] == after:
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
    if abs(now - timestamp) > WINDOW_SECONDS:
        return "time"
    signed = f"{timestamp}.{nonce}.".encode() + body
    expected = "v1=" + hmac.new(secret.encode(), signed, hashlib.sha256).hexdigest()
    if not hmac.compare_digest(expected.encode(), given.encode()):
        return "signature"
    if nonce in seen:
        return "replay"
    seen.add(nonce)
    return ""
