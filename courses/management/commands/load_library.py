"""Loads the course library of the repository into the shared branch."""

from typing import Any

from django.core.management.base import BaseCommand

from courses.actions import import_library


class Command(BaseCommand):
    help = "Load the course library into the shared branch; what has not changed stays as it is."

    def handle(self, *args: Any, **options: Any) -> None:
        done = import_library()
        self.stdout.write(f"{done.courses} courses, {done.lessons} lessons, {done.changed} new or changed")
