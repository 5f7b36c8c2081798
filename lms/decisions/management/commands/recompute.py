"""Computes a decision file or a case file again, without a database, and says whether it is what it claims to be."""

import json
import sys
from typing import Any

from django.core.management.base import BaseCommand

from ...domain.canonical import InvalidDocument
from ...domain.differences import Difference
from ...domain.recompute import recompute_text

MOST_SHOWN = 50
LONGEST = 120
DIFFERENT, INVALID = 1, 2


class Command(BaseCommand):
    help = "Compute a file on standard input again: prints 'same' (exit 0), the differences (1), or why it is no such file (2)."
    requires_system_checks: list[str] = []
    requires_migrations_checks = False

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            outcome = recompute_text(sys.stdin.buffer.read().decode("utf-8"))
        except UnicodeDecodeError as error:
            self._invalid(f"$: not_utf8 (byte {error.start})")
        except InvalidDocument as error:
            self._invalid(str(error))
        if outcome.same:
            self.stdout.write("same")
            return
        for difference in outcome.differences[:MOST_SHOWN]:
            self.stdout.write(_line(difference))
        if len(outcome.differences) > MOST_SHOWN:
            self.stdout.write(f"… and {len(outcome.differences) - MOST_SHOWN} more; {len(outcome.differences)} differences in all")
        sys.exit(DIFFERENT)

    def _invalid(self, reason: str) -> None:
        self.stderr.write(f"invalid: {reason}")
        sys.exit(INVALID)


def _line(difference: Difference) -> str:
    """``$.rule.components[0].weight: altered: "40"`` and, where it is known, what it should be."""
    parts = [difference.path, difference.reason]
    if difference.reason != "missing":
        parts.append(_shown(difference.stored))
    text = ": ".join(parts)
    return text if difference.computed is None else f"{text} → {_shown(difference.computed)}"


def _shown(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False, default=str)
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"
