"""The frame shows what the request brings and never fails for what it lacks."""

from types import SimpleNamespace as Plain
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.template.loader import render_to_string

from lms.templatetags.design_frame import ACCENTS
from tests.design.rendering import request


def item(number: int) -> Any:
    return Plain(label=f"Item {number}", url=f"/{number}/", icon="book", active=number == 2, badge=3 if number == 1 else 0)


def frame(count: int = 8, **more: Any) -> Any:
    brand = Plain(name="青溪农商行", logo_url="", accent="lake")
    return Plain(items=[item(n) for n in range(count)], desks=[], unread=0, brand=brand, search_url="/search/", **more)


def page(template: str = "base.html", path: str = "/list/?a=1", **attributes: Any) -> BeautifulSoup:
    return BeautifulSoup(render_to_string(template, {}, request(path, **attributes)), "html.parser")


def signed_in(**more: Any) -> dict[str, Any]:
    return {"user": Plain(is_authenticated=True, name="王晓楠"), **more}


def test_without_a_frame_there_is_no_rail() -> None:
    found = page()
    assert (found.find(class_="rail"), found.find(class_="bottom"), found.find(id="frame-search")) == (None, None, None)
    assert found.html["data-accent"] == "pine"


def test_landmarks_and_skip_link() -> None:
    found = page(frame=frame())
    assert found.find("a", class_="skip")["href"] == f"#{found.main['id']}"
    assert [len(found.find_all(name)) for name in ("header", "main", "h1")] == [1, 1, 1]
    labels = [nav["aria-label"] for nav in found.find_all("nav")]
    assert len(labels) == len(set(labels))


@pytest.mark.parametrize(("count", "direct", "more"), [(3, 3, 0), (5, 5, 0), (6, 4, 2), (8, 4, 4)])
def test_the_phone_has_at_most_five_places(count: int, direct: int, more: int) -> None:
    found = page(frame=frame(count))
    bottom = found.find(class_="bottom")
    assert (len(bottom.find_all("a", recursive=False)), len(bottom.select("details a"))) == (direct, more)
    assert len(found.find(class_="rail").find_all("a")) == count


def test_the_current_place_and_the_badge_are_shown() -> None:
    rail = page(frame=frame()).find(class_="rail")
    assert [link["href"] for link in rail.find_all(attrs={"aria-current": "page"})] == ["/2/"]
    assert [badge.get_text() for badge in rail.find_all(class_="count")] == ["3"]


@pytest.mark.parametrize(("accent", "used"), [("plum", "plum"), ("#ff0000", "pine"), ("", "pine"), (None, "pine")])
def test_only_a_tested_accent_is_used(accent: str | None, used: str) -> None:
    own = frame()
    own.brand.accent = accent
    assert page(frame=own).html["data-accent"] == used
    assert used in ACCENTS


def test_the_desk_switcher_appears_from_two_desks_on() -> None:
    one, two = Plain(label="HR", code="hr", active=True), Plain(label="Mentor", code="mentor", active=False)
    single, several = frame(desk_url="/desk/"), frame(desk_url="/desk/")
    single.desks, several.desks = [one], [one, two]
    assert page(frame=single).select(".menu-panel.start") == []
    switcher = page(frame=several).select_one(".menu-panel.start form")
    assert (switcher["method"], switcher["action"]) == ("post", "/desk/")
    assert [button["value"] for button in switcher.find_all("button")] == ["hr", "mentor"]


@pytest.mark.parametrize(("unread", "shown"), [(0, []), (7, ["7"]), (120, ["99+"])])
def test_the_bell_counts(unread: int, shown: list[str]) -> None:
    own = frame(notices_url="/notices/")
    own.unread = unread
    assert [count.get_text() for count in page(frame=own).select(".frame-top .count")] == shown


def test_signing_out_and_changing_language_are_posts() -> None:
    found = page(**signed_in(frame=frame(sign_out_url="/out/", language_url="/lang/")))
    forms = {form["action"]: form["method"] for form in found.select(".frame-tools form")}
    assert forms == {"/out/": "post", "/lang/": "post"}
    assert found.find("input", attrs={"name": "next"})["value"] == "/list/?a=1"


def test_a_stranger_is_not_offered_to_sign_out() -> None:
    assert [form["action"] for form in page(frame=frame(language_url="/lang/")).select(".frame-tools form")] == ["/lang/"]


@pytest.mark.parametrize("name", ["400", "403", "403_csrf", "404", "500"])
def test_error_pages_stand_alone(name: str, django_assert_num_queries: Any, db: None) -> None:
    with django_assert_num_queries(0):
        text = render_to_string(f"{name}.html")
    found = BeautifulSoup(text, "html.parser")
    assert (len(found.find_all("h1")), found.select_one("main .btn-primary")["href"]) == (1, "/")


@pytest.mark.parametrize("template", ["base.html", "base_bare.html", "styleguide.html"])
def test_every_asset_is_our_own(template: str) -> None:
    found = page(template, frame=frame())
    addresses = [tag.get("src") or tag.get("href") for tag in found.find_all(["script", "link", "img", "use"])]
    assert [address for address in addresses if not address.startswith("/static/")] == []
