"""No text is forgotten: each has a canary and readers, or a reason why it has none."""

from collections.abc import Iterator
from typing import Any

from django.db import models
from wagtail.fields import StreamField

from .conftest import Aviary
from .fields import label_of, labels, models_with_texts, texts_of
from .rules import NO_CANARY, RULES
from .stamp import CHINESE


def test_every_text_is_declared() -> None:
    """A new field is one line in ``tests/canaries/rules``: who reads it, or why nobody writes there."""
    declared = {label.partition("#")[0] for label in RULES}
    assert labels() - declared - set(NO_CANARY) == set()
    assert (declared | set(NO_CANARY)) - labels() == set()
    assert declared & set(NO_CANARY) == set()


def test_every_text_has_its_canary_in_both_banks(aviary: Aviary) -> None:
    """A line without a canary would watch nothing: the world, or ``extras.py``, needs a row."""
    known = {(canary.bank, canary.field) for canary in aviary.nest.canaries.values()}
    for world in (aviary.ours, aviary.theirs):
        assert [label for label in RULES if (world.bank.name, label) not in known] == []


def test_what_is_declared_to_hold_no_words_holds_none(aviary: Aviary) -> None:
    found = set()
    for model in models_with_texts():
        for field in texts_of(model):
            if isinstance(field, models.JSONField | StreamField) and label_of(model, field) in NO_CANARY:
                values = model._base_manager.values_list(field.name, flat=True)
                found |= {label_of(model, field) for value in values for text in _texts(value) if CHINESE.search(text)}
    assert found == set()


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for name, one in value.items():
            yield from _texts(name)
            yield from _texts(one)
    elif isinstance(value, list):
        for one in value:
            yield from _texts(one)
    elif isinstance(value, str):
        yield value
