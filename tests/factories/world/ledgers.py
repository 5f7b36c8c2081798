"""The trainee's ledgers: a visit with a photo and one withdrawn, a loan, a day with a comment; a report that HR had made."""

import base64
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from lms.jobs.actions import enqueue
from lms.jobs.enums import JobState
from lms.jobs.models import Job
from lms.operations.actions.contracts import care_for_contract
from lms.operations.actions.days import comment_day, file_report
from lms.operations.actions.visits import withdraw_visit
from tests.factories.ledgers import make_area, make_contract, make_day, make_visit

if TYPE_CHECKING:
    from . import World

PIXEL = base64.b64decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==")


def add_ledgers(world: "World", now: datetime) -> None:
    people, things = world.people, world.things
    trainee, hr = people["trainee"], people["hr"]
    area = make_area(world.bank, hr, trainee)
    said = {
        "channel": "老客户介绍", "address": "南门街 8 号", "operator": "王小明", "phone": "13812345678", "need_purpose": "备货",
        "materials": "折页", "next_action": "带方案", "note": "下午人少", "photo": PIXEL, "photo_name": "shop.png",
    }  # fmt: skip
    visit = make_visit(trainee, at=now - timedelta(hours=2), now=now, area=area, **said)
    wrong = make_visit(trainee, at=now - timedelta(hours=1), now=now, area=area)
    withdraw_visit(visit=wrong, reason="记错商户", actor=trainee, now=now)
    contract = make_contract(trainee, as_of=now.date(), now=now)
    care = {"tier": "ordinary", "check_months": 3, "checked_on": None, "alert": "库存偏高", "renewal": "wants", "referral": "城关支行"}
    care_for_contract(contract=contract, care=care | {"archive_number": "DA-1"}, actor=trainee, now=now)
    make_day(trainee, now.date(), meeting="强调当日清", now=now)
    comment_day(person=trainee, day=now.date(), comment="下午一起去", actor=people["mentor"], now=now)
    report = file_report(
        period="week", first=now.date(), last=now.date(), people=1, made_by=hr, pdf=b"%PDF-1.7", sheet=b"PK", title="台账周报", now=now
    )
    check = {"error_count": 0, "warning_count": 0, "counts": {"create": 0, "update": 0, "same": 0}, "rows": 0}
    things |= {
        "area": area.public_id,
        "visit": visit.public_id,
        "contract": contract.public_id,
        "ledger_report": report.public_id,
        "contract_check": _done(world, "operations.contract_check", check),
        "contract_import": _done(world, "operations.contract_import", {}),
    }


def _done(world: "World", kind: str, result: dict[str, object]) -> str:
    job = enqueue(kind=kind, title=kind, owner=world.people["hr"], bank=world.bank, args={})
    Job.objects.filter(pk=job.pk).update(state=JobState.DONE, result=result)
    return job.public_id
