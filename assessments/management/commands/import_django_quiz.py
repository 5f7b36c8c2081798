"""Brings the questions of an old django-quiz-app database into a bank as drafts, and its history into a report."""

import io
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from lms.evidence.actions import ensure_topic
from lms.evidence.enums import CompetencyKind
from lms.evidence.models import Competency
from lms.people.models import Organisation, User

from ...actions.import_questions import ImportReport, import_questions
from ...actions.problems import fault_place, fault_text
from ...actions.read_django_quiz import NotAQuizDatabase, read_django_quiz
from ...documents.legacy_report import legacy_report
from ...documents.question_workbook import exported, question_workbook
from ...domain.content import check
from ...domain.legacy_quiz import OldBank, content_of

UNSORTED = ("IMPORTED", "待归类", "To be sorted")


class Command(BaseCommand):
    help = "Import questions of an old django-quiz-app SQLite file into a bank as drafts; its sittings only go into the report."

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("file", type=Path, help="the SQLite file; opened read-only")
        parser.add_argument("--bank", required=True, help="sign-in code of the bank")
        parser.add_argument(
            "--timezone", required=True, help="zone of the moments in the file: UTC if the old site had USE_TZ, else its own"
        )
        parser.add_argument("--prefix", default="DQ", help="numbers become PREFIX-0001 (default DQ)")
        parser.add_argument("--topic", default="", help="topic code for questions without a better one")
        parser.add_argument(
            "--map", action="append", default=[], metavar="CATEGORY=TOPIC", help="topic code for an old category; repeatable"
        )
        parser.add_argument(
            "--several",
            choices=["any", "all"],
            default="any",
            help="several right options: any one is enough, as before, or all are wanted",
        )
        parser.add_argument("--report", type=Path, help="write the report with the history of sittings as .xlsx here")
        parser.add_argument("--dry-run", action="store_true", help="only say what would happen")

    def handle(self, *args: Any, **options: Any) -> None:
        bank = Organisation.objects.filter(code=options["bank"]).first()
        if bank is None:
            raise CommandError(_("There is no bank with the code %(code)s.") % {"code": options["bank"]})
        try:
            old = read_django_quiz(options["file"], ZoneInfo(options["timezone"]))
        except (ZoneInfoNotFoundError, ValueError) as error:
            if isinstance(error, NotAQuizDatabase):
                raise CommandError(_("This is not a database of django-quiz-app: %(reason)s") % {"reason": error}) from error
            raise CommandError(_("Unknown time zone %(zone)s.") % {"zone": options["timezone"]}) from error
        with transaction.atomic():
            rows, skipped = self._rows(old, options)
            report = self._import(bank, [row for _number, row in rows]) if rows else ImportReport("", 0, 0, 0, 0)
            if report.problems:
                raise CommandError("\n".join(str(problem) for problem in report.problems))
            # A dry run goes all the way and is taken back whole: what it says is what would happen.
            transaction.set_rollback(options["dry_run"])
        self._say(old, report, skipped)
        if options["report"]:
            codes = {number: row["code"] for number, row in rows}
            people = self._people(bank, old)
            content = legacy_report(old, codes=codes, skipped=skipped, people=people, zone=ZoneInfo(timezone.get_current_timezone_name()))
            options["report"].write_bytes(content)

    def _rows(self, old: OldBank, options: dict[str, Any]) -> tuple[list[tuple[int, dict[str, Any]]], list[tuple[int, str]]]:
        """Our rows by old id, and what can't come over with the reason."""
        topics = self._topics(options)
        rows, skipped = [], []
        for question in old.questions:
            if not question.kind:
                skipped.append((question.id, _("of no known type")))
                continue
            content = content_of(
                question,
                several=options["several"],
                no_reference=_("The old system kept no reference answer; write one before the review."),
                whole_answer=_("The answer as a whole"),
            )
            faults = check(content)
            if faults:
                skipped.append((question.id, _("; ").join(f"{fault_place(fault)} {fault_text(fault)}" for fault in faults)))
            else:
                rows.append(
                    (question.id, exported(f"{options['prefix']}-{question.id:04d}", topics.get(question.category, topics[""]), content))
                )
        return rows, skipped

    def _topics(self, options: dict[str, Any]) -> dict[str, str]:
        """Old category → topic code; the empty category is the topic for all others."""
        topics = {"": options["topic"]}
        for pair in options["map"]:
            category, equals, code = pair.rpartition("=")
            if not equals or not category:
                raise CommandError(_("--map needs CATEGORY=TOPIC, not %(text)s.") % {"text": pair})
            topics[category] = code
        known = set(Competency.objects.filter(kind=CompetencyKind.TOPIC).values_list("code", flat=True))
        unknown = sorted(code for code in topics.values() if code and code not in known)
        if unknown:
            raise CommandError(_("There is no topic with the code %(code)s.") % {"code": ", ".join(unknown)})
        if not topics[""]:
            code, name, name_en = UNSORTED
            topics[""] = ensure_topic(code=code, name=name, name_en=name_en, node="investigation").code
        return topics

    def _import(self, bank: Organisation, rows: list[dict[str, Any]]) -> ImportReport:
        # The same door as for a workbook from an author: the same checks, and everything or nothing.
        return import_questions(bank=bank, file=io.BytesIO(question_workbook(rows)), author=None)

    def _people(self, bank: Organisation, old: OldBank) -> dict[str, str]:
        """Old user names that are an employee number or a name here; nobody's password comes along."""
        wanted = {sitting.user for sitting in old.sittings}
        found = User.objects.filter(bank=bank, employee_number__in=wanted) | User.objects.filter(bank=bank, name__in=wanted)
        return {key: user.name for user in found for key in (user.employee_number, user.name) if key in wanted}

    def _say(self, old: OldBank, report: ImportReport, skipped: list[tuple[int, str]]) -> None:
        counts = {"new": report.new, "changed": report.changed, "unchanged": report.unchanged}
        self.stdout.write(_("Questions: %(new)d new drafts, %(changed)d changed, %(unchanged)d already there.") % counts)
        for number, reason in skipped:
            self.stdout.write(_("Left out: question %(number)d: %(reason)s") % {"number": number, "reason": reason})
        finished = sum(one.complete for one in old.sittings)
        words = _("Quizzes: %(quizzes)d. Sittings in the report: %(sittings)d, finished %(finished)d; none of them becomes evidence.")
        self.stdout.write(words % {"quizzes": len(old.quizzes), "sittings": len(old.sittings), "finished": finished})
