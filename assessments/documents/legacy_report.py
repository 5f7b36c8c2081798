"""What came over from an old quiz database, and its history of sittings, as a workbook. The history is no evidence, only a record."""

from collections.abc import Mapping, Sequence
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from lms.toolkit.spreadsheet import ColumnSpec, SheetSpec, write_workbook

from ..domain.legacy_quiz import OldBank, answer_text, maybe_unmarked


def legacy_report(
    bank: OldBank, *, codes: Mapping[int, str], skipped: Sequence[tuple[int, str]], people: Mapping[str, str], zone: ZoneInfo
) -> bytes:
    """``codes``: old question id → our number; ``skipped``: old id and why; ``people``: old user name → name of the account found here."""
    questions = {one.id: one for one in bank.questions}
    titles = {quiz.id: quiz for quiz in bank.quizzes}

    def shown(identifier: int) -> str:
        return codes.get(identifier, f"#{identifier}")

    yes, no = pgettext("report", "yes"), pgettext("report", "no")
    truths = {"True": _("True"), "False": _("False")}
    sittings, answers = [], []
    for one in bank.sittings:
        quiz = titles.get(one.quiz)
        waiting = maybe_unmarked(one, questions)
        outcome = "" if not one.complete or quiz is None else (_("passed") if one.percent >= quiz.pass_mark else _("not passed"))
        moments = [moment.astimezone(zone) if moment else None for moment in (one.started, one.ended)]
        result = [one.score, len(one.questions), one.percent, yes if one.complete else no, outcome]
        unmarked = ", ".join(shown(number) for number in waiting)
        sittings.append([one.id, one.user, people.get(one.user, ""), quiz.title if quiz else "", *moments, *result, unmarked])
        for number in one.questions:
            if number in one.answers:
                stored = one.answers[number]
                text = answer_text(questions[number], truths.get(stored, stored)) if number in questions else stored
                answers.append([one.id, one.user, shown(number), text, no if number in one.incorrect else yes])
    quizzes = [[quiz.title, quiz.pass_mark, ", ".join(shown(number) for number in quiz.questions)] for quiz in bank.quizzes]
    kept = [[codes[one.id], one.id, one.category, one.stem, one.figure] for one in bank.questions if one.id in codes]
    lost = [[number, questions[number].stem if number in questions else "", reason] for number, reason in skipped]
    return write_workbook(_sheets(kept, lost, quizzes, sittings, answers, [list(row) for row in bank.progress]))


def _sheets(*rows: list[list[object]]) -> list[SheetSpec]:
    old = ColumnSpec(_("Old id"), 8, "number")
    user, quiz, category, stem = (
        ColumnSpec(_("User"), 16),
        ColumnSpec(_("Quiz"), 36),
        ColumnSpec(_("Category"), 20),
        ColumnSpec(_("Stem"), 60),
    )
    right, many = ColumnSpec(_("Right"), 8, "number"), ColumnSpec(_("Questions"), 10, "number")
    sitting = [
        *(old, user, ColumnSpec(_("Account here"), 16), quiz),
        *(ColumnSpec(_("Started"), 18, "datetime"), ColumnSpec(_("Ended"), 18, "datetime"), right, many),
        *(ColumnSpec(_("Per cent"), 10, "number"), ColumnSpec(_("Finished"), 10), ColumnSpec(_("Result"), 12)),
        ColumnSpec(_("Essays perhaps not marked"), 26),
    ]
    sheets: list[tuple[str, list[ColumnSpec]]] = [
        (_("Imported questions"), [ColumnSpec(_("Number"), 12), old, category, stem, ColumnSpec(_("Picture file"), 24)]),
        (_("Questions left out"), [old, stem, ColumnSpec(_("Reason"), 50)]),
        (_("Quizzes"), [quiz, ColumnSpec(_("Pass mark"), 10, "number"), ColumnSpec(_("Questions"), 60)]),
        (_("Sittings"), sitting),
        (_("Answers"), [old, user, ColumnSpec(_("Question"), 12), ColumnSpec(_("Answer"), 60), ColumnSpec(_("Counted as right"), 16)]),
        (_("Progress"), [user, category, right, ColumnSpec(_("Possible"), 10, "number")]),
    ]
    return [SheetSpec(title, columns, body) for (title, columns), body in zip(sheets, rows, strict=True)]
