"""Asks the socket, not the server, whether a kept connection still stands: one round trip less in every request."""

import select

from django.db.backends.postgresql import base
from psycopg import OperationalError
from psycopg.pq import TransactionStatus


class DatabaseWrapper(base.DatabaseWrapper):
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
