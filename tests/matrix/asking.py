"""Asks for addresses as somebody, each time on the same untouched world."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from http.cookies import SimpleCookie

from django.core.cache import cache
from django.db import transaction
from django.test import Client
from django.urls import reverse

from lms.people.models import User
from tests.factories.world import World

from .addresses import Address
from .lines import Line

# Where a person is sent who has to do something else first: that is not getting through.
ELSEWHERE = ("/login/", "/password/", "/account/confidentiality/", "/2fa/")


@dataclass(frozen=True)
class Visitor:
    """Somebody's cookies in a browser that all share: each browser of its own would build the whole site again."""

    client: Client
    cookies: str = ""

    @classmethod
    def signed_in(cls, client: Client, user: User) -> "Visitor":
        client.cookies = SimpleCookie()
        client.force_login(user, backend="lms.people.backends.PeopleBackend")
        return cls(client, client.cookies.output(header="", sep=";"))

    def ask(self, method: str, url: str, **headers: str) -> "Answer":
        """What ``url`` answers; whatever the request has changed is taken back."""
        self.client.cookies = SimpleCookie(self.cookies)
        with transaction.atomic():
            response = self.client.generic(method, url, headers=headers)
            answer = Answer(response.status_code, response.headers.get("Location", ""), _cause(response))
            if response.streaming:
                # Reading a file to its end closes it.
                b"".join(response.streaming_content)  # type: ignore[arg-type]  # never asynchronous here
            transaction.set_rollback(True)
        if method not in ("GET", "HEAD"):
            cache.clear()
        return answer


@dataclass(frozen=True)
class Answer:
    status: int
    location: str = ""
    cause: str = ""

    @property
    def sent_elsewhere(self) -> str:
        """The page a person is sent to first, if this is such a redirect."""
        return next((prefix for prefix in ELSEWHERE if self.status == 302 and self.location.startswith(prefix)), "")

    def __str__(self) -> str:
        return " ".join(str(part) for part in (self.status, self.location, self.cause) if part)


def _cause(response: object) -> str:
    """What broke, where something did."""
    info = getattr(response, "exc_info", None)
    return f"{info[0].__name__}: {info[1]}" if info else ""


def kwargs_for(address: Address, line: Line, things: Mapping[str, str | int]) -> dict[str, str | int]:
    values = [thing.removeprefix("=") if thing.startswith("=") else things[thing] for thing in line.things]
    return dict(zip(address.arguments, values, strict=True))


def url_for(address: Address, line: Line, world: World) -> str:
    url = reverse(address.name, kwargs=kwargs_for(address, line, world.things))
    if not line.query:
        return url
    value = world.things[line.query]
    return f"{url}?{value if '=' in str(value) else f'key={value}'}"


def mixed_urls(address: Address, line: Line, ours: World, theirs: World) -> Iterator[str]:
    """The address with one of our things exchanged for another bank's."""
    for place, thing in enumerate(line.things):
        if len(line.things) > 1 and not thing.startswith("=") and ours.things[thing] != theirs.things[thing]:
            values = kwargs_for(address, line, ours.things)
            values[address.arguments[place]] = theirs.things[thing]
            yield reverse(address.name, kwargs=values)
