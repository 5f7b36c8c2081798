"""Visits, areas, contracts, days and reports by the hundred."""

from datetime import timedelta

from lms.operations.models import Contract, ContractFigure, Customer, DaySheet, GridArea, LedgerReport
from tests.clock import MONDAY_MORNING
from tests.factories.ledgers import make_area, make_contract, make_visit

from .copies import classmates, copies
from .world import World

DAY = MONDAY_MORNING.date()


def visits(world: World, number: int) -> None:
    """Of many people, some of them continued, in an area."""
    area = make_area(world.cast.bank, world.cast.hr)
    people = [seat.user for seat in classmates(world.cohort, number)]
    row = make_visit(world.cast.trainee, at=MONDAY_MORNING, now=MONDAY_MORNING, area=area)
    keys = iter(range(10**6))
    copies(
        row, number, client_key=lambda n: f"grown-{n}", user_id=lambda n: people[next(keys) % len(people)].pk, earlier_id=lambda n: row.pk
    )


def areas(world: World, number: int) -> None:
    known = GridArea.objects.filter(bank=world.cast.bank).count()
    for place in range(known, known + number):
        area = make_area(
            world.cast.bank, world.cast.hr, world.cast.trainee, name=f"片区{place}", row=place // 20 + 1, column=place % 20 + 1
        )
        make_visit(world.cast.trainee, at=MONDAY_MORNING, now=MONDAY_MORNING, area=area)


def contracts(world: World, number: int) -> None:
    people = [seat.user for seat in classmates(world.cohort, number)]
    row = make_contract(world.cast.trainee, now=MONDAY_MORNING)
    customers = iter(copies(Customer.objects.get(pk=row.customer_id), number, number=lambda n: f"G{n}"))
    keys = iter(range(10**6))
    copies(
        row, number, number=lambda n: f"GROWN{n}", customer_id=lambda n: next(customers).pk,
        manager_id=lambda n: people[next(keys) % len(people)].pk,
    )  # fmt: skip


def contract_id(world: World) -> list[str]:
    return [(Contract.objects.filter(bank=world.cast.bank).first() or make_contract(world.cast.trainee, now=MONDAY_MORNING)).public_id]


def figures(world: World, number: int) -> None:
    contract = Contract.objects.get(public_id=contract_id(world)[0])
    copies(ContractFigure.objects.filter(contract=contract).first(), number, as_of=lambda n: DAY - timedelta(days=n % 900))


def days(world: World, number: int) -> None:
    """A sheet and a visit of everybody today."""
    people = [seat.user for seat in classmates(world.cohort, number)]
    DaySheet.objects.bulk_create(DaySheet(user=one, day=DAY, plan="走访") for one in people)
    row = make_visit(world.cast.trainee, at=MONDAY_MORNING, now=MONDAY_MORNING)
    keys = iter(people)
    copies(row, number, client_key=lambda n: f"day-{n}", user_id=lambda n: next(keys).pk)


def reports(world: World, number: int) -> None:
    row = LedgerReport(
        bank=world.cast.bank,
        period="week",
        first=DAY,
        last=DAY + timedelta(days=6),
        made_by=world.cast.hr,
        pdf_document="a",
        sheet_document="b",
    )
    copies(row, number)
