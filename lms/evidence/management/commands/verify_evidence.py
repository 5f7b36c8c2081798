"""Says whether every sealed row still is what it was."""

import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from lms.people.models import Organisation

from ...actions import seal_everything
from ...documents.chain_head import HeadProblem, read_head
from ...queries import head_holds, verify_bank


class Command(BaseCommand):
    help = (
        "Verify the evidence and the log of acts of every bank against their chains; exit 1 and name the row where something was changed."
    )

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("--no-seal", action="store_true", help="don't seal waiting rows first")
        parser.add_argument("--head", metavar="FILE", help="also compare with a signed head that was stored elsewhere")

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
        if options["head"]:
            faults += not self._head_holds(Path(options["head"]))
        if faults:
            sys.exit(1)

    def _head_holds(self, file: Path) -> bool:
        """Whether the chain still has the stored head in its place."""
        try:
            head = read_head(file.read_bytes())
        except OSError as problem:
            raise CommandError(str(problem)) from problem
        except HeadProblem as problem:
            self.stdout.write(_("%(file)s: not a head signed by this installation (%(code)s)") % {"file": file, "code": problem.code})
            return False
        holds = head_holds(head)
        words = (
            _("%(file)s: the chain still holds link %(position)s") if holds else _("%(file)s: the chain no longer holds link %(position)s")
        )
        self.stdout.write(words % {"file": file, "position": head["position"]})
        return holds
