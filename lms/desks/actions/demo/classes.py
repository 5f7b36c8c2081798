"""The two classes of the demonstration, filled from Excel rosters by the import that HR uses."""

import io
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from lms.cohorts.actions import import_roster, move_cohort, open_cohort, set_duties
from lms.cohorts.documents.roster_columns import HEADERS
from lms.cohorts.documents.roster_reader import read_roster
from lms.cohorts.enums import CohortState, Duty, LegalFooting
from lms.cohorts.models import Cohort, Programme
from lms.people.models import Organisation, User
from lms.records.domain.digests import ALGORITHM
from lms.toolkit.canonical import digest_bytes
from lms.toolkit.spreadsheet import ColumnSpec, SheetSpec, write_workbook

from .people import give_demo_password

Roster = tuple[tuple[str, str, str, str], ...]
# Training opens in the fifth week of the three-month plan.
WEEKS_BEFORE = 4


class DemoProblem(RuntimeError):
    """The demonstration's own data was refused; the text says by whom and why."""


@dataclass
class DemoClass:
    """One class with what later steps need at hand."""

    cohort: Cohort
    staff: dict[str, User]
    trainees: dict[str, User] = field(default_factory=dict)


def roster_workbook(rows: Roster, nodes: dict[str, Organisation]) -> bytes:
    """The roster as HR would type it."""
    footing = {value: str(label) for value, label in LegalFooting.choices}
    keys = ("name", "employee_number", "phone", "branch", "footing", "seat")
    lines = [
        (name, number, f"1390000{int(number[-2:]):04d}", nodes[node].name, footing[legal], seat)
        for seat, (number, name, node, legal) in enumerate(rows, start=1)
    ]
    return write_workbook([SheetSpec("花名册", [ColumnSpec(HEADERS[key], 18) for key in keys], lines)])


def open_class(
    *,
    nodes: dict[str, Organisation],
    staff: dict[str, User],
    programme: Programme | None,
    code: str,
    name: str,
    dates: tuple[date, date],
    roster: Roster,
    host: str,
) -> DemoClass:
    """Open the cohort, name its staff, import the roster and start it."""
    actor: User = staff["hr1"]
    cohort = open_cohort(
        organisation=nodes[host],
        code=code,
        name=name,
        starts_on=dates[0],
        ends_on=dates[1],
        actor_key=actor.key,
        programme=programme,
        place="青禾农商行培训中心",
        week_one=dates[0] - timedelta(weeks=WEEKS_BEFORE),
    )
    _name_staff(cohort, staff, actor)
    content = roster_workbook(roster, nodes)
    file = read_roster(io.BytesIO(content), starts_on=dates[0])
    if file.problems:
        raise DemoProblem("; ".join(map(str, file.problems)))
    import_roster(cohort=cohort, rows=file.rows, actor_key=actor.key, file_digest=f"{ALGORITHM}:{digest_bytes(content)}")
    cohort = move_cohort(cohort=cohort, state=CohortState.RUNNING, reason="开训", actor_key=actor.key)
    people = User.objects.filter(enrolments__cohort=cohort).select_related("bank")
    trainees = {user.employee_number: user for user in people}
    give_demo_password(users=list(trainees.values()))
    return DemoClass(cohort=cohort, staff=staff, trainees=trainees)


def _name_staff(cohort: Cohort, staff: dict[str, User], actor: User) -> None:
    duties: dict[str, tuple[Any, ...]] = {
        "teacher1": (Duty.CLASS_TEACHER,),
        "instructor1": (Duty.INSTRUCTOR,),
        "instructor2": (Duty.INSTRUCTOR,),
        "consultant1": (Duty.INSTRUCTOR,),
        "mentor1": (Duty.MENTOR,),
        "mentor2": (Duty.MENTOR,),
        **{f"committee{n}": (Duty.ASSESSOR,) for n in range(1, 6)},
    }
    for number, given in duties.items():
        if number in staff:
            set_duties(cohort=cohort, user=staff[number], duties=given, actor_key=actor.key)
