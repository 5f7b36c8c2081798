"""Minutes and packets as files."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from lms.records.actions import log_act
from lms.records.enums import Verb

from ..queries.panel_files import filed_minutes
from ..queries.panel_room import reads_every_vote, room_of
from ..tasks import ask_for_packet, ask_for_panel_minutes
from .panel_items import item_or_404
from .panels import sitting_or_404


@login_required
@require_POST
def panel_packet(request: HttpRequest, public_id: str) -> HttpResponse:
    item = item_or_404(request, public_id)
    return redirect("job-detail", ask_for_packet(item=item, actor=request.user).public_id)


@login_required
@require_POST
def panel_minutes(request: HttpRequest, public_id: str) -> HttpResponse:
    """A copy for reading while the sitting runs; the filed one comes with the closing."""
    sitting = sitting_or_404(request, public_id, change=True)
    if not reads_every_vote(sitting, request.user):
        messages.error(request, _("You take no part in an item of this sitting, so its minutes are printed by somebody else."))
        return redirect("panel-detail", public_id)
    return redirect("job-detail", ask_for_panel_minutes(sitting=sitting, actor=request.user).public_id)


@login_required
@require_GET
def panel_filed(request: HttpRequest, public_id: str) -> HttpResponseBase:
    """The minutes of a sitting exactly as they were filed; not for whom the votes on one of its items are closed to."""
    sitting = sitting_or_404(request, public_id)
    if not reads_every_vote(sitting, request.user):
        raise PermissionDenied
    return _filed(request, sitting.bank.public_id, "panel", public_id)


@login_required
@require_GET
def panel_item_filed(request: HttpRequest, public_id: str) -> HttpResponseBase:
    """The minutes of one item exactly as they were filed: every named vote is in them."""
    item = item_or_404(request, public_id)
    if not room_of(item, request.user).reads_minutes:
        raise PermissionDenied
    return _filed(request, item.bank.public_id, "panel_item", public_id)


def _filed(request: HttpRequest, bank: str, kind: str, public_id: str) -> HttpResponseBase:
    document = filed_minutes(kind, public_id)
    if document is None:
        raise Http404
    log_act(organisation_key=bank, actor_key=request.user.key, verb=Verb.VIEWED, object_kind=kind, object_id=public_id)
    return FileResponse(document.file.open("rb"), content_type="application/pdf", filename=f"{document.title}.pdf")
