"""Retires the key that signs certificates: it signs nothing more, and what it signed stays genuine."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from ...actions.signing_keys import retire_key
from ...models import SigningKey


class Command(BaseCommand):
    help = "Retire a signing key by its name (see /verify/key/); install a new one afterwards and restart."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("key", help="the key's name, eight characters")
        parser.add_argument("--reason", required=True)

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            row = retire_key(key_id=options["key"], actor_key="", reason=options["reason"])
        except SigningKey.DoesNotExist as error:
            raise CommandError(f"No key {options['key']} is known here.") from error
        self.stdout.write(f"{row.key_id} is retired since {row.retired_at:%Y-%m-%d %H:%M} UTC.")
