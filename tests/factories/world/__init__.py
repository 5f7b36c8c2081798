"""One bank with everything that has an address: its people, and by name what stands in the addresses of its things."""

from dataclasses import dataclass, field
from datetime import datetime

from lms.cohorts.models import Cohort, Enrolment
from lms.people.models import Organisation, User
from tests.clock import SHANGHAI

from .casework import add_casework
from .certificates import add_certificates
from .certification import add_certification
from .classes import add_class
from .committees import add_committees
from .decisions import add_decisions
from .development import add_development
from .exams import add_exams
from .exchange import add_exchange
from .investigations import add_investigations
from .learning import add_learning
from .ledgers import add_ledgers
from .observation import add_observation
from .office import add_office
from .panels import add_panels
from .people import make_people
from .ratings import add_ratings

# A Thursday in the last week of the class: an exam is open, a ranking is published, its window for appeals is open.
NOW = datetime(2026, 5, 21, 9, 0, tzinfo=SHANGHAI)


# In this order: what comes later stands on what came before.
STEPS = (
    add_class,
    add_learning,
    add_exams,
    add_ratings,
    add_committees,
    add_investigations,
    add_decisions,
    add_development,
    add_office,
    add_casework,
    add_ledgers,
    add_observation,
    add_certification,
    add_certificates,
    add_panels,
    add_exchange,
)


@dataclass
class World:
    """``people["trainee"]`` sits in the class; ``things["cohort"]`` is what an address calls the class."""

    bank: Organisation
    people: dict[str, User]
    things: dict[str, str | int] = field(default_factory=dict)
    cohort: Cohort | None = None
    enrolments: dict[str, Enrolment] = field(default_factory=dict)


def make_world(name: str, code: str) -> World:
    """The clock must stand at ``NOW``."""
    bank, people = make_people(name, code)
    world = World(bank, people)
    for add in STEPS:
        add(world, NOW)
    return world
