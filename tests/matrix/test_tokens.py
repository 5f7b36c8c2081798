"""No address believes a form that another site could have sent, and no address breaks over an id that nobody has."""

from dataclasses import replace

import pytest
from django.test import Client
from django.urls import reverse

from .addresses import by_label
from .asking import url_for
from .conftest import Site
from .lines import Line
from .tables import cases

UNUSUAL = ("PUT", "DELETE")
# The first line of each address is enough: what is asked here doesn't depend on a state.
FIRST = dict(reversed(cases()))
ABOUT = {label: line for label, line in FIRST.items() if line.about_ours and not line.open}


@pytest.fixture(scope="package")
def strict(site: Site) -> Client:
    return Client(enforce_csrf_checks=True, raise_request_exception=False)


def somebody(line: Line) -> str:
    """Who gets through, if anybody does."""
    return (line.post or line.get or line.seen or "hr").split()[0]


@pytest.mark.parametrize("label", sorted(FIRST))
def test_a_change_needs_the_token(label: str, site: Site, strict: Client) -> None:
    line = FIRST[label]
    url = url_for(by_label()[label], line, site.ours)
    visitor = site.nobody if line.open else site.own[somebody(line)]
    answer = replace(visitor, client=strict).ask("POST", url)
    assert (answer.status == 403) is line.csrf, answer


@pytest.mark.parametrize("label", sorted(ABOUT))
def test_what_nobody_has_is_not_found(label: str, site: Site) -> None:
    """An invented id is answered like one of another bank's, by whatever method: nobody can tell them apart."""
    line, address = ABOUT[label], by_label()[label]
    invented = {name: 999_999 if "<int:" + name in address.route else "nothing" for name in address.arguments}
    url, ours = reverse(address.name, kwargs=invented), url_for(address, line, site.ours)
    insider, stranger = site.own[somebody(line)], site.other["hr"]
    assert {insider.ask(method, url).status for method in ("GET", "POST")} <= {404, 405}
    for method in UNUSUAL:
        answers = {stranger.ask(method, where).status for where in (url, ours)}
        assert answers in ({404}, {405}), method
