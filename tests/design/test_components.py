"""Badges, lists, steps and the other small pieces."""

import re
from pathlib import Path

import pytest
from django.core.paginator import Paginator
from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from lms.templatetags.design_states import STATES, TONE_ICONS, TONES, look_up
from tests.design.rendering import render

SPRITE = Path(__file__).parents[2] / "lms/static/lms/img/icons.svg"
TEMPLATES = Path(__file__).parents[2] / "lms/templates"


class Stand(TextChoices):
    OPEN = "open", _("Taking names")
    ODD = "odd", _("Odd")


def icon_names() -> set[str]:
    return set(re.findall(r'<symbol id="([^"]+)"', SPRITE.read_text()))


def test_an_icon_is_silent_unless_it_stands_alone() -> None:
    assert render('{% icon "home" %}').svg.attrs["aria-hidden"] == "true"
    alone = render('{% icon "trash" "Delete <b>" %}').svg
    assert (alone["role"], alone["aria-label"]) == ("img", "Delete <b>")
    assert alone.use["href"].endswith("lms/img/icons.svg#trash")


def test_every_icon_asked_for_is_in_the_sprite() -> None:
    asked = {name for path in TEMPLATES.rglob("*.html") for name in re.findall(r'{% icon "([^"]+)"', path.read_text())}
    asked |= set(TONE_ICONS.values()) | {mark for _tone, mark, _label in STATES.values() if mark} | {"arrow-up", "arrow-down"}
    assert asked - icon_names() == set()


def test_a_badge_has_a_shape_besides_its_colour() -> None:
    tag = render('{% badge "warn" label %}', {"label": "<3 left>"}).span
    assert (tag["class"], tag.get_text(), tag.use["href"].split("#")[1]) == (["tag", "warn"], "<3 left>", "warning")
    assert render('{% badge "pink" "x" %}').span["class"] == ["tag", "neutral"]


def test_a_choice_keeps_its_own_words() -> None:
    assert render("{% state_badge s %}", {"s": Stand.OPEN}).get_text() == "Taking names"
    assert look_up(Stand.ODD) == ("neutral", "dot", "Odd")
    assert look_up("something") == ("neutral", "dot", "something")
    assert look_up(None)[2] == "—"
    assert render('{% state_badge "open" "Hello" %}').get_text() == "Hello"


def test_every_state_has_a_known_tone() -> None:
    assert {tone for tone, _mark, _label in STATES.values()} - set(TONES) == set()


def test_crumbs_link_all_but_the_last() -> None:
    found = render('{% crumbs "A" "/a/" "B" "/b/" "C" %}')
    assert [(li.get_text(), li.a["href"] if li.a else "") for li in found.find_all("li")] == [("A", "/a/"), ("B", "/b/"), ("C", "")]
    assert found.find(attrs={"aria-current": "page"}).get_text() == "C"


@pytest.mark.parametrize(
    ("template", "path", "wanted"),
    [
        ("{% query page=2 %}", "/list/?q=a&page=1", "?q=a&page=2"),
        ('{% query page="" %}', "/list/?q=a&page=1", "?q=a"),
        ('{% query q="独做" %}', "/list/", "?q=%E7%8B%AC%E5%81%9A"),
    ],
)
def test_query_changes_only_what_it_names(template: str, path: str, wanted: str) -> None:
    assert render(template, path=path).get_text() == wanted


def test_the_pager_keeps_filters_and_marks_the_page() -> None:
    page = Paginator(range(95), 10).page(3)
    found = render("{% pager page %}", {"page": page}, "/list/?q=x&page=3")
    assert found.find("a", rel="next")["href"] == "?q=x&page=4"
    assert found.find("a", rel="prev")["href"] == "?q=x&page=2"
    assert found.find(attrs={"aria-current": "page"}).get_text() == "3"


def test_one_page_needs_no_pager() -> None:
    assert render("{% pager page %}", {"page": Paginator(range(5), 10).page(1)}).find("nav") is None


@pytest.mark.parametrize(
    ("path", "state", "target"),
    [
        ("/list/", None, "?sort=name"),
        ("/list/?sort=name&page=4", "ascending", "?sort=-name"),
        ("/list/?sort=-name", "descending", "?sort=name"),
    ],
)
def test_sorting_turns_round_and_goes_back_to_the_first_page(path: str, state: str | None, target: str) -> None:
    head = render('{% sort_th "name" "Name" "num" %}', path=path).th
    assert (head.get("aria-sort"), head.a["href"], head["class"]) == (state, target, ["num"])


def test_steps_by_key_and_by_place() -> None:
    pairs = [("a", "One"), ("b", "Two"), ("c", "Three")]
    for current in ("b", 1):
        found = render("{% steps current pairs %}", {"current": current, "pairs": pairs})
        assert found.find(attrs={"aria-current": "step"}).get_text() == "Two"
        assert len(found.find_all("li", class_="done")) == 1
    assert render("{% steps 'nowhere' pairs %}", {"pairs": ["x", "y"]}).find(attrs={"aria-current": "step"}) is None


def test_progress_says_its_numbers() -> None:
    found = render('{% progress 3 8 "Lessons" %}')
    assert (found.progress["value"], found.progress["max"], found.output.get_text()) == ("3", "8", "3 / 8")
    assert render('{% progress 0 0 "Lessons" %}').progress["max"] == "1"
    assert render('{% progress 1 2 "Lessons" "half" %}').output.get_text() == "half"


def test_an_empty_state_says_what_to_do() -> None:
    found = render('{% empty "book" "Nothing" "Do it." "/new/" "New" %}')
    assert (found.h2.get_text(), found.p.get_text(), found.a["href"], found.a.get_text()) == ("Nothing", "Do it.", "/new/", "New")
    assert render('{% empty "book" "Nothing" %}').a is None


def test_a_stat_tile_has_its_unit() -> None:
    found = render('<dl>{% stat "Here" 12 "people" "1 away" url="/x/" tone="decide" %}</dl>')
    assert (found.find(class_="value").get_text(), found.find(class_="unit").get_text(), found.a["href"]) == ("12", "people", "/x/")


def test_a_confirmation_posts_with_its_words() -> None:
    found = render('{% include "components/confirm.html" with url="/sign/" label="Sign" text="For good." button="btn-decide" %}').form
    assert (found["action"], found["method"], found["data-confirm"], found["data-confirm-ok"]) == ("/sign/", "post", "For good.", "Sign")


def test_a_job_is_followed_at_its_address() -> None:
    found = render('{% include "components/job.html" with job_url="/jobs/x/" progress=40 job_reload=True %}').section
    assert (found["data-job-url"], found.progress["value"], "data-job-reload" in found.attrs) == ("/jobs/x/", "40", True)


def test_list_tools_keep_the_choice() -> None:
    filters = [("state", "State", [("a", "A"), ("b", "B")], "b")]
    found = render(
        '{% include "components/list_tools.html" with q=q filters=f export_url="/x.xlsx" total=0 %}', {"q": '"><b>', "f": filters}
    )
    assert found.find("input", attrs={"name": "q"})["value"] == '"><b>'
    assert found.find("option", selected=True)["value"] == "b"
    assert found.find("a")["href"] == "/x.xlsx"
    assert found.find(class_="total") is not None


def test_a_person_is_shown_with_what_tells_people_apart() -> None:
    found = render('{% include "components/person.html" with name="王晓楠" detail="0012" url="/p/" %}')
    assert (found.find(class_="person-mark").get_text(), found.a.get_text(), found.small.get_text()) == ("王", "王晓楠", "0012")
