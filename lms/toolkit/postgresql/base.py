"""Asks the socket, not the server, whether a kept connection still stands; and lets the server keep its plan of the busiest statements."""

import select
from typing import Any

from django.db.backends.postgresql import base
from django.db.backends.postgresql.base import ServerBindingCursor
from django.db.backends.postgresql.operations import DatabaseOperations as BaseOperations
from psycopg import OperationalError
from psycopg.pq import TransactionStatus

PREPARED = "prepared"


class DatabaseOperations(BaseOperations):
    def last_executed_query(self, cursor: Any, sql: Any, params: Any) -> str:
        """For logs and tests; of a prepared statement the cursor keeps no text."""
        return super().last_executed_query(cursor, sql, params) or self.compose_sql(sql, params)


class DatabaseWrapper(base.DatabaseWrapper):
    ops_class = DatabaseOperations

    def get_connection_params(self) -> dict[str, Any]:
        """``?prepared=no`` in the address is for a pooler that hands a connection on between transactions."""
        params: dict[str, Any] = super().get_connection_params()
        # Nought: at the first use, for only what asks for a prepared cursor is sent with its parameters apart.
        params["prepare_threshold"] = None if params.pop(PREPARED, "yes") == "no" else 0
        return params

    def prepared_cursor(self) -> Any:
        """A cursor whose statements are planned once for each connection: on a busy page planning costs more than answering."""
        backend: Any = self
        return backend._cursor(PREPARED)

    def create_cursor(self, name: str | None = None) -> Any:
        if name != PREPARED:
            return super().create_cursor(name)
        usual = self.connection.cursor_factory
        self.connection.cursor_factory = ServerBindingCursor
        try:
            return super().create_cursor()
        finally:
            self.connection.cursor_factory = usual

    def is_usable(self) -> bool:
        """A server that went away has closed its end, and then there is something to read; only then it is asked itself."""
        return self._is_quiet() or super().is_usable()

    def _is_quiet(self) -> bool:
        if self.connection is None:
            return False
        try:
            if self.connection.pgconn.transaction_status != TransactionStatus.IDLE:
                return False
            poll = select.poll()
            poll.register(self.connection.pgconn.socket, select.POLLIN)
            return not poll.poll(0)
        except OperationalError:
            return False
