"""A list page costs the same number of queries for 3 rows and for 300, and no list page is left out of the table."""

import re
from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from lms.people.models import User
from tests.cast import Cast
from tests.clock import Clock
from tests.house.tree import templates

from .pages import EXEMPT, PAGES, ListPage
from .world import World

FEW = 3
# A table's rows in a loop, or pages of rows.
LISTING = re.compile(r"<tbody>(?:(?!</tbody>).)*{% for |{% pager ", re.DOTALL)


def cost(browser: Client, page: ListPage, world: World) -> tuple[list[str], int]:
    """The statements of a second visit, and the length of the page."""
    url = reverse(page.route, args=page.args(world))
    assert browser.get(url).status_code == 200
    with CaptureQueriesContext(connection) as seen:
        answer = browser.get(url)
    assert page.template in {template.name for template in answer.templates}
    statements = [query["sql"] for query in seen.captured_queries if not query["sql"].startswith(("SAVEPOINT", "RELEASE"))]
    return statements, len(answer.content)


@pytest.mark.parametrize("page", PAGES, ids=[f"{page.route}-{page.reader}" for page in PAGES])
def test_300_rows_cost_what_3_cost(cast: Cast, clock: Clock, sign_in: Callable[[User], Client], page: ListPage) -> None:
    world, browser = World(cast), sign_in(getattr(cast, page.reader))
    page.grow(world, FEW)
    few, small = cost(browser, page, world)
    page.grow(world, page.to - FEW)
    many, large = cost(browser, page, world)
    assert large > small  # the rows are really shown
    assert len(many) == len(few), "\n".join(sql[:300] for sql in many)


def test_no_list_page_is_left_out() -> None:
    paths = {"/".join(path.parts[path.parts.index("templates") + 1 :]): path for path in templates()}
    listing = {name for name, path in paths.items() if LISTING.search(path.read_text(encoding="utf-8"))}
    listed = {page.template for page in PAGES}
    assert sorted(listing - listed - EXEMPT.keys()) == []
    assert sorted((EXEMPT.keys() - listing) | (EXEMPT.keys() & listed)) == []
