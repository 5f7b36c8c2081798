"""The results of an exercise as a workbook: teams, inconsistencies, cases."""

from datetime import datetime
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from lms.toolkit.spreadsheet_writer import ColumnSpec, SheetSpec, write_workbook

from ..domain.trades import TRADES
from ..enums import ScorePart
from ..models import InvestigationExercise
from ..queries.exercise_results import ExerciseResults, TeamRow


def exercise_workbook(exercise: InvestigationExercise, results: ExerciseResults, *, now: datetime) -> bytes:
    teams = SheetSpec(
        title=_("Teams"),
        columns=[
            ColumnSpec(_("People"), 20),
            ColumnSpec(_("Case"), 28),
            ColumnSpec(_("State"), 14),
            ColumnSpec(pgettext("investigation", "Handed in"), 18, "datetime"),
            ColumnSpec(pgettext("score", "Points"), 10, "number"),
            *(ColumnSpec(str(part.label), 12, "number") for part in ScorePart),
        ],
        rows=[_team(team) for team in results.teams],
        notes=[exercise.title, str(exercise.cohort)],
    )
    things = SheetSpec(
        title=_("Inconsistencies"),
        columns=[
            ColumnSpec(_("Inconsistency"), 28),
            ColumnSpec(_("Teams that had it"), 14, "number"),
            ColumnSpec(_("found it"), 10, "number"),
            ColumnSpec(_("Share"), 10, "percent"),
            ColumnSpec(_("named it where it was not"), 16, "number"),
        ],
        rows=[[row.name, row.planted, row.found, row.share, row.imagined] for row in results.inconsistencies],
    )
    cases = SheetSpec(
        title=_("Cases"),
        columns=[
            ColumnSpec(_("Case"), 28),
            ColumnSpec(_("Trade"), 16),
            ColumnSpec(_("Honest"), 8),
            ColumnSpec(_("Teams"), 8, "number"),
            ColumnSpec(_("Mean"), 10, "number"),
            ColumnSpec(_("decided right"), 12, "number"),
        ],
        rows=[[row.title, TRADES[row.trade].name, _words(row.honest), row.teams, row.mean, row.right] for row in results.cases],
    )
    return write_workbook([teams, things, cases], created=now)


def _words(honest: bool | None) -> str:
    return "" if honest is None else _("yes") if honest else _("no")


def _team(team: TeamRow) -> list[str | Decimal | datetime | None]:
    row = team.investigation
    return [team.people, row.title, str(row.get_state_display()), row.handed_in_at, row.total, *team.points]
