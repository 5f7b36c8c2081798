"""The bare Django floor app: session, user and CSRF; one upsert per answer. ``save_ticket``: a signed ticket instead of the session."""

import random
from typing import Any


class Adapter:
    name = "django-floor"

    def __init__(self, base: str, opts: dict[str, str]) -> None:
        self.mode, self.page = opts.get("mode", "sql"), opts.get("lesson", "lesson")
        self.stranger = opts.get("role") == "room"

    async def login(self, visitor: Any, number: int) -> dict[str, Any]:
        if self.stranger:
            return {}
        visitor.expect(await visitor.get("/login"))
        data = {"username": f"u{number}", "password": "pw12345x"}
        visitor.expect(await visitor.post("/login", data=data, headers={"X-CSRFToken": visitor.cookie("csrftoken")}))
        return {"headers": {"X-CSRFToken": visitor.cookie("csrftoken")}}

    async def start(self, visitor: Any, ctx: dict[str, Any]) -> None:
        answer = visitor.expect(await visitor.post("/start", headers=ctx["headers"])).json()
        ctx["attempt"], ctx["token"] = answer["attempt"], answer["token"]

    async def save(self, visitor: Any, ctx: dict[str, Any], question: int, seq: int) -> None:
        body = {"attempt": ctx["attempt"], "q": question % 20, "seq": seq, "value": random.choice("abcd")}
        url = {"sql": "/save", "orm": "/save_orm"}[self.mode]
        visitor.expect(await visitor.post(url, json=body, headers=ctx["headers"]), contains='"ok": 1')

    async def save_ticket(self, visitor: Any, ctx: dict[str, Any], question: int, seq: int) -> None:
        # Questions of its own: the floor refuses an older number, and the session's saves count up, too.
        body = {"token": ctx["token"], "q": 100 + question % 20, "seq": seq, "value": random.choice("abcd")}
        visitor.expect(await visitor.post("/fast", json=body), contains='"ok": 1')

    async def submit(self, visitor: Any, ctx: dict[str, Any]) -> None:
        visitor.expect(await visitor.post("/submit", json={"attempt": ctx["attempt"]}, headers=ctx["headers"]), contains='"ok": 1')

    async def lesson(self, visitor: Any, ctx: dict[str, Any], number: int) -> None:
        visitor.expect(await visitor.get(f"/{self.page}/{number % 10 + 1}"), contains="lorem")

    async def poll(self, visitor: Any, ctx: dict[str, Any], number: int) -> None:
        """An empty view."""
        visitor.expect(await visitor.get("/null"), contains="ok")
