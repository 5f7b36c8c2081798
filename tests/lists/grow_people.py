"""People, organisations, notices, jobs, regulations, media, facts and acts by the hundred."""

from datetime import timedelta
from decimal import Decimal
from itertools import count

from lms.evidence.actions import Fact, record_many
from lms.jobs.models import Job
from lms.notices.models import Notice
from lms.people.models import Membership, Organisation
from lms.policies.models import RegulationVersion
from lms.records.actions import log_act
from lms.records.enums import Verb
from media.models import MediaItem
from tests.clock import MONDAY_MORNING
from tests.factories.decisions import make_regulation
from tests.factories.media import make_item
from tests.factories.people import make_branch

from .copies import colleagues, copies
from .world import World

_days = count(1)


def people(world: World, number: int) -> None:
    colleagues(world.cast.hr, number)


def organisations(world: World, number: int) -> None:
    made = copies(make_branch(world.cast.bank), number, name=lambda n: f"支行{n}", code=lambda n: None)
    for node in made:
        node.path = f"{world.cast.bank.path}{node.pk}/"
    Organisation.objects.bulk_update(made, ["path"])


def memberships(world: World, number: int) -> None:
    """Roles held one after the other, and the acts that gave them."""
    trainee = world.cast.trainee
    row = trainee.memberships.order_by("pk").first()
    assert row is not None
    starts = [row.starts_on - timedelta(days=next(_days)) for _place in range(number)]
    Membership.objects.bulk_create(
        Membership(user=trainee, organisation=row.organisation, role="mentor", starts_on=day, ends_on=day) for day in starts
    )
    for _place in range(number):
        log_act(
            organisation_key=world.cast.bank.public_id, actor_key=world.cast.hr.key, verb=Verb.CHANGED, object_kind="account",
            object_id=trainee.key, details={"fields": ["phone"]},
        )  # fmt: skip


def notices(world: World, number: int) -> None:
    user = world.cast.trainee
    Notice.objects.bulk_create(Notice(user=user, kind="note", title=f"通知{n}", url="/") for n in range(number))


def jobs(world: World, number: int) -> None:
    owner = world.cast.hr
    Job.objects.bulk_create(
        Job(bank=owner.bank, owner=owner, kind="x", title=f"名单{n}", state="done", finished_at=MONDAY_MORNING) for n in range(number)
    )


def _first_version(world: World) -> RegulationVersion:
    found = RegulationVersion.objects.filter(regulation__bank=world.cast.bank).select_related("regulation").order_by("pk").first()
    return found or make_regulation(world.cast.bank)


def regulations(world: World, number: int) -> None:
    version = _first_version(world)
    made = copies(version.regulation, number, code=lambda n: f"PX-L{n}")
    RegulationVersion.objects.bulk_create(
        RegulationVersion(regulation=one, number=1, text="第一条", state=version.state, in_force_on=version.in_force_on) for one in made
    )


def regulation_versions(world: World, number: int) -> None:
    """Superseded ones, and as many people who have to acknowledge the newest."""
    copies(_first_version(world), number, number=lambda n: 100 + n, state=lambda n: "superseded")
    colleagues(world.cast.hr, number)


def regulation_id(world: World) -> list[str]:
    return [_first_version(world).regulation.public_id]


def media_items(world: World, number: int) -> None:
    row = MediaItem.objects.first() or make_item(world.cast.bank, world.cast.instructor)
    copies(row, number, title=lambda n: f"录音{n}")


def facts(world: World, number: int) -> None:
    trainee = world.cast.trainee
    rows = [
        Fact(
            person_key=trainee.key, kind="exam", source_kind="exam", source_id=f"x{n}", happened_at=MONDAY_MORNING,
            raw=Decimal(80), maximum=Decimal(100), rater_key=world.cast.instructor.key, note="口头说明",
        )
        for n in range(number)
    ]  # fmt: skip
    record_many(bank=world.cast.bank, facts=rows)


def acts(world: World, number: int) -> None:
    """By several people about several things."""
    actors = [world.cast.hr, world.cast.instructor, world.cast.trainee]
    for place in range(number):
        log_act(
            organisation_key=world.cast.bank.public_id, actor_key=actors[place % 3].key, verb=Verb.CHANGED, object_kind="account",
            object_id=actors[place % 2].key, details={"fields": ["phone"]},
        )  # fmt: skip
