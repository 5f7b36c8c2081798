"""Cases, customers, late milestones and signals by the hundred."""

from datetime import timedelta
from itertools import count

from lms.operations.enums import OperationsMode
from lms.operations.models import LoanCase, Milestone, Signal
from lms.operations.queries import mode_of
from tests.clock import MONDAY_MORNING
from tests.factories.casework import entrust, into_mode, make_case, make_customer, make_folder

from .copies import copies
from .world import World

_numbers = count(1)


def _full(world: World) -> None:
    if mode_of(world.cast.bank) != OperationsMode.FULL:
        into_mode(world.cast.bank, "full", world.cast.leader)


def cases(world: World, number: int) -> None:
    entrust(world.cast.mentor, "acceptance")
    row = make_case(world.cast.bank, world.cast.hr, lead=world.cast.mentor)
    copies(row, number - 1, number=lambda n: f"L{n:06d}", key=lambda n: f"key{n}")


def customers(world: World, number: int) -> None:
    _full(world)
    copies(make_customer(world.cast.bank, world.cast.hr), number - 1, number=lambda n: f"KH-{n}")


def late(world: World, number: int) -> None:
    """Cases with a folder whose open milestone was due last week."""
    _full(world)
    case = make_folder(world.cast.bank, world.cast.hr, world.cast.mentor, world.cast.trainee)
    Milestone.objects.filter(case=case, state="open").update(due_on=MONDAY_MORNING.date() - timedelta(days=7))
    row = Milestone.objects.get(case=case, code="acceptance")
    others = copies(case, number - 1, number=lambda n: f"F{n:06d}", key=lambda n: f"late{n}")
    for other in others:
        row.pk, row.case = None, other
        row._state.adding = True
        row.save()


def signals(world: World, number: int) -> None:
    case = LoanCase.objects.filter(bank=world.cast.bank).first() or make_case(world.cast.bank, world.cast.hr)
    for _place in range(number):
        made = Signal.objects.create(bank=world.cast.bank, kind="same_photo", fact_key=f"k{next(_numbers)}", facts={"cases": 2})
        made.cases.set([case])
