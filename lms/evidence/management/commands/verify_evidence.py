"""Says whether every sealed row still is what it was."""

import sys
from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from lms.people.models import Organisation

from ...actions import seal_everything
from ...queries import verify_bank


class Command(BaseCommand):
    help = (
        "Verify the evidence and the log of acts of every bank against their chains; exit 1 and name the row where something was changed."
    )

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("--no-seal", action="store_true", help="don't seal waiting rows first")

    def handle(self, *args: Any, **options: Any) -> None:
        if not options["no_seal"]:
            seal_everything()
        faults = 0
        for bank in Organisation.objects.filter(pk__in=Organisation.objects.values("bank_id")).order_by("path"):
            count, findings = verify_bank(bank)
            for finding in findings:
                self.stdout.write(
                    _("%(bank)s: %(fault)s: %(kind)s %(row)s (link %(position)d)")
                    % {
                        "bank": bank.name,
                        "fault": finding.fault,
                        "kind": finding.row_kind,
                        "row": finding.row_id,
                        "position": finding.position,
                    }
                )
            faults += len(findings)
            self.stdout.write(
                _("%(bank)s: %(count)d rows verified, %(faults)d faults") % {"bank": bank.name, "count": count, "faults": len(findings)}
            )
        if faults:
            sys.exit(1)
