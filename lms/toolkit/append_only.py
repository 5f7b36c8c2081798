"""A migration operation that makes the database itself refuse to change or delete rows of a table."""

from collections.abc import Iterator

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState

_FUNCTION = """
CREATE OR REPLACE FUNCTION duzuo_refuse_change() RETURNS trigger AS $$
BEGIN
    RAISE EXCEPTION 'append-only: rows of % are never changed or deleted', TG_TABLE_NAME;
END;
$$ LANGUAGE plpgsql
"""


def install_statements(vendor: str, table: str) -> Iterator[str]:
    """SQL that installs the guard on ``table`` (PostgreSQL and SQLite)."""
    if vendor == "postgresql":
        yield _FUNCTION
        yield (
            f'CREATE TRIGGER "{table}_append_only" BEFORE UPDATE OR DELETE ON "{table}" FOR EACH ROW EXECUTE FUNCTION duzuo_refuse_change()'
        )
        return
    for verb in ("UPDATE", "DELETE"):
        yield (
            f'CREATE TRIGGER "{table}_append_only_{verb.lower()}" BEFORE {verb} ON "{table}" '
            f"BEGIN SELECT RAISE(ABORT, 'append-only: rows of {table} are never changed or deleted'); END"
        )


def remove_statements(vendor: str, table: str) -> Iterator[str]:
    """SQL that takes the guard away again."""
    if vendor == "postgresql":
        yield f'DROP TRIGGER IF EXISTS "{table}_append_only" ON "{table}"'
        return
    for verb in ("update", "delete"):
        yield f'DROP TRIGGER IF EXISTS "{table}_append_only_{verb}"'


def guarded_tables(connection: BaseDatabaseWrapper) -> list[str]:
    """Tables that carry the guard now (a test database lifts it while it empties itself)."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT c.relname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid WHERE t.tgname = c.relname || '_append_only'"
            )
        else:
            cursor.execute("SELECT tbl_name FROM sqlite_master WHERE type = 'trigger' AND name = tbl_name || '_append_only_delete'")
        return sorted(row[0] for row in cursor.fetchall())


class AppendOnly(Operation):
    """Guards the table of ``model_name``; goes right after the CreateModel that makes it."""

    reduces_to_sql = True
    reversible = True

    def __init__(self, model_name: str) -> None:
        self.model_name = model_name

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        """The guard changes no model."""

    def _table(self, app_label: str, state: ProjectState) -> str:
        return state.apps.get_model(app_label, self.model_name)._meta.db_table

    def database_forwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: ProjectState, to_state: ProjectState
    ) -> None:
        """Anew where it stood already: SQLite makes a table again to change a column, and the guard is lost on the way."""
        vendor, table = schema_editor.connection.vendor, self._table(app_label, to_state)
        for statement in (*remove_statements(vendor, table), *install_statements(vendor, table)):
            schema_editor.execute(statement, params=None)

    def database_backwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: ProjectState, to_state: ProjectState
    ) -> None:
        for statement in remove_statements(schema_editor.connection.vendor, self._table(app_label, from_state)):
            schema_editor.execute(statement, params=None)

    def describe(self) -> str:
        return f"Make {self.model_name} append-only"
