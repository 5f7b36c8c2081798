"""Loads the fictional banks of the demonstration."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from ...actions.demo import demo_is_loaded, load_demo


class Command(BaseCommand):
    help = "Load the fictional demonstration banks; every account has one known password, so only in demo mode."

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("--if-empty", action="store_true", help="do nothing where the demonstration is there already")

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("the demonstration loads in demo mode only (DUZUO_DEMO=1)")
        if options["if_empty"] and demo_is_loaded():
            return
        load_demo(say=lambda line: self.stdout.write(f"  {line}"))
        self.stdout.write(self.style.SUCCESS("The demonstration is loaded."))
