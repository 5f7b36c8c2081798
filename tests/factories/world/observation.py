"""Real cases on which the trainee works beside the mentor: a card given, one that waits, an agreement, a talk, a relative."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from lms.operations.actions.mentoring import write_agreement, write_talk
from lms.operations.actions.notes import write_note
from lms.people.actions import declare_kinship
from lms.people.models import Mentorship
from tests.factories.observation import entrust, make_card, make_case, make_part

if TYPE_CHECKING:
    from . import World


def add_observation(world: "World", now: datetime) -> None:
    people, things = world.people, world.things
    trainee, mentor = people["trainee"], people["mentor"]
    day = now.date()
    entrust(mentor, "5", "investigation", "report", now=now - timedelta(days=60))
    entrust(trainee, "1", "investigation", "report", now=now - timedelta(days=60))
    seen = make_part(make_case(world.bank), trainee, mentor, now=now - timedelta(days=3))
    write_note(part=seen, actor=trainee, saw="师傅先看货，再看账。", would_do="我会先问进货渠道。", now=now)
    things["card"] = make_card(seen, now=now, observed_on=day - timedelta(days=1)).public_id
    things["part"] = make_part(make_case(world.bank), trainee, mentor, node="report", now=now - timedelta(days=2)).public_id
    pair = Mentorship.objects.filter(mentor=mentor, mentee=trainee).order_by("-starts_on").first()
    assert pair is not None
    agreement = write_agreement(
        pair=pair, starts_on=day, ends_on=day + timedelta(days=120), goals="三个月内独立完成两户调查", actor=mentor, now=now
    )
    talk = write_talk(pair=pair, held_on=day, minutes=30, about="本周两户调查", agreed="下周主问", actor=trainee, now=now)
    kinship = declare_kinship(person=trainee, relative=people["left"], kin="in_law", actor_key=trainee.key, now=now)
    things |= {"agreement": agreement.public_id, "talk": talk.public_id, "kinship": kinship.public_id}
