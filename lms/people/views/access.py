"""Fetches whom a page is about: out of scope is 404, in scope without the right is 403."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, QueryDict
from django.shortcuts import get_object_or_404

from ..models import User
from ..permissions import may_manage_account, may_manage_people, may_shape_bank, oversees
from ..queries import people_managed_by, people_overseen_by


def posted(request: HttpRequest) -> QueryDict | None:
    """What a form was sent with; an empty form that was sent is still a sent one."""
    return request.POST if request.method == "POST" else None


def overseer_or_403(request: HttpRequest) -> None:
    if not oversees(request.user):
        raise PermissionDenied


def manager_or_403(request: HttpRequest) -> None:
    if not may_manage_people(request.user):
        raise PermissionDenied


def administrator_or_403(request: HttpRequest) -> None:
    if not may_shape_bank(request.user):
        raise PermissionDenied


def person_or_404(request: HttpRequest, key: str) -> User:
    """Somebody the user sees by office."""
    return get_object_or_404(people_overseen_by(request.user).select_related("bank"), key=key)


def managed_person(request: HttpRequest, key: str) -> User:
    """Somebody whose account the user keeps: seen but not kept is 403."""
    person = person_or_404(request, key)
    if not people_managed_by(request.user).filter(pk=person.pk).exists() or not may_manage_account(request.user, person):
        raise PermissionDenied
    return person
