"""Put the plan's template into a bank."""

from django.db import transaction
from django.utils.translation import gettext as _

from lms.people.models import Organisation
from lms.records.actions import log_act
from lms.records.enums import Verb

from ..domain.plan import steps_of
from ..models import Programme, ProgrammeStep

TITLE = "小微信贷客户经理三个月培训项目"


@transaction.atomic
def install_programme(*, bank: Organisation, title: str = "", actor_key: str = "") -> Programme:
    """The three-month plan as a programme of ``bank``; installing it again returns the one that is there."""
    title = title or TITLE
    programme, created = Programme.objects.get_or_create(bank=bank, title=title, defaults={"description": str(_description())})
    if not created:
        return programme
    plan = steps_of()
    steps = ProgrammeStep.objects.bulk_create(
        ProgrammeStep(
            programme=programme,
            code=step.code,
            phase=step.phase,
            title=step.title,
            title_en=step.title_en,
            week_from=step.week_from,
            week_to=step.week_to,
            gate=step.gate,
            owner_role=step.owner,
            deliverable=step.deliverable,
            position=position,
        )
        for position, step in enumerate(plan)
    )
    by_code = {step.code: step.pk for step in steps}
    link = ProgrammeStep.depends_on.through
    link.objects.bulk_create(
        link(from_programmestep_id=by_code[step.code], to_programmestep_id=by_code[need]) for step in plan for need in step.needs
    )
    log_act(organisation_key=bank.public_id, actor_key=actor_key, verb=Verb.CREATED, object_kind="programme", object_id=programme.public_id)
    return programme


def _description() -> str:
    return _(
        "From the project contract to the review of the stage, in twelve weeks. "
        "The weeks are a proposal: shift them as a whole or row by row."
    )
