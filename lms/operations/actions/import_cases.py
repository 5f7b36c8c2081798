"""Import a list of cases: all of it in one transaction, or nothing."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from lms.people.models import Organisation, User
from lms.records.actions import log_act
from lms.records.enums import Verb

from ..domain.case_import import COMPARED, CasePlan, Line, Row, plan_cases
from ..enums import CaseSource
from ..models import LoanCase
from ..queries.case_import import Questions, cases_on_file, people_by_id
from .shadow import assign_case, change_case, move_case, open_case, write_details


class ImportRefused(Exception):
    """The list has mistakes, or what it met has changed since the dry run; ``plan`` says which."""

    def __init__(self, plan: CasePlan) -> None:
        super().__init__("import refused")
        self.plan = plan


@dataclass(frozen=True)
class Imported:
    created: int
    updated: int
    same: int


def check_cases(*, bank: Organisation, rows: Sequence[Row], now: datetime) -> CasePlan:
    """The dry run: reads, decides, writes nothing."""
    on_file = cases_on_file(bank, [row.number for row in rows])
    return plan_cases(rows, on_file, today=timezone.localdate(now), ask=Questions(bank, now).ask)


@transaction.atomic
def import_cases(*, bank: Organisation, rows: Sequence[Row], actor: User, file_digest: str = "", now: datetime | None = None) -> Imported:
    """Do what the dry run announced, decided anew under the bank's lock; raises ImportRefused or CaseProblem."""
    moment = now or timezone.now()
    bank = Organisation.objects.select_for_update().get(pk=bank.pk)
    plan = check_cases(bank=bank, rows=rows, now=moment)
    if plan.faults:
        raise ImportRefused(plan)
    people = people_by_id(rows)
    nodes = Organisation.objects.in_bulk([row.branch for row in rows if row.branch])
    for line in plan.lines:
        _create(bank, line, people, nodes, actor, moment) if line.case_id is None else _update(line, people, nodes, actor, moment)
    done = Imported(plan.count("create"), plan.count("update"), plan.count("same"))
    log_act(
        organisation_key=bank.public_id,
        actor_key=actor.key,
        verb=Verb.IMPORTED,
        object_kind="loan_case_list",
        details={"file": file_digest, "created": done.created, "updated": done.updated, "same": done.same},
        now=moment,
    )
    return done


def _create(bank: Organisation, line: Line, people: dict[int, User], nodes: dict[int, Organisation], actor: User, moment: datetime) -> None:
    row = line.row
    open_case(
        bank=bank,
        number=row.number,
        industry=row.industry,
        product=row.product,
        amount_band=row.amount_band,
        amount=row.amount,
        opened_on=row.opened_on,
        branch=nodes.get(row.branch or 0),
        difficulty=row.difficulty,
        kinds=row.kinds,
        node=row.node,
        lead=people.get(row.lead or 0),
        second=people.get(row.second or 0),
        supervisor=people.get(row.supervisor or 0),
        source=CaseSource.EXCEL,
        actor=actor,
        now=moment,
    )


def _update(line: Line, people: dict[int, User], nodes: dict[int, Organisation], actor: User, moment: datetime) -> None:
    row, case = line.row, LoanCase.objects.get(pk=line.case_id)
    details = {name: getattr(row, name) for name in COMPARED if name in line.changes}
    if "branch" in details:
        details["branch"] = nodes[row.branch or 0]
    if details and "people" in line.changes:
        # The people who are named below are asked for the new terms, those who go are not.
        case, _changed = write_details(case=case, actor=actor, now=moment, **details)
    elif details:
        case = change_case(case=case, actor=actor, now=moment, **details)
    if "people" in line.changes:
        assign_case(
            case=case,
            lead=people.get(row.lead or 0) or case.lead,
            second=people.get(row.second or 0) or case.second,
            supervisor=people.get(row.supervisor or 0) if row.lead else case.supervisor,
            node=row.node,
            actor=actor,
            now=moment,
        )
    elif "node" in line.changes:
        move_case(case=case, node=row.node, actor=actor, now=moment)
