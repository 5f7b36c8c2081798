"""What is kept is the same for everybody, in each language, and sees nothing of the page around it."""

from typing import Any

import pytest
from django.template import TemplateSyntaxError, engines
from django.utils.translation import override

from tests.design.rendering import request

DICE = iter(range(1000))


def template(text: str) -> Any:
    return engines["django"].from_string(text)


def test_one_rendering_serves_every_request() -> None:
    page = template("{% kept %}{{ dice }}{% icon 'book' %}{% endkept %}{% kept roll=roll %}{{ roll }}{% endkept %}")
    first, second = (page.render({"roll": next(DICE)}, request()) for _turn in range(2))
    assert [first[:-1] == second[:-1], first[-1] == second[-1]] == [True, False]


def test_it_sees_only_what_it_names() -> None:
    page = template("{% kept shown=name %}[{{ shown }}|{{ name }}|{{ request.path }}|{% csrf_token %}]{% endkept %}")
    assert page.render({"name": "王"}, request()) == "[王|||]"


def test_each_language_has_its_own() -> None:
    page = template('{% load i18n %}{% kept %}{% translate "Search" %}{% endkept %}')
    found = {}
    for language in ("zh-hans", "en", "zh-hans"):
        with override(language):
            found.setdefault(language, []).append(page.render({}, request()))
    assert found == {"zh-hans": ["搜索"] * 2, "en": ["Search"]}


def test_values_are_escaped_and_told_apart() -> None:
    page = template("{% kept items=items %}{% for item in items %}{{ item }};{% endfor %}{% endkept %}")
    shown = [page.render({"items": items}, request()) for items in (("<b>",), ("a", "b"), ("<b>",), ["a", "b"])]
    assert shown == ["&lt;b&gt;;", "a;b;", "&lt;b&gt;;", "a;b;"]


def test_a_flood_of_values_is_forgotten_again() -> None:
    page = template("{% kept n=n %}{{ n }}{% endkept %}")
    assert [page.render({"n": n}, request()) for n in range(500)] == [str(n) for n in range(500)]
    assert len(page.template.nodelist[0].kept) <= 200


def test_only_named_values_are_taken() -> None:
    with pytest.raises(TemplateSyntaxError):
        template("{% kept items %}{% endkept %}")
