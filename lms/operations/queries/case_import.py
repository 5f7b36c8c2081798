"""What is there before cases are imported, in a number of queries that does not grow with the file's lines."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from lms.people.documents.authority_words import reason_words
from lms.people.models import Authority, Organisation, User
from lms.people.queries import answer_of, people_in_bank, standing_authorities

from ..domain.amounts import asked_amount
from ..domain.case_import import OnFile, Row
from ..models import LoanCase
from .cases import branches_of

BATCH = 900


def cases_on_file(bank: Organisation, numbers: Sequence[str]) -> dict[str, OnFile]:
    """By number, those that the file may mean."""
    found: dict[str, OnFile] = {}
    for start in range(0, len(numbers), BATCH):
        for one in LoanCase.objects.filter(bank=bank, number__in=numbers[start : start + BATCH]):
            found[one.number] = OnFile(
                id=one.pk, state=one.state, node=one.node, branch=one.branch_id, industry=one.industry, product=one.product,
                amount_band=one.amount_band, amount=one.amount, difficulty=one.difficulty, kinds=tuple(one.kinds),
                lead=one.lead_id, second=one.second_id, supervisor=one.supervisor_id,
            )  # fmt: skip
    return found


def branch_ids(bank: Organisation) -> dict[str, int]:
    """Every name a branch goes by → its id."""
    return {name: node.pk for node in branches_of(bank) for name in (node.name, node.short_name) if name}


def people_ids(bank: Organisation) -> dict[str, int]:
    """Employee number (in small letters) → id, open accounts only."""
    rows = people_in_bank(bank).filter(is_active=True).exclude(employee_number="")
    return {number.lower(): pk for number, pk in rows.values_list("employee_number", "pk")}


class Questions:
    """Asks for every row of a file with two queries in all."""

    def __init__(self, bank: Organisation, now: datetime) -> None:
        self.now = now
        self.held: Mapping[tuple[int, str], Authority] = {(row.user_id, row.node): row for row in standing_authorities(bank)}

    def ask(self, person: int, role: str, row: Row, supervised: bool) -> str:
        """A refusal in words, or nothing."""
        answer = answer_of(
            self.held.get((person, row.node)),
            role=role,
            amount=asked_amount(row.amount, row.amount_band),
            product=row.product,
            at=self.now,
            supervised=supervised,
        )
        return "" if answer.allowed else reason_words(answer)


def people_by_id(rows: Sequence[Row]) -> dict[int, User]:
    wanted = {pk for row in rows for pk in (row.lead, row.second, row.supervisor) if pk}
    return User.objects.in_bulk(list(wanted))
