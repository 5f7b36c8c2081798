"""Puts a canary into every text of a bank's rows, past the guards of the database."""

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import PurePosixPath
from typing import Any

from django.core.files.base import ContentFile
from django.db import connection, models
from wagtail.fields import StreamField
from wagtail.models import Page

from media.models import MediaItem
from tests.factories.world import World

from .fields import Text, label_of, models_with_texts, texts_of
from .nest import LENGTH, Canary, Nest
from .rules import NO_CANARY, readers_of, rule_for

CHINESE = re.compile(r"[\u4e00-\u9fff]")
Rows = dict[type[models.Model], set[Any]]


def rows_now() -> Rows:
    return {model: set(model._base_manager.values_list("pk", flat=True)) for model in models_with_texts()}


def stamp(world: World, before: Rows, nest: Nest) -> None:
    """Every row that came since ``before`` is the world's."""
    parts = {user.pk: part for part, user in world.people.items()} | {user.key: part for part, user in world.people.items()}
    for model in models_with_texts():
        fields = [field for field in texts_of(model) if label_of(model, field) not in NO_CANARY]
        with guards_lifted(model):
            for row in model._base_manager.exclude(pk__in=before[model]):
                _stamp_row(row, fields, Marker(world.bank.name, parts, nest))


class Marker:
    """Makes the canaries of one row."""

    def __init__(self, bank: str, parts: Mapping[Any, str], nest: Nest) -> None:
        self.bank, self.parts, self.nest = bank, parts, nest

    def canary(self, row: models.Model, label: str, path: str = "", person: str = "") -> Canary:
        named = rule_for(label, path)
        return Canary(self.bank, named, f"{row.pk} {path}".strip(), readers_of(row, named, self.parts, self.parts.get(person, "")))

    def word(self, *about: Any) -> str:
        return self.nest.word_for(self.canary(*about))


def _stamp_row(row: models.Model, fields: list[Text], marker: Marker) -> None:
    new: dict[str, Any] = {}
    for field in fields:
        label, old = label_of(type(row), field), getattr(row, field.attname)
        if isinstance(field, models.FileField):
            _stamp_file(row, field, marker.word(row, label))
        elif isinstance(field, StreamField):
            new[field.name] = _stamped_leaves(list(old.raw_data), row, label, marker)
        elif isinstance(field, models.JSONField):
            new[field.name] = _stamped_leaves(old, row, label, marker)
        else:
            new[field.name] = _stamped_text(field, old or "", row, label, marker)
    if new:
        type(row)._base_manager.filter(pk=row.pk).update(**new)
    if isinstance(row, Page):
        # The studio shows the newest revision, the class the live page.
        fresh = type(row)._base_manager.get(pk=row.pk)
        fresh.save_revision(user=fresh.owner).publish()


def _stamped_text(field: Text, old: str, row: models.Model, label: str, marker: Marker) -> str:
    if field.name == "phone":
        return marker.nest.number_for(marker.canary(row, label))
    word = marker.word(row, label)
    shapes: dict[type, Callable[[], str]] = {
        models.EmailField: lambda: f"{word}@example.com",
        models.URLField: lambda: f"https://example.com/{word}",
    }
    if type(field) in shapes:
        return shapes[type(field)]()
    room = (field.max_length or 10_000) - LENGTH
    return f"{old[:room]}{word}"


def _stamped_leaves(value: Any, row: models.Model, label: str, marker: Marker, path: str = "", person: str = "") -> Any:
    """JSON with a canary behind every text in words; ``person`` is whom the innermost object is about."""
    if isinstance(value, dict):
        keys = [value[name] for name in ("person", "key") if isinstance(value.get(name), str)]
        about = next((key for key in keys if key in marker.parts), person)
        return {name: _stamped_leaves(one, row, label, marker, f"{path}.{name}".lstrip("."), about) for name, one in value.items()}
    if isinstance(value, list):
        return [_stamped_leaves(one, row, label, marker, path, person) for one in value]
    if isinstance(value, str) and CHINESE.search(value):
        return f"{value}{marker.word(row, label, path, person)}"
    return value


def _stamp_file(row: models.Model, field: Text, word: str) -> None:
    """A file is called after its canary, and holds it; no file, no canary."""
    file = getattr(row, field.name)
    if not file:
        return
    with file.open("rb") as old:
        content = old.read()
    name = file.storage.save(
        str(PurePosixPath(file.name).with_name(f"{word}{PurePosixPath(file.name).suffix}")), ContentFile(content + f" {word}".encode())
    )
    sized = {"size": file.storage.size(name)} if isinstance(row, MediaItem) and field.name == "file" else {}
    type(row)._base_manager.filter(pk=row.pk).update(**{field.name: name}, **sized)


# ------------------------------------------------------------------------------------------------------------- guards


@contextmanager
def guards_lifted(model: type[models.Model]) -> Iterator[None]:
    """The database keeps some texts as they are; whoever stamps the world stands above that."""
    table = model._meta.db_table
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute(f'ALTER TABLE "{table}" DISABLE TRIGGER USER')
            yield
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute(f'ALTER TABLE "{table}" ENABLE TRIGGER USER')
            return
        cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = %s", [table])
        guards = cursor.fetchall()
        for name, _sql in guards:
            cursor.execute(f'DROP TRIGGER "{name}"')
        yield
        for _name, sql in guards:
            cursor.execute(sql)
