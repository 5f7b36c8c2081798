"""Rooms of the bank."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from ..actions import save_room
from ..forms import RoomForm
from ..permissions import may_open_cohorts
from ..queries import rooms_visible_to


@login_required
def room_list(request: HttpRequest) -> HttpResponse:
    """All rooms, and a form for one more."""
    return _page(request, None)


@login_required
def room_edit(request: HttpRequest, public_id: str) -> HttpResponse:
    return _page(request, public_id)


def _page(request: HttpRequest, public_id: str | None) -> HttpResponse:
    rooms = rooms_visible_to(request.user)
    room = get_object_or_404(rooms, public_id=public_id) if public_id else None
    bank = request.user.bank
    if bank is None or not may_open_cohorts(request.user):
        raise PermissionDenied
    form = RoomForm(bank.pk, request.POST or None, room=room)
    if request.method == "POST" and form.is_valid():
        save_room(bank=bank, room=room, actor_key=request.user.key, **form.cleaned_data)
        messages.success(request, _("Saved."))
        return redirect("room-list")
    return render(request, "cohorts/room_list.html", {"rooms": rooms, "form": form, "room": room})
