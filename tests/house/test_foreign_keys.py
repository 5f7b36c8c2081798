"""Relations between tables point down, string references included, and so do migrations."""

from collections.abc import Iterator

from django.apps import apps
from django.db.migrations.loader import MigrationLoader
from django.db.models import Model

from tests.house.tree import ROOM_ORDER

LEVEL = {room: level for level, room in enumerate(ROOM_ORDER)}


def relations(model: type[Model]) -> Iterator[tuple[str, str]]:
    """(field, room of the model pointed at) of every relation that ``model`` itself declares."""
    for field in (*model._meta.local_fields, *model._meta.local_many_to_many):
        if field.remote_field is not None and field.related_model is not None:
            yield field.name, field.related_model._meta.app_label


def test_relations_point_down() -> None:
    upward = [
        f"{model._meta.label}.{field} → {room}"
        for model in apps.get_models(include_auto_created=True)
        if model._meta.app_label in LEVEL
        for field, room in relations(model)
        if LEVEL.get(room, 0) > LEVEL[model._meta.app_label]
    ]
    assert upward == []


def test_migrations_wait_only_for_rooms_below() -> None:
    graph = MigrationLoader(None, ignore_no_migrations=True).disk_migrations
    upward = [
        f"{app}.{name} → {wanted}"
        for (app, name), migration in graph.items()
        if app in LEVEL
        for wanted, _ in migration.dependencies
        if LEVEL.get(wanted, 0) > LEVEL[app]
    ]
    assert upward == []
