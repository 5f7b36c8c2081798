"""A browser's date field shows a value only in ISO, so every form of every room gives it that, in any language."""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, time
from importlib import import_module

import pytest
from django import forms
from django.forms import BaseForm, Field
from django.utils import translation

from lms.toolkit.date_fields import DayField, MomentField, TimeOfDayField
from tests.house.tree import ROOM_FOLDERS, parts, product_modules, relative, templates

NOON = datetime(2026, 11, 24, 4, 5, tzinfo=UTC)  # 12:05 in Shanghai
SHOWN: dict[type[Field], tuple[object, str, str]] = {
    forms.DateField: (date(2026, 11, 4), "date", "2026-11-04"),
    forms.DateTimeField: (NOON, "datetime-local", "2026-11-24T12:05"),
    forms.TimeField: (time(9, 5), "time", "09:05"),
}


def form_classes() -> list[type[BaseForm]]:
    """Every form written in a room, wherever its module lies."""
    for path in product_modules():
        if "forms" in parts(path) or path.name == "forms.py":
            import_module(".".join(path.with_suffix("").relative_to(path.parents[len(parts(path)) - 1]).parts).removesuffix(".__init__"))
    found: set[type[BaseForm]] = set()
    waiting = [BaseForm]
    while waiting:
        for one in waiting.pop().__subclasses__():
            found.add(one)
            waiting.append(one)
    ours = [one for one in found if one.__module__.split(".")[0] in ROOM_FOLDERS]
    return sorted(ours, key=lambda one: (one.__module__, one.__qualname__))


def dated_fields() -> Iterator[tuple[str, Field]]:
    for form in form_classes():
        for name, field in getattr(form, "base_fields", {}).items():
            if isinstance(field, tuple(SHOWN)) and not field.widget.is_hidden:
                yield f"{form.__module__}.{form.__qualname__}.{name}", field


def rendered(field: Field, value: object) -> str:
    form = type("Probe", (forms.Form,), {"probe": field})(initial={"probe": value})
    return str(form["probe"])


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_every_date_field_of_every_form_speaks_iso(language: str) -> None:
    wrong = []
    with translation.override(language):
        for name, field in dated_fields():
            value, kind, text = next(SHOWN[one] for one in SHOWN if isinstance(field, one))
            html = rendered(field, value)
            if f'type="{kind}"' not in html or f'value="{text}"' not in html:
                wrong.append(f"{name}: {html}")
    assert wrong == []


def test_there_are_such_fields_in_every_room_that_has_days() -> None:
    rooms = {name.partition(".forms")[0] for name, _field in dated_fields()}
    assert {"lms.people", "lms.policies", "lms.cohorts", "lms.decisions", "assessments", "courses", "simulations"} <= rooms


@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.parametrize(
    ("field", "sent", "value"),
    [
        (DayField(), "2026-11-04", date(2026, 11, 4)),
        (MomentField(), "2026-11-24T12:05", NOON),
        (MomentField(), "2026-11-24 12:05", NOON),
        (TimeOfDayField(), "09:05", time(9, 5)),
    ],
)
def test_what_a_browser_sends_back_is_understood(language: str, field: Field, sent: str, value: object) -> None:
    with translation.override(language):
        assert field.clean(sent) == value


@pytest.mark.parametrize("field", [forms.DateField(), forms.DateField(widget=forms.DateInput(attrs={"type": "date"}))])
def test_a_field_that_follows_the_language_would_be_seen(field: Field) -> None:
    with translation.override("zh-hans"):
        assert 'value="2026-11-04"' not in rendered(field, date(2026, 11, 4))


def test_days_come_from_the_toolkit_alone() -> None:
    plain = re.compile(r"forms\.(?:Date|DateTime|Time)(?:Field|Input)\b|SplitDateTime")
    found = [relative(path) for path in product_modules() if plain.search(path.read_text(encoding="utf-8"))]
    assert found == ["lms/toolkit/date_fields.py"]


def test_date_inputs_written_by_hand_speak_iso() -> None:
    by_hand = re.compile(r'<input[^>]*type="(?:date|datetime-local|time)"[^>]*>')
    iso = re.compile(r'value="(?:\{\{ [\w.]+\|date:[\'"](?:Y-m-d|Y-m-d\\TH:i|H:i)[\'"] \}\})?"')
    inputs = [(relative(path), tag) for path in templates() for tag in by_hand.findall(path.read_text(encoding="utf-8"))]
    assert [(name, tag) for name, tag in inputs if "value=" in tag and not iso.search(tag)] == []
