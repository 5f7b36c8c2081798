"""Renders a line of template as a page would, without a view."""

from types import SimpleNamespace
from typing import Any

from bs4 import BeautifulSoup
from django.template import engines
from django.test import RequestFactory

NOBODY = SimpleNamespace(is_authenticated=False)


def request(path: str = "/list/", **attributes: Any) -> Any:
    found = RequestFactory().get(path)
    found.user = NOBODY
    for name, value in attributes.items():
        setattr(found, name, value)
    return found


def render(template: str, context: dict[str, Any] | None = None, path: str = "/list/") -> BeautifulSoup:
    text = engines["django"].from_string(template).render(context or {}, request(path))
    return BeautifulSoup(text, "html.parser")
