"""Codes of the engine in words."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django import template

from lms.templatetags.design_formats import day

from ..documents.profile_words import kind_word as kind_words
from ..documents.words import word, words
from ..enums import Choice

register = template.Library()


@register.filter
def code_word(code: str | None, table: str = "reason") -> str:
    """``{{ row.proposal|code_word:"proposal" }}``"""
    return word(table, code)


@register.filter
def code_words(codes: Iterable[str], table: str = "reason") -> str:
    return words(table, codes)


@register.filter
def choice_word(code: str) -> str:
    """``{{ option.choice|choice_word }}``"""
    return str(Choice(code).label) if code in Choice.values else code


@register.filter
def of_key(mapping: Mapping[str, Any], key: str) -> Any:
    """``{{ names|of_key:person }}``; nothing for a key that is not there."""
    return mapping.get(key, "")


@register.filter
def iso_day(moment: str) -> str:
    """The day of a moment as a result keeps it: ``2026-11-23T09:00:00+08:00``."""
    return day(datetime.fromisoformat(moment)) if moment else "—"


@register.filter
def kind_word(code: str) -> str:
    """``{{ kind|kind_word }}``: a kind of case."""
    return kind_words(code)
