"""What stands on desks: a fact in the ledger, jobs, notices, the tree of the bank, its brand."""

from datetime import datetime
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.core.files.base import ContentFile

from lms.jobs.actions import enqueue
from lms.jobs.enums import JobState
from lms.jobs.models import Job
from lms.notices.actions import notify
from lms.notices.models import Notice
from lms.people.actions.organisations import set_logo
from lms.people.enums import Role
from lms.people.models import Organisation, User
from tests.factories.evidence import make_fact
from tests.factories.people import make_branch

if TYPE_CHECKING:
    from . import World

PICTURE = b'<svg xmlns="http://www.w3.org/2000/svg"/>'


def add_office(world: "World", now: datetime) -> None:
    people, things = world.people, world.things
    assert world.cohort is not None
    cohort = {"cohort": world.cohort.public_id}
    check = {"error_count": 0, "problem_count": 0, "kinds": {}}
    things |= {
        "roster_check": _done(world.bank, people["hr"], "cohorts.roster_check", cohort, check),
        "roster_import": _done(world.bank, people["hr"], "cohorts.roster_import", cohort, {}),
        "question_check": _done(world.bank, people["instructor"], "assessments.question_check", {}, check),
        "job": _done(world.bank, people["leader"], "decisions.ranking_pdf", {}, {}),
    }
    notify(users=[people["trainee"]], kind="note", title="通知", now=now)
    notice = Notice.objects.filter(user=people["trainee"]).order_by("-pk").first()
    assert notice is not None
    set_logo(bank=world.bank, filename="logo.svg", content=PICTURE, actor_key="factory")
    things |= {
        "bank": world.bank.public_id,
        "notice": notice.public_id,
        "fact": make_fact(people["trainee"]).public_id,
        "person": people["trainee"].key,
        "mentor_key": people["mentor"].key,
        "node": make_branch(world.bank).public_id,
        "role": urlencode({"role": Role.TRAINEE, "organisation": world.bank.public_id, "from": "2020-01-01"}),
    }


def _done(bank: Organisation, owner: User, kind: str, args: dict[str, object], result: dict[str, object]) -> str:
    job = enqueue(kind=kind, title=kind, owner=owner, bank=bank, args=args)
    Job.objects.filter(pk=job.pk).update(state=JobState.DONE, result=result)
    job.file.save("file.pdf", ContentFile(b"%PDF-1.7"))
    return job.public_id
