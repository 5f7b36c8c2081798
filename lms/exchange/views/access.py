"""Which system a page is about, for those who see it; and who may change it."""

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from ..models import ClientSystem
from ..permissions import may_keep_clients, may_read_clients
from ..queries import clients_visible_to


def reader_or_404(request: HttpRequest) -> None:
    if not may_read_clients(request.user):
        raise Http404


def keeper_or_403(request: HttpRequest) -> None:
    reader_or_404(request)
    if not may_keep_clients(request.user):
        raise PermissionDenied


def client_or_404(request: HttpRequest, public_id: str, *, keep: bool = False) -> ClientSystem:
    """The system as somebody may see it; with ``keep`` only for whoever may change it (else 403)."""
    system = get_object_or_404(clients_visible_to(request.user).select_related("bank", "made_by"), public_id=public_id)
    if keep and not may_keep_clients(request.user):
        raise PermissionDenied
    return system
