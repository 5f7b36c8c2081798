"""One virtual user: own cookies, own connections, and what its requests cost."""

import json
from typing import Any
from urllib.parse import urljoin

import aiohttp
from yarl import URL

QUERIES = "X-Bench-Queries"  # set by counted.py; absent otherwise


class Response:
    __slots__ = ("headers", "status", "text", "url")

    def __init__(self, status: int, text: str, url: str, headers: Any) -> None:
        self.status, self.text, self.url, self.headers = status, text, url, headers

    def json(self) -> Any:
        return json.loads(self.text)


class Visitor:
    """Counts requests (a redirect followed is one, too), bytes of bodies, and queries where the server tells them."""

    def __init__(self, base: str, timeout: float) -> None:
        self.base = base
        self.requests = self.bytes = self.queries = 0
        self.session = aiohttp.ClientSession(
            # Production sets secure cookies; TLS ends before the application server, so loopback stands for it here.
            cookie_jar=aiohttp.CookieJar(unsafe=True, treat_as_secure_origin=[URL(base)]),
            # Below the server's own two seconds, so that no request goes into a connection that is just being closed.
            connector=aiohttp.TCPConnector(limit=2, keepalive_timeout=1),
            timeout=aiohttp.ClientTimeout(total=timeout),
            headers={"User-Agent": "duzuo-bench/1", "X-Forwarded-Proto": "https", "Referer": base.replace("http:", "https:", 1) + "/"},
        )

    def cookie(self, name: str) -> str | None:
        return next((cookie.value for cookie in self.session.cookie_jar if cookie.key == name), None)

    async def request(self, method: str, url: str, **kwargs: Any) -> Response:
        async with self.session.request(method, urljoin(self.base, url), **kwargs) as answer:
            body = await answer.read()
            self.requests += 1 + len(answer.history)
            self.bytes += len(body)
            self.queries += sum(int(one.headers.get(QUERIES, 0)) for one in (*answer.history, answer))
            return Response(answer.status, body.decode("utf-8", "replace"), str(answer.url), answer.headers)

    async def get(self, url: str, **kwargs: Any) -> Response:
        return await self.request("GET", url, **kwargs)

    async def post(self, url: str, **kwargs: Any) -> Response:
        return await self.request("POST", url, **kwargs)

    @staticmethod
    def expect(answer: Response, status: int = 200, contains: str | None = None) -> Response:
        if answer.status != status:
            raise RuntimeError(f"HTTP {answer.status} at {answer.url}: {answer.text[:200]!r}")
        if contains is not None and contains not in answer.text:
            raise RuntimeError(f"{contains!r} not in answer of {answer.url}: {answer.text[:200]!r}")
        return answer
