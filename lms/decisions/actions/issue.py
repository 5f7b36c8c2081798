"""Keep documents exactly as they were issued: a ranking when it was published and when it became final, a profile when it was locked."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from lms.people.models import User
from lms.records.actions import issue_document
from lms.records.models import IssuedDocument

from ..models import CertificationProfile, Decision
from ..queries.profiles import OBJECT_KIND as PROFILE_KIND

OBJECT_KIND = "decision"


@transaction.atomic
def issue_ranking(*, decision: Decision, stage: str, content: bytes, name: str, issued_by: User | None, now: datetime) -> IssuedDocument:
    """Once per stage: a job that runs again finds what it issued before."""
    Decision.objects.select_for_update().get(pk=decision.pk)
    kind = f"ranking_{stage}"
    known = IssuedDocument.objects.filter(object_kind=OBJECT_KIND, object_id=decision.public_id, kind=kind).first()
    if known is not None:
        return known
    return issue_document(
        organisation_key=decision.bank.public_id,
        issued_by_key=issued_by.key if issued_by else "",
        kind=kind,
        object_kind=OBJECT_KIND,
        object_id=decision.public_id,
        title=_("%(title)s, %(state)s") % {"title": decision.title, "state": decision.get_state_display()},
        filename=name,
        content=content,
        now=now,
    )


@transaction.atomic
def issue_profile(*, profile: CertificationProfile, content: bytes, name: str, issued_by: User | None, now: datetime) -> IssuedDocument:
    """Once for each locked profile: a job that runs again finds what it issued before."""
    CertificationProfile.objects.select_for_update().get(pk=profile.pk)
    known = IssuedDocument.objects.filter(object_kind=PROFILE_KIND, object_id=profile.public_id).first()
    if known is not None:
        return known
    return issue_document(
        organisation_key=profile.bank.public_id,
        issued_by_key=issued_by.key if issued_by else "",
        kind="certification_profile",
        object_kind=PROFILE_KIND,
        object_id=profile.public_id,
        title=_("%(title)s, version %(number)s") % {"title": profile.title, "number": profile.number},
        filename=name,
        content=content,
        now=now,
    )
