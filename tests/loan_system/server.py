"""A loan system of its own process: it is told of changes, and asks before each assignment. Ends with its parent's signal.

python -m tests.loan_system.server --port 9000 --duzuo http://127.0.0.1:8000 --token … --secret … --mode good|slow|garbage|error
"""

import argparse
import json
import os
import time
from dataclasses import asdict, dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Lock
from typing import Any

from tests.loan_system.client import Duzuo, webhook_problem


@dataclass
class Book:
    """What the system knows: events by their id (each counts once), messages it did not believe, who was given which case."""

    events: dict[str, Any] = field(default_factory=dict)
    doubled: int = 0
    refused: list[str] = field(default_factory=list)
    assigned: dict[str, str] = field(default_factory=dict)
    nonces: set[str] = field(default_factory=set)
    lock: Lock = field(default_factory=Lock)

    def told(self) -> dict[str, Any]:
        return {"events": list(self.events.values()), "doubled": self.doubled, "refused": self.refused, "assigned": self.assigned}


class Handler(BaseHTTPRequestHandler):
    book: Book
    duzuo: Duzuo
    secret: str
    mode: str

    def log_message(self, *_about: object) -> None:
        """Quiet."""

    def _answer(self, status: int, value: Any) -> None:
        content = json.dumps(value, ensure_ascii=False).encode()
        self.send_response(status)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def do_GET(self) -> None:
        with self.book.lock:
            self._answer(200, self.book.told())

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        if self.path == "/assign":
            return self._assign(json.loads(body))
        if self.path == "/mode":
            type(self).mode = json.loads(body)
            return self._answer(200, {})
        return self._webhook(body)

    def _assign(self, wanted: dict[str, str]) -> None:
        """No assignment without a yes of this very moment."""
        question = {name: wanted[name] for name in ("person", "node", "role", "amount")}
        verdict = self.duzuo.may(**question)
        if verdict.allowed:
            with self.book.lock:
                self.book.assigned[wanted["case"]] = wanted["person"]
        self._answer(200, asdict(verdict))

    def _webhook(self, body: bytes) -> None:
        if self.mode == "slow":  # a byte now and then, for ever
            for _number in range(300):
                self.wfile.write(b"H")
                self.wfile.flush()
                time.sleep(0.1)
            return None
        if self.mode == "garbage":
            self.wfile.write(os.urandom(200_000))
            return None
        if self.mode == "error":
            return self._answer(503, {})
        with self.book.lock:
            problem = webhook_problem(self.secret, self.headers, body, now=time.time(), seen=self.book.nonces)  # type: ignore[arg-type]  # a mapping, too
            if problem:
                self.book.refused.append(problem)
                return self._answer(401, {"problem": problem})
            event = json.loads(body)
            self.book.doubled += event["id"] in self.book.events
            self.book.events[event["id"]] = event
        return self._answer(200, {})


def main() -> None:
    parser = argparse.ArgumentParser()
    for name in ("port", "duzuo", "token", "secret"):
        parser.add_argument(f"--{name}", required=True)
    parser.add_argument("--mode", default="good")
    given = parser.parse_args()
    known = {"book": Book(), "duzuo": Duzuo(given.duzuo, given.token), "secret": given.secret, "mode": given.mode}
    ThreadingHTTPServer(("127.0.0.1", int(given.port)), type("OfBank", (Handler,), known)).serve_forever()


if __name__ == "__main__":
    main()
