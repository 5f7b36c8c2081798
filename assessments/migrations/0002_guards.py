"""The database itself keeps answers received, frozen keys and approved wordings as they are."""

from typing import ClassVar

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from lms.toolkit.append_only import AppendOnly

WORDING = ("question_id", "number", "stem", "options", "key", "marking", "explanation", "difficulty", "points", "author_id")
TABLE = "assessments_questionversion"
TRIGGER = "question_version_frozen"
MESSAGE = "an approved version of a question never changes: write a new version"


def guard_wordings(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    if editor.connection.vendor == "postgresql":
        changed = " OR ".join(f"OLD.{column} IS DISTINCT FROM NEW.{column}" for column in WORDING)
        editor.execute(
            f"CREATE OR REPLACE FUNCTION {TRIGGER}() RETURNS trigger AS $$ "
            f"BEGIN RAISE EXCEPTION '{MESSAGE}'; END; $$ LANGUAGE plpgsql",
            params=None,
        )
        editor.execute(
            f"CREATE TRIGGER {TRIGGER} BEFORE UPDATE ON {TABLE} FOR EACH ROW "
            f"WHEN (OLD.state IN ('approved', 'retired') AND ({changed})) EXECUTE FUNCTION {TRIGGER}()",
            params=None,
        )
    else:
        changed = " OR ".join(f'OLD."{column}" IS NOT NEW."{column}"' for column in WORDING)
        editor.execute(
            f"CREATE TRIGGER {TRIGGER} BEFORE UPDATE ON {TABLE} FOR EACH ROW "
            f"WHEN OLD.state IN ('approved', 'retired') AND ({changed}) BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END",
            params=None,
        )


def free_wordings(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    if editor.connection.vendor == "postgresql":
        editor.execute(f"DROP TRIGGER IF EXISTS {TRIGGER} ON {TABLE}", params=None)
        editor.execute(f"DROP FUNCTION IF EXISTS {TRIGGER}()", params=None)
    else:
        editor.execute(f"DROP TRIGGER IF EXISTS {TRIGGER}", params=None)


def leave_room(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """Rows that change with every answer keep free space on their page, so that an update stays on it and touches no index."""
    if editor.connection.vendor == "postgresql":
        for table in ("assessments_sitting", "assessments_answercurrent"):
            editor.execute(f"ALTER TABLE {table} SET (fillfactor = 75)", params=None)


class Migration(migrations.Migration):
    dependencies: ClassVar[list[tuple[str, str]]] = [("assessments", "0001_initial")]

    operations: ClassVar[list[migrations.operations.base.Operation]] = [
        AppendOnly("AnswerEvent"),
        AppendOnly("SittingKey"),
        migrations.RunPython(guard_wordings, free_wordings),
        migrations.RunPython(leave_room, migrations.RunPython.noop),
    ]
