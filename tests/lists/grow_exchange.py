"""Connected systems, what they called and what they were told, and declared relatives, by the hundred."""

from datetime import timedelta
from itertools import count

from lms.exchange.models import ClientCall, ClientSystem, ClientToken, Delivery, Event
from lms.people.models import Kinship
from tests.clock import MONDAY_MORNING
from tests.factories.exchange import make_system

from .copies import classmates, copies
from .world import World

_numbers = count(1)


def _system(world: World) -> ClientSystem:
    found = ClientSystem.objects.filter(bank=world.cast.bank).order_by("pk").first()
    return found or make_system(world.cast.bank, url="http://loans.example/")


def system_id(world: World) -> list[str]:
    return [_system(world).public_id]


def systems(world: World, number: int) -> None:
    """Each with a token that holds, one that was revoked, and a message on its way."""
    made = copies(_system(world), number, name=lambda n: f"系统{n}")
    event = _events(world, 1)[0]
    Delivery.objects.bulk_create(Delivery(event=event, system=one) for one in made)
    ClientToken.objects.bulk_create(
        ClientToken(
            system=one, digest=f"{next(_numbers):064d}", hint="dz_", made_by_key=world.cast.admin.key,
            expires_at=MONDAY_MORNING + timedelta(days=90), used_on=MONDAY_MORNING.date(), revoked_at=revoked,
        )
        for one in made
        for revoked in (None, MONDAY_MORNING)
    )  # fmt: skip


def calls(world: World, number: int) -> None:
    """Done and refused, each with what the log holds of it."""
    system = _system(world)
    ClientCall.objects.bulk_create(
        ClientCall(
            bank=world.cast.bank, system=system, operation="cases", status=(200, 422)[n % 2], key=f"k{n}",
            details={"numbers": ["DK1", "DK2"]},
        )
        for n in range(number)
    )  # fmt: skip


def _events(world: World, number: int) -> list[Event]:
    return Event.objects.bulk_create(
        Event(bank=world.cast.bank, kind="authority.changed", payload={"person": world.cast.trainee.key}) for _place in range(number)
    )


def messages(world: World, number: int) -> None:
    """Events that arrived and events on their way."""
    system = _system(world)
    Delivery.objects.bulk_create(
        Delivery(event=event, system=system, state=("waiting", "delivered")[place % 2], attempts=1, last_status="200")
        for place, event in enumerate(_events(world, number))
    )


def relatives(world: World, number: int) -> None:
    """Pairs of trainees; every other declaration has ended."""
    people = [seat.user for seat in classmates(world.cohort, 2 * number)]
    Kinship.objects.bulk_create(
        Kinship(
            bank=world.cast.bank, person=one, relative=other, kin="sibling", declared_by_key=one.key,
            ended_at=(None, MONDAY_MORNING)[place % 2], ended_reason=("", "误报")[place % 2],
        )
        for place, (one, other) in enumerate(zip(people[::2], people[1::2], strict=True))
    )  # fmt: skip
