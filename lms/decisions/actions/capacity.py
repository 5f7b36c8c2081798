"""Make the capacity check of a draft and keep it with the text it was made for."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from lms.people.models import User
from lms.records.enums import Verb

from ..domain.capacity_plan import capacity_data, read_plan
from ..domain.certification.capacity import check_capacity
from ..domain.certification.profile import read_profile
from ..enums import ProfileState
from ..models import CertificationProfile
from .log import log_profile
from .problems import DecisionProblem
from .profiles import check_writer, profile_for_update


@transaction.atomic
def check_profile_capacity(
    *, profile: CertificationProfile, actor: User, plan: Mapping[str, Any], now: datetime | None = None
) -> CertificationProfile:
    """``plan`` as the form gives it; a later check of the same draft takes the place of an earlier one."""
    profile = profile_for_update(profile)
    check_writer(actor, profile.bank)
    if profile.state != ProfileState.DRAFT:
        raise DecisionProblem(_("The capacity check belongs to a draft."), code="locked")
    moment = now or timezone.now()
    found = check_capacity(read_profile(profile.content), read_plan(plan))
    profile.capacity = {
        "digest": profile.digest,
        "plan": dict(plan),
        "result": capacity_data(found),
        "short": not found.enough,
        "checked_at": moment.isoformat(),
        "checked_by": actor.key,
    }
    profile.save(update_fields=["capacity"])
    log_profile(profile, actor, Verb.CHANGED, details={"capacity": "short" if profile.capacity["short"] else "enough"}, now=moment)
    return profile
