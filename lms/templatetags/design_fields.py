"""One form field as the field component shows it: which attributes and which shape its control gets."""

from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import pgettext

DASHES = "---------"
CHOICE_LISTS = (forms.RadioSelect, forms.CheckboxSelectMultiple)


def kind_of(bound: BoundField) -> str:
    widget = bound.field.widget
    if bound.is_hidden:
        return "hidden"
    if isinstance(widget, CHOICE_LISTS):
        return "list"
    if isinstance(widget, forms.CheckboxInput):
        return "check"
    if isinstance(widget, forms.SelectMultiple | forms.Select):
        return "select"
    if isinstance(widget, forms.ClearableFileInput | forms.FileInput):
        return "file"
    return "text"


CSS = {"check": "form-check-input", "list": "form-check-input", "select": "form-select", "file": "form-control", "text": "form-control"}


def field_context(bound: BoundField, *, unit: str, label: object, wide: bool, attrs: dict[str, object]) -> dict[str, Any]:
    kind = kind_of(bound)
    base = bound.auto_id or bound.html_name
    errors = list(bound.errors)
    described = [f"{base}_help"] * bool(bound.help_text) + [f"{base}_error"] * bool(errors)
    own = {name.replace("_", "-"): value for name, value in attrs.items() if value not in (None, False)}
    css = " ".join(part for part in (bound.field.widget.attrs.get("class", ""), CSS.get(kind, ""), "is-invalid" if errors else "") if part)
    widget_attrs: dict[str, Any] = {"class": css, **own}
    # A list of choices is described by its fieldset, one control by itself.
    if described and kind != "list":
        widget_attrs["aria-describedby"] = " ".join(described)
    if errors and kind != "list":
        widget_attrs["aria-invalid"] = "true"
    return {
        "bound": bound,
        "kind": kind,
        "control": _control(bound, widget_attrs) if kind != "list" else "",
        "choices": _choices(bound, widget_attrs) if kind == "list" else [],
        "base": base,
        "described": " ".join(described),
        "errors": errors,
        "unit": unit,
        "label": label or bound.label,
        "wide": wide,
        "required": bound.field.required,
    }


def _control(bound: BoundField, attrs: dict[str, Any]) -> SafeString:
    """The control; where nothing is chosen yet it says so in words, not in Django's dashes."""
    control = bound.as_widget(attrs=attrs)
    return mark_safe(control.replace(f">{DASHES}<", f">{escape(pgettext('select', 'Choose'))}<"))


def _choices(bound: BoundField, attrs: dict[str, Any]) -> list[tuple[Any, Any, str]]:
    rows = []
    for part in bound.subwidgets:
        part.data["attrs"] = {**part.data["attrs"], **attrs}
        rows.append((part.tag(), part.choice_label, part.id_for_label))
    return rows
