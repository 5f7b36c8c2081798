"""A certification panel in every state: to be recommended, before its votes, decided with an appeal, waiting for a signature; and
what stands beside it: a first recognition, a suspension."""

from datetime import datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from lms.decisions.actions.issue_minutes import issue_panel_minutes
from lms.decisions.actions.panel_appeals import file_appeal
from lms.decisions.actions.panel_outcomes import approve, conclude
from lms.decisions.actions.panel_votes import speak, step_back
from lms.decisions.actions.recognise import write_recognition
from lms.decisions.actions.suspend import suspend_person
from lms.decisions.models import PanelItem
from lms.people.models import Mentorship
from tests.factories.panels import make_authority, make_item, make_pair, make_sitting, vote, write_opinions

if TYPE_CHECKING:
    from . import World

PDF = b"%PDF-1.7"


def add_panels(world: "World", now: datetime) -> None:
    """``committee`` is in the chair, ``consultant`` and ``leader`` vote, ``hr`` is the secretary; ``mentor`` may only speak."""
    people, before = world.people, now - timedelta(hours=3)
    hr, trainee, classmate, mentor = (people[part] for part in ("hr", "trainee", "classmate", "mentor"))
    if not Mentorship.objects.filter(mentor=mentor, mentee=trainee).exists():
        make_pair(mentor, trainee)
    for person in (trainee, classmate):
        for node in ("investigation", "report", "approval"):
            make_authority(person, node, "3b", actor=hr, now=before - timedelta(days=30))
    chair, voters = people["committee"], [people["consultant"], people["committee"], people["leader"]]
    sitting = make_sitting(
        world.bank, hr, chair, [people["consultant"], people["leader"], mentor], secretary=hr, now=before, title="五月认证评审会"
    )
    planned = make_sitting(world.bank, hr, chair, [people["consultant"], people["leader"]], now=before, days=30, title="六月认证评审会")
    _items(world, sitting, planned, voters, before)
    _beside(world, now)
    minutes = {"content": PDF, "name": "minutes.pdf", "issued_by": hr, "now": now}
    issue_panel_minutes(sitting=sitting, item=None, **minutes)  # type: ignore[arg-type]  # keywords of the action
    decided = PanelItem.objects.get(public_id=world.things["panel_decided"])
    issue_panel_minutes(sitting=sitting, item=decided, **minutes)  # type: ignore[arg-type]  # as above
    world.things |= {"panel": sitting.public_id, "panel_planned": planned.public_id}


def _items(world: "World", sitting, planned, voters, now: datetime) -> None:  # type: ignore[no-untyped-def]  # two sittings and their voters
    people, hr, chair = world.people, world.people["hr"], world.people["committee"]
    trainee, classmate = people["trainee"], people["classmate"]
    decided = write_opinions(make_item(sitting, trainee, hr, now=now, reviewer=voters[0]), voters, now=now)
    speak(
        item=make_item(planned, trainee, hr, node="report", now=now, reviewer=voters[0]),
        text="她独立办了十件。",
        actor=people["mentor"],
        now=now,
    )
    decided = vote(decided, hr, dict.fromkeys(voters, "certified_with_conditions"), now=now)
    conditions = [("三个月内复核两件", people["leader"], now.date() + timedelta(days=90))]
    decided = conclude(item=decided, action="grant_with_conditions", reasons="件件有据。", actor=chair, conditions=conditions, now=now)
    decided = approve(item=decided, signer=chair, digest=decided.outcome_digest, now=now)
    condition = decided.conditions.get()
    appeal = file_appeal(item=decided, user=trainee, text="额度请再议。", now=now)
    all_four = [*voters, people["mentor"]]  # the mentor of the trainee has a vote on the classmate
    voting = write_opinions(make_item(sitting, classmate, hr, now=now, reviewer=voters[0]), all_four, now=now)
    voting = vote(voting, hr, {voters[0]: "certified"}, now=now)
    waiting = write_opinions(make_item(sitting, classmate, hr, node="report", now=now, reviewer=voters[0]), all_four, now=now)
    waiting = vote(waiting, hr, dict.fromkeys(all_four, "certified"), now=now)
    waiting = conclude(item=waiting, action="grant", reasons="可以。", actor=chair, now=now)
    fresh = PanelItem.objects.get(sitting=planned, user=trainee)
    other = make_item(planned, classmate, hr, node="post_loan", level="2a", now=now, reviewer=voters[0])
    step_back(item=other, kind="conflict", reason="曾同组", actor=people["leader"], now=now)
    world.things |= {
        "panel_decided": decided.public_id,
        "panel_appeal": appeal.public_id,
        "panel_condition": condition.pk,
        "panel_voting": voting.public_id,
        "panel_waiting": waiting.public_id,
        "panel_fresh": fresh.public_id,
        "panel_key": chair.key,
    }


def _beside(world: "World", now: datetime) -> None:
    people = world.people
    made = write_recognition(
        user=people["mentor"],
        resolution="项目组〔2026〕1号",
        nodes=["investigation", "report"],
        level="5",
        amount_limit=Decimal(500_000),
        ends_on=now.date() + timedelta(days=365),
        evidence="从业八年，经办二百余件。",
        actor=people["hr"],
        files=[("证明.pdf", PDF)],
        now=now - timedelta(hours=1),
    )
    world.things |= {"recognition": made.public_id, "recognition_file": made.files.get().public_id}
    suspend_person(
        user=people["classmate"],
        nodes=["approval"],
        cause="complaint",
        reason="客户投诉待查。",
        actor=people["hr"],
        now=now - timedelta(minutes=30),
    )
