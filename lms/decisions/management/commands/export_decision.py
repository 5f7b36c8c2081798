"""Writes a decision as one JSON file that anybody can compute again."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from ...domain.document import write_text
from ...models import Decision
from ...queries.files import file_of, latest_of_kind


class Command(BaseCommand):
    help = "Write a decision (rule, inputs, result, outcomes, signatures) as JSON to standard output; see docs/formats/decision.md."

    def add_arguments(self, parser: Any) -> None:
        chosen = parser.add_mutually_exclusive_group(required=True)
        chosen.add_argument("id", nargs="?", help="public id of the decision, as in its address")
        chosen.add_argument("--latest", metavar="KIND", help="the newest published decision of a kind: ranking")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["latest"]:
            decision = latest_of_kind(options["latest"]).first()
        else:
            rows = Decision.objects.select_related("bank", "cohort", "author", "rule_version", "supersedes")
            decision = rows.filter(public_id=options["id"]).first()
        if decision is None:
            raise CommandError(_("There is no such decision."))
        self.stdout.write(write_text(file_of(decision)), ending="")
