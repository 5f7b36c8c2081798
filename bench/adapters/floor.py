"""The bare Django floor app: session auth + CSRF, one upsert per answer.

opts: lesson=lesson|lesson_cached, mode=sql (default: one INSERT..SELECT..ON CONFLICT) | orm (update_or_create + parent save)
| fast (signed token, no session)
"""

import random


class Adapter:
    name = "django-floor"

    def __init__(self, base, opts):
        self.mode, self.lesson = opts.get("mode", "sql"), opts.get("lesson", "lesson")

    async def login(self, http, i):
        http.expect(await http.get("/login"))
        http.expect(
            await http.post("/login", data={"username": f"u{i}", "password": "pw12345x"}, headers={"X-CSRFToken": http.cookie("csrftoken")})
        )
        return {"h": {"X-CSRFToken": http.cookie("csrftoken")}}

    async def start_exam(self, http, ctx):
        d = http.expect(await http.post("/start", headers=ctx["h"])).json()
        ctx["attempt"], ctx["token"] = d["attempt"], d["token"]

    async def save_answer(self, http, ctx, q, seq):
        body = {"attempt": ctx["attempt"], "q": q, "seq": seq, "value": random.choice("abcd")}
        url = {"sql": "/save", "orm": "/save_orm", "fast": "/fast"}[self.mode]
        if self.mode == "fast":
            body["token"] = ctx["token"]
        http.expect(await http.post(url, json=body, headers=ctx["h"]), contains='"ok": 1')

    async def submit(self, http, ctx):
        http.expect(await http.post("/submit", json={"attempt": ctx["attempt"]}, headers=ctx["h"]), contains='"ok": 1')

    async def lesson_page(self, http, ctx, n):
        http.expect(await http.get(f"/{self.lesson}/{n % 10 + 1}"), contains="lorem")
