"""A rule that is locked and one still written, a published ranking with an appeal, and the draft after it."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.core.files.base import ContentFile

from lms.decisions.actions import file_reply, new_version, run_ranking
from lms.decisions.actions.issue import issue_ranking
from tests.factories.decisions import make_draft, make_regulation, publish

if TYPE_CHECKING:
    from . import World


def add_decisions(world: "World", now: datetime) -> None:
    people, cohort = world.people, world.cohort
    assert cohort is not None
    hr, leader, board, trainee = (people[part] for part in ("hr", "leader", "board", "trainee"))
    seated = [world.enrolments["trainee"], world.enrolments["classmate"]]
    published = publish(make_draft(cohort, seated, hr=hr, signers=[leader, board]), hr, [leader])
    locked = published.rule_version
    own = published.standings.get(user=trainee)
    reply = file_reply(standing=own, user=trainee, kind="appeal", text="请复核", now=now)
    issued = issue_ranking(decision=published, stage="published", content=b"%PDF-1.7", name="ranking.pdf", issued_by=hr, now=now)
    draft = run_ranking(version=locked, actor=hr, now=now - timedelta(hours=1))
    things = world.things
    things |= {"rule": locked.public_id, "rule_draft": new_version(version=locked, author=hr, note="修订", now=now).public_id}
    things |= {"decision": published.public_id, "issued": issued.public_id, "reply": reply.public_id, "standing": own.public_id}
    things |= {"draft": draft.public_id, "draft_standing": draft.standings.get(user=trainee).public_id}
    _regulations(world)


def _regulations(world: "World") -> None:
    in_force, draft = make_regulation(world.bank), make_regulation(world.bank, in_force=False)
    in_force.file.save("original.pdf", ContentFile(b"%PDF-1.7"))
    things = world.things
    things |= {"regulation": in_force.regulation.public_id, "version": in_force.public_id}
    things |= {"regulation_draft": draft.regulation.public_id, "version_draft": draft.public_id}
