"""The log of acts: who did what to what, and when."""

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from lms.jobs.actions import enqueue
from lms.records.enums import Verb

from ..permissions import may_read_log, may_verify_chain
from ..queries import ActFilter, act_lines, acts_visible_to, filter_acts
from ..queries.acts import OBJECTS


def _reader_or_403(request: HttpRequest) -> None:
    if not may_read_log(request.user):
        raise PermissionDenied


@login_required
def list_acts(request: HttpRequest) -> HttpResponse:
    _reader_or_403(request)
    user, wanted = request.user, ActFilter.read(request.GET)
    page = Paginator(filter_acts(acts_visible_to(user), user, wanted), 50).get_page(request.GET.get("page"))
    objects = sorted(((code, str(words)) for code, words in OBJECTS.items()), key=lambda pair: pair[1])
    context = {
        "page": page,
        "lines": act_lines(user, page.object_list),
        "wanted": wanted,
        "verbs": Verb.choices,
        "objects": objects,
        "hidden": wanted.as_args(),
        "may_verify": may_verify_chain(user),
    }
    return render(request, "evidence/act_list.html", context)


@login_required
@require_POST
def export(request: HttpRequest) -> HttpResponse:
    """The filtered log as Excel, made in the background."""
    _reader_or_403(request)
    wanted = ActFilter.read(request.POST)
    job = enqueue(
        kind="evidence.act_export", title=_("Export of the log"), owner=request.user, bank=request.user.bank, args=wanted.as_args()
    )
    return redirect("job-detail", job.public_id)
