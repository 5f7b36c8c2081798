#!/usr/bin/env python3
"""Exam-hall / lesson-page load driver.

Drives any learning system over HTTP with one cookie session per virtual user, and reports
latency, throughput and *server CPU time per operation* as JSON on stdout.

  python drive.py --base http://127.0.0.1:8000 --adapter adapters/ours.py \
      --users 50 --answers 20 --lessons 10 --conc 4 \
      --proc app=1234 --proc db=5678 [--opt key=value ...]

Phases (each separately measured):  login, start, save, submit, lesson
  start/submit   all users released together by a barrier (the "same minute" spikes)
  save           --answers per user; closed loop (default) or open loop with --rate R ops/s
                 (open loop counts latency from the *scheduled* time, so queueing is not hidden)
  lesson         --lessons per user, closed loop

--proc NAME=PID[,PID...]   CPU is user+sys of each pid, its live descendants and their reaped
                           children, from /proc/PID/stat; NAME groups pids (app, db, cache, web).
Bounds: every phase has a fixed operation count and also stops at --max-seconds.

An adapter module defines class Adapter (see adapters/_template.py):
    def __init__(self, base, opts)
    async def login(self, http, i) -> ctx           # i = 0-based virtual user number
    async def start_exam(self, http, ctx)
    async def save_answer(self, http, ctx, q, seq)
    async def submit(self, http, ctx)
    async def lesson_page(self, http, ctx, n)
`http` is an Http object: await http.get(url, **kw) / http.post(url, **kw) -> Response(status, text, json(), url, headers).
A step raises (or http.expect() raises) to count as an error. Steps the adapter lacks are skipped.
"""

import argparse
import asyncio
import importlib.util
import json
import os
import platform
import statistics
import sys
import time
from urllib.parse import urljoin, urlparse

import aiohttp

TICK = os.sysconf("SC_CLK_TCK")


# ---------- server CPU ----------
def _stats():
    out = {}
    for d in os.listdir("/proc"):
        if d.isdigit():
            try:
                with open(f"/proc/{d}/stat", "rb") as f:
                    s = f.read()
            except OSError:
                continue
            r = s[s.rindex(b")") + 2 :].split()
            out[int(d)] = (int(r[1]), sum(map(int, r[11:15])))  # ppid, utime+stime+cutime+cstime
    return out


def tree_cpu(roots):
    """CPU seconds of each root, live descendants, and already reaped children."""
    st, kids = _stats(), {}
    for pid, (pp, _) in st.items():
        kids.setdefault(pp, []).append(pid)
    seen, todo = set(), [p for p in roots if p in st]
    while todo:
        p = todo.pop()
        if p in seen:
            continue
        seen.add(p)
        todo += kids.get(p, [])
    return sum(st[p][1] for p in seen) / TICK


def tree_rss(roots):
    st, kids = _stats(), {}
    for pid, (pp, _) in st.items():
        kids.setdefault(pp, []).append(pid)
    seen, todo, kb = set(), [p for p in roots if p in st], 0
    while todo:
        p = todo.pop()
        if p in seen:
            continue
        seen.add(p)
        todo += kids.get(p, [])
        try:
            with open(f"/proc/{p}/smaps_rollup") as rollup:
                kb += sum(int(line.split()[1]) for line in rollup if line.startswith("Pss:"))
        except OSError:
            pass
    return round(kb / 1024, 1)


# ---------- http ----------
class Response:
    __slots__ = ("headers", "status", "text", "url")

    def __init__(self, status, text, url, headers):
        self.status, self.text, self.url, self.headers = status, text, url, headers

    def json(self):
        return json.loads(self.text)


class Http:
    """One virtual user: own cookie jar, keep-alive connection, request counter."""

    def __init__(self, base, timeout):
        self.base, self.n, self.bytes = base, 0, 0
        self.s = aiohttp.ClientSession(
            cookie_jar=aiohttp.CookieJar(unsafe=True),
            connector=aiohttp.TCPConnector(limit=2),
            timeout=aiohttp.ClientTimeout(total=timeout),
            headers={"User-Agent": "lms-bench/1"},
        )

    def cookie(self, name):
        for c in self.s.cookie_jar:
            if c.key == name:
                return c.value

    async def request(self, method, url, **kw):
        self.n += 1
        async with self.s.request(method, urljoin(self.base, url), **kw) as r:
            body = await r.read()
            self.bytes += len(body)
            # each redirect followed is a server request too
            self.n += len(r.history)
            return Response(r.status, body.decode("utf-8", "replace"), str(r.url), r.headers)

    async def get(self, url, **kw):
        return await self.request("GET", url, **kw)

    async def post(self, url, **kw):
        return await self.request("POST", url, **kw)

    @staticmethod
    def expect(r, status=200, contains=None):
        if r.status != status:
            raise RuntimeError(f"HTTP {r.status} at {r.url}: {r.text[:200]!r}")
        if contains is not None and contains not in r.text:
            raise RuntimeError(f"{contains!r} not in answer of {r.url}: {r.text[:200]!r}")
        return r


