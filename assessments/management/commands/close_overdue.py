"""Closes every sitting whose time is over: for a system timer, where neither worker nor broker is needed."""

from typing import Any

from django.core.management.base import BaseCommand

from ...actions.submit_sitting import close_overdue


class Command(BaseCommand):
    help = "Close sittings whose time is over, and mark them."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"{close_overdue()} closed")
