"""Duzuo itself, as browsers meet it.

Options: ``facts`` names the file that seed_duzuo.py wrote; ``role`` is trainee (default), hr or room (a seat in a committee, by its
ticket alone); ``exam`` is the first one to sit.
"""

import html
import json
import random
import re
from pathlib import Path
from typing import Any
from uuid import uuid4

CONFIG = re.compile(r'<script id="sitting-config" type="application/json">(.*?)</script>', re.DOTALL)
CHOICE = re.compile(r'name="q(\d+)" value="([^"]+)"')


class Adapter:
    name = "duzuo"

    def __init__(self, base: str, opts: dict[str, str]) -> None:
        self.facts = json.loads(Path(opts["facts"]).read_text(encoding="utf-8"))
        self.role, self.first_exam = opts.get("role", "trainee"), int(opts.get("exam", 0))

    async def login(self, visitor: Any, number: int) -> dict[str, Any]:
        if self.role == "room":
            rooms = self.facts["rooms"]
            room = rooms[number % len(rooms)]
            return {**room, "ticket": room["tickets"][number // len(rooms)]}
        visitor.expect(await visitor.get("/login/"))
        data = {
            "organisation": self.facts["bank"],
            "employee_number": self.facts[self.role][number],
            "password": self.facts["password"],
            "csrfmiddlewaretoken": visitor.cookie("csrftoken"),
        }
        visitor.expect(await visitor.post("/login/", data=data), contains='class="rail"')
        return {"headers": {"X-CSRFToken": visitor.cookie("csrftoken")}, "next_exam": self.first_exam}

    async def start(self, visitor: Any, ctx: dict[str, Any]) -> None:
        """The button, and the paper that the answer leads to."""
        exam = self.facts["exams"][ctx["next_exam"]]
        ctx["next_exam"] += 1
        page = visitor.expect(await visitor.post(f"/assessments/exams/{exam}/start/", headers=ctx["headers"]), contains="sitting-config")
        found = CONFIG.search(page.text)
        if found is None:
            raise RuntimeError("no sitting to go on with")
        ctx["config"], ctx["seq"], ctx["choices"] = json.loads(found[1]), 0, {}
        for position, token in CHOICE.findall(page.text):
            ctx["choices"].setdefault(int(position), []).append(html.unescape(token))

    async def save(self, visitor: Any, ctx: dict[str, Any], question: int, seq: int) -> None:
        """What the page's script sends: the ticket is all that says who it is."""
        config, position = ctx["config"], question % len(ctx["choices"]) + 1
        ctx["seq"] += 1
        body = {"ticket": config["ticket"], "key": str(uuid4()), "client_seq": ctx["seq"], "position": position}
        body |= {"value": random.choice(ctx["choices"][position]), "flagged": False}
        visitor.expect(await visitor.post(config["saveUrl"], json=body), contains='"placement": "current"')

    async def submit(self, visitor: Any, ctx: dict[str, Any]) -> None:
        """Hand in, and the page that says so."""
        url = f"{ctx['config']['pageUrl']}submit/"
        visitor.expect(await visitor.post(url, data={"last_seq": ctx["seq"]}, headers=ctx["headers"]), contains='id="content"')

    async def lesson(self, visitor: Any, ctx: dict[str, Any], number: int) -> None:
        lessons = self.facts["lessons"]
        visitor.expect(await visitor.get(f"/courses/lessons/{lessons[number % len(lessons)]}/"), contains="data-lesson")

    async def desk(self, visitor: Any, ctx: dict[str, Any], number: int) -> None:
        visitor.expect(await visitor.get("/"), contains='aria-current="page"')

    async def list(self, visitor: Any, ctx: dict[str, Any], number: int) -> None:
        """HR's list of people, 50 rows of 300."""
        visitor.expect(await visitor.get(f"/people/?page={number % 5 + 1}"), contains="<table")

    async def poll(self, visitor: Any, ctx: dict[str, Any], number: int) -> None:
        """What a page in the committee room asks every two seconds, while nothing has happened."""
        headers = {"X-Room-Ticket": ctx["ticket"], "If-None-Match": f'"{ctx["version"]}"'}
        visitor.expect(await visitor.get(ctx["url"], headers=headers), 304)