def pct(v, p):
    if not v:
        return None
    v = sorted(v)
    return round(v[min(len(v) - 1, int(p / 100 * len(v)))] * 1000, 2)


class Phase:
    def __init__(self, name, groups, users, max_s):
        self.name, self.groups, self.users, self.max_s = name, groups, users, max_s
        self.lat, self.err, self.msgs, self.skipped = [], 0, [], 0

    async def op(self, coro, t0):
        try:
            await coro
            self.lat.append(time.perf_counter() - t0)
        except Exception as e:
            self.err += 1
            if len(self.msgs) < 3:
                self.msgs.append(f"{type(e).__name__}: {e}"[:300])

    def __enter__(self):
        self.c0 = {g: tree_cpu(p) for g, p in self.groups.items()}
        self.n0 = sum(u.n for u in self.users)
        self.b0 = sum(u.bytes for u in self.users)
        self.d0 = time.process_time()
        self.w0 = time.perf_counter()
        self.deadline = self.w0 + self.max_s
        return self

    def __exit__(self, *a):
        self.wall = time.perf_counter() - self.w0
        self.drv = time.process_time() - self.d0
        self.cpu = {g: tree_cpu(p) - self.c0[g] for g, p in self.groups.items()}
        self.reqs = sum(u.n for u in self.users) - self.n0
        self.bytes = sum(u.bytes for u in self.users) - self.b0

    def out(self):
        ok, tot = len(self.lat), sum(self.cpu.values())
        d = {
            "operations": ok,
            "errors": self.err,
            "http_requests": self.reqs,
            "wall_s": round(self.wall, 3),
            "ops_per_s": round(ok / self.wall, 1) if self.wall else None,
            "p50_ms": pct(self.lat, 50),
            "p95_ms": pct(self.lat, 95),
            "p99_ms": pct(self.lat, 99),
            "max_ms": round(max(self.lat) * 1000, 2) if self.lat else None,
            "mean_ms": round(statistics.mean(self.lat) * 1000, 2) if self.lat else None,
            "cpu_ms_per_op": {g: round(c * 1000 / ok, 3) for g, c in self.cpu.items()} if ok else None,
            "cpu_ms_per_op_total": round(tot * 1000 / ok, 3) if ok else None,
            "ops_per_s_per_core_by_cpu": round(ok / tot, 1) if tot else None,
            "bytes_per_op": round(self.bytes / ok) if ok else None,
            "driver_cpu_ms_per_op": round(self.drv * 1000 / ok, 3) if ok else None,
        }
        if self.msgs:
            d["error_samples"] = self.msgs
        if self.skipped:
            d["skipped_at_time_limit"] = self.skipped
        return d


async def bounded(n, items, fn):
    """Run fn(item) for every item with at most n under way."""
    it = iter(items)

    async def worker():
        for x in it:
            await fn(x)

    await asyncio.gather(*(worker() for _ in range(n)))


