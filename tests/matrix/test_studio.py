"""The studio exists for authors only, and in it only what they need of their own branch."""

import pytest
from django.urls import resolve, reverse

from courses.middleware import is_needed

from .addresses import Address
from .asking import Visitor
from .conftest import Site
from .lines import AUTHORS, PEOPLE
from .studio import COMPARE, PAGE_ARGUMENTS, PAGES_OF_THE_INTERFACE, WORDS, names_something, studio_addresses

EVERY = pytest.mark.parametrize("address", studio_addresses(), ids=lambda address: address.full_name)
NAMING = [address for address in studio_addresses() if names_something(address)]
METHODS = ("GET", "POST")


def outside(site: Site) -> list[tuple[str, Visitor]]:
    return [(part, visitor) for part, visitor in site.own.items() if part not in AUTHORS.split()]


def url_of(address: Address, things: dict[str, str | int]) -> str:
    """The address about the world's own lesson wherever it names a page."""
    page, revision = things["lesson_page"], things["lesson_revision"]
    if address.name == COMPARE:
        return reverse(address.name, args=[page, "earliest", "latest"])
    if address.name in PAGES_OF_THE_INTERFACE:
        return reverse(address.name, kwargs={"pk": page} | ({"action_name": "publish"} if "action_name" in address.arguments else {}))
    known = {**WORDS, **dict.fromkeys(PAGE_ARGUMENTS, page), "revision_id": revision, "object_id": page, "pk": things["media_row"]}
    return reverse(address.name, kwargs={name: known.get(name, 1) for name in address.arguments})


def test_who_writes_nothing_finds_no_studio(site: Site) -> None:
    """Whoever they are: the door looks at nothing but the person."""
    answers = {(part, method): visitor.ask(method, "/studio/").status for part, visitor in outside(site) for method in METHODS}
    assert set(answers.values()) == {404}
    assert len(answers) == 2 * (len(PEOPLE) - len(AUTHORS.split()))


@EVERY
def test_whatever_they_ask_for(address: Address, site: Site) -> None:
    """Nor is anything of it open to somebody who isn't signed in."""
    url = url_of(address, site.ours.things)
    for method in METHODS:
        assert site.own["admin"].ask(method, url).status == 404
        answer = site.nobody.ask(method, url)
        assert (answer.status, answer.location.partition("?")[0]) == (302, "/login/")


@EVERY
def test_authors_find_what_they_need(address: Address, site: Site) -> None:
    """Whatever else Wagtail brings with it doesn't exist; nothing breaks."""
    url = url_of(address, site.ours.things)
    needed = is_needed(resolve(url))
    for method in METHODS:
        answer = site.own["instructor"].ask(method, url)
        assert answer.status < 500, answer
        if not needed and address.name != "wagtailadmin_account":
            assert answer.status == 404


@pytest.mark.parametrize("address", NAMING, ids=lambda address: address.full_name)
def test_another_banks_things_are_not_there(address: Address, site: Site) -> None:
    """Their authors are told what everybody is told about a page that nobody has written."""
    url = url_of(address, site.ours.things)
    for method in METHODS:
        if site.own["instructor"].ask(method, url).status == 405:
            continue
        for part in ("instructor", "consultant"):
            answer = site.other[part].ask(method, url)
            assert answer.status == 404, (method, part, answer)
