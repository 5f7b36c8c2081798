"""Follows every address somebody can reach, and notes which canaries they meet where."""

import re
from collections import Counter, deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from html import unescape
from urllib.parse import urljoin, urlsplit

from django.db import transaction
from django.test import Client
from django.urls import Resolver404, resolve, reverse

from courses.middleware import is_needed
from lms.jobs.actions.run import run_job
from lms.jobs.models import Job
from tests.factories.world import World
from tests.matrix.addresses import by_label
from tests.matrix.asking import url_for
from tests.matrix.studio import studio_addresses
from tests.matrix.tables import cases
from tests.matrix.test_studio import url_of

from .nest import Canary, Nest
from .reading import body_of, headers_of, text_of

LINK = re.compile(r"""(?:href|src|hx-get|data-[a-z-]*url|data-src|formaction)="([^"#]+)""")
# Whatever was stamped answers to this in every search.
EVERYTHING = "zq"
SEARCHES = (
    "search", "course-search", "people-list", "cohort-list", "question-list", "paper-list", "exam-list", "regulation-list", "leave-list",
    "committee-list", "media-list",
)  # fmt: skip
# Files are asked for by a button and made in the background; a sitting under way opens on one device.
ORDERS = (
    "sitting-take-over",
    "rule-pdf", "my-letter-pdf", "decision-pdf", "decision-excel", "standing-pdf", "exam-export", "course-class-export", "question-export",
    "act-export", "paper-file", "paper-file-answers", "paper-file-key", "chain-head", "people-codes", "sign-in-codes",
)  # fmt: skip
# The address of somebody's calendar is known to them alone.
SECRET = "calendar-feed"
# Signs out, or changes the language for what follows.
LEFT_ALONE = {"sign-out", "account_logout"}
ALIKE = 25
VARIANTS = 4


@dataclass(frozen=True)
class Meeting:
    canary: Canary
    place: str


@dataclass
class Crawl:
    """One person's way through the site; ``view`` → how often it was asked for keeps long lists short."""

    client: Client
    nest: Nest
    meetings: set[Meeting] = field(default_factory=set)
    formats: Counter[str] = field(default_factory=Counter)
    broken: list[str] = field(default_factory=list)
    asked: set[str] = field(default_factory=set)
    times: Counter[str] = field(default_factory=Counter)
    variants: Counter[str] = field(default_factory=Counter)
    waiting: deque[str] = field(default_factory=deque)

    def run(self, start: Iterable[str], orders: Iterable[str] = ()) -> "Crawl":
        """Everything is taken back afterwards: looking leaves traces, too."""
        with transaction.atomic():
            newest = Job.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
            for url in orders:
                self._read(url, self.client.post(url))
            self._make_files(Job.objects.filter(pk__gt=newest).order_by("pk"))
            for url in start:
                self._note(url, always=True)
            while self.waiting:
                url = self.waiting.popleft()
                self._read(url, self.client.get(url))
            transaction.set_rollback(True)
        return self

    def _make_files(self, jobs: Iterable[Job]) -> None:
        for job in jobs:
            run_job(job.pk)
            self._note(reverse("job-detail", args=[job.public_id]), always=True)
            self._note(reverse("job-file", args=[job.public_id]), always=True)

    def _note(self, url: str, *, always: bool = False) -> None:
        parts = urlsplit(url)
        if parts.netloc or url in self.asked or not parts.path.startswith("/"):
            return
        try:
            name = resolve(parts.path).view_name or ""
        except Resolver404:
            return
        if name in LEFT_ALONE or (not always and (self.times[name] >= ALIKE or self.variants[parts.path] >= VARIANTS)):
            return
        self.asked.add(url)
        self.times[name] += 1
        self.variants[parts.path] += 1
        self.waiting.append(url)

    def _read(self, url: str, response: object) -> None:
        status = response.status_code  # type: ignore[attr-defined]
        if status >= 500:
            self.broken.append(f"{status} {url}")
        content = body_of(response)  # type: ignore[arg-type]
        kind = response.headers.get("Content-Type", "").partition(";")[0]  # type: ignore[attr-defined]
        text = text_of(content)
        place = resolve(urlsplit(url).path).view_name or url
        self.meetings |= {Meeting(canary, place) for canary in self.nest.seen_in(text + headers_of(response))}  # type: ignore[arg-type]
        if status == 200:
            self.formats[kind] += 1
        for link in [response.headers.get("Location", "")] + (LINK.findall(text) if kind == "text/html" else []):  # type: ignore[attr-defined]
            if link:
                self._note(urljoin(url, unescape(link)))


def start_pages(*worlds: World) -> Iterator[str]:
    """Every address of the matrix about the things of each world, searches for everything, and the studio."""
    labels = by_label()
    for world in worlds:
        for label, line in cases():
            if line.get is not None and label != SECRET:
                yield url_for(labels[label], line, world)
        for address in studio_addresses():
            url = url_of(address, world.things)
            if is_needed(resolve(url)):
                yield url
    for name in SEARCHES:
        yield f"{reverse(name)}?q={EVERYTHING}"
    yield f"{reverse('evidence-list')}?format=xlsx"


def own_calendar(world: World) -> str:
    return reverse(SECRET, args=[world.things["feed"]])


def orders(*worlds: World) -> Iterator[str]:
    labels = by_label()
    for world in worlds:
        for label, line in cases():
            if label in ORDERS:
                yield url_for(labels[label], line, world)


def leaks(crawl: Crawl, bank: str, part: str) -> dict[str, list[str]]:
    """What somebody met that is not for them, and where."""
    places: dict[str, set[str]] = {}
    for meeting in crawl.meetings:
        if not meeting.canary.may_be_read_by(bank, part):
            places.setdefault(str(meeting.canary), set()).add(meeting.place)
    return {canary: sorted(found) for canary, found in sorted(places.items())}
