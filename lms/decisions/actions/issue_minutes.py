"""Minutes kept exactly as they were filed: of an item when it is decided, of the sitting when it is closed."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from lms.people.models import User
from lms.records.actions import issue_document
from lms.records.models import IssuedDocument

from ..models import PanelItem, PanelSitting

KIND = "panel_minutes"


@transaction.atomic
def issue_panel_minutes(
    *, sitting: PanelSitting, item: PanelItem | None, content: bytes, name: str, issued_by: User | None, now: datetime
) -> IssuedDocument:
    """Once each: a job that runs again finds what it filed before."""
    PanelSitting.objects.select_for_update().get(pk=sitting.pk)
    about = ("panel_item", item.public_id) if item else ("panel", sitting.public_id)
    known = IssuedDocument.objects.filter(object_kind=about[0], object_id=about[1], kind=KIND).first()
    if known is not None:
        return known
    return issue_document(
        organisation_key=sitting.bank.public_id,
        issued_by_key=issued_by.key if issued_by else "",
        kind=KIND,
        object_kind=about[0],
        object_id=about[1],
        title=_("Minutes: %(title)s") % {"title": f"{sitting.title} {item.user.name if item else ''}".strip()},
        filename=name,
        content=content,
        now=now,
    )
