"""A WSGI application that tells, in a header, how many SQL statements each answer took. Not used where CPU is measured."""

import os
from collections.abc import Callable, Iterable
from importlib import import_module
from typing import Any

inner = import_module(os.environ["BENCH_WSGI"]).application

from django.db import connection  # noqa: E402 -- the application above sets Django up

NOT_COUNTED = ("BEGIN", "COMMIT", "ROLLBACK", "SAVEPOINT", "RELEASE", "PRAGMA")


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    seen: list[str] = []

    def note(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        if not sql.lstrip().upper().startswith(NOT_COUNTED):
            seen.append(sql)
        return execute(sql, params, many, context)

    def start(status: str, headers: list[tuple[str, str]], *rest: Any) -> Any:
        return start_response(status, [*headers, ("X-Bench-Queries", str(len(seen)))], *rest)

    with connection.execute_wrapper(note):
        return inner(environ, start)
