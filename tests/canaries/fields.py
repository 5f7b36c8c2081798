"""Every text of the database that is ours, from the models themselves: none can be forgotten."""

from collections.abc import Iterator
from functools import cache

from django.apps import apps
from django.db import models
from wagtail.fields import StreamField

ROOMS = (
    "people", "records", "policies", "jobs", "notices", "evidence", "cohorts", "media", "assessments", "simulations", "courses",
    "operations", "decisions",
)  # fmt: skip
TEXTS = (models.CharField, models.TextField, models.JSONField, models.FileField, StreamField)
Text = models.Field


def label_of(model: type[models.Model], field: Text) -> str:
    return f"{model._meta.app_label}.{model.__name__}.{field.name}"


def texts_of(model: type[models.Model]) -> Iterator[Text]:
    """Fields that hold words; a choice from a list of ours is none."""
    for field in model._meta.concrete_fields:
        if isinstance(field, TEXTS) and not getattr(field, "choices", None):
            yield field


@cache
def models_with_texts() -> tuple[type[models.Model], ...]:
    ours = [model for room in ROOMS for model in apps.get_app_config(room).get_models() if not model._meta.proxy]
    return tuple(model for model in ours if any(texts_of(model)))


@cache
def labels() -> frozenset[str]:
    return frozenset(label_of(model, field) for model in models_with_texts() for field in texts_of(model))