async def main(a):
    host = urlparse(a.base).hostname
    if host not in ("127.0.0.1", "localhost", "::1"):
        sys.exit("refusing a non-loopback target")
    spec = importlib.util.spec_from_file_location("adapter", a.adapter)
    mod = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(mod)
    ad = mod.Adapter(a.base, dict(o.split("=", 1) for o in a.opt))
    groups = {}
    for p in a.proc:
        g, ids = p.split("=", 1)
        groups.setdefault(g, []).extend(int(x) for x in ids.split(",") if x)
    users = [Http(a.base, a.timeout) for _ in range(a.users)]
    ctx = [None] * a.users
    res = {}
    want = a.phases.split(",")

    def phase(name):
        return Phase(name, groups, users, a.max_seconds)

    async def login(ph, i):
        if time.perf_counter() > ph.deadline:
            ph.skipped += 1
            return

        async def go():
            ctx[i] = await ad.login(users[i], i + a.first_user)

        await ph.op(go(), time.perf_counter())

    try:
        with phase("login") as ph:
            await bounded(a.login_conc, range(a.users), lambda i: login(ph, i))
        res["login"] = ph.out()
        live = [i for i in range(a.users) if ctx[i] is not None]
        if not live:
            raise SystemExit(json.dumps(res, indent=1))

        async def spike(name, fn):
            with phase(name) as ph:
                t0 = time.perf_counter()  # everyone is released at the same instant
                sem = asyncio.Semaphore(a.spike_conc or len(live))

                async def one(i):
                    async with sem:
                        if time.perf_counter() > ph.deadline:
                            ph.skipped += 1
                            return
                        await ph.op(fn(users[i], ctx[i]), t0 if not a.spike_conc else time.perf_counter())

                await asyncio.gather(*(one(i) for i in live))
            res[name] = ph.out()

        if "start" in want and hasattr(ad, "start_exam"):
            await spike("start", ad.start_exam)
        if "save" in want and hasattr(ad, "save_answer"):
            work = [(i, k) for k in range(a.answers) for i in live]
            for rep in range(a.repeat):
                with phase("save") as ph:
                    if a.rate:
                        t0, tasks = time.perf_counter() + 0.1, []
                        for n, (i, k) in enumerate(work):
                            at = t0 + n / a.rate
                            if at > ph.deadline:
                                ph.skipped += 1
                                continue
                            await asyncio.sleep(max(0, at - time.perf_counter()))
                            tasks.append(asyncio.create_task(ph.op(ad.save_answer(users[i], ctx[i], k, rep * a.answers + k + 1), at)))
                        await asyncio.gather(*tasks)
                    else:
                        # a user never has two answers in flight: each worker owns users
                        async def own(us, rep=rep):
                            for k in range(a.answers):
                                for i in us:
                                    t = time.perf_counter()
                                    if t > ph.deadline:
                                        ph.skipped += 1
                                        continue
                                    await ph.op(ad.save_answer(users[i], ctx[i], k, rep * a.answers + k + 1), t)

                        await asyncio.gather(*(own(live[w :: a.conc]) for w in range(a.conc)))
                res["save" if a.repeat == 1 else f"save#{rep + 1}"] = ph.out()
        if "submit" in want and hasattr(ad, "submit"):
            await spike("submit", ad.submit)
        if "lesson" in want and hasattr(ad, "lesson_page"):
            with phase("lesson") as ph:

                async def own2(us):
                    for k in range(a.lessons):
                        for i in us:
                            t = time.perf_counter()
                            if t > ph.deadline:
                                ph.skipped += 1
                                continue
                            await ph.op(ad.lesson_page(users[i], ctx[i], k), t)

                await asyncio.gather(*(own2(live[w :: a.conc]) for w in range(a.conc)))
            res["lesson"] = ph.out()
    finally:
        for u in users:
            await u.s.close()
    print(
        json.dumps(
            {
                "system": getattr(ad, "name", a.adapter),
                "label": a.label,
                "base": a.base,
                "users": a.users,
                "answers": a.answers,
                "conc": a.conc,
                "rate": a.rate,
                "host": {"cores": os.cpu_count(), "python": platform.python_version(), "load1": os.getloadavg()[0]},
                "pss_mib": {g: tree_rss(p) for g, p in groups.items()},
                "phases": res,
            },
            indent=1,
        )
    )


if __name__ == "__main__":
    p = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    p.add_argument("--base", required=True)
    p.add_argument("--adapter", required=True)
    p.add_argument("--users", type=int, default=20)
    p.add_argument("--first-user", type=int, default=0, help="number of the first virtual user (fresh users for one-attempt systems)")
    p.add_argument("--answers", type=int, default=10)
    p.add_argument("--lessons", type=int, default=10)
    p.add_argument("--conc", type=int, default=4, help="closed-loop concurrency of save and lesson")
    p.add_argument("--login-conc", type=int, default=2)
    p.add_argument("--spike-conc", type=int, default=0, help="cap start/submit spike (0 = all at once)")
    p.add_argument("--rate", type=float, default=0, help="open-loop save ops/s (0 = closed loop)")
    p.add_argument("--repeat", type=int, default=1, help="repeat the save phase")
    p.add_argument("--phases", default="start,save,submit,lesson")
    p.add_argument("--proc", action="append", default=[], metavar="NAME=PID[,PID]")
    p.add_argument("--opt", action="append", default=[], metavar="K=V", help="passed to the adapter")
    p.add_argument("--timeout", type=float, default=60)
    p.add_argument("--max-seconds", type=float, default=60, help="time limit of each phase")
    p.add_argument("--label", default="")
    asyncio.run(main(p.parse_args()))
