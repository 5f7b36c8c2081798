"""One person: what is known, the roles, and what their keeper may do."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..actions.accounts import change_details, deactivate_account
from ..actions.memberships import end_membership, grant_role
from ..actions.people import give_level, reactivate_account, reset_second_factor
from ..enums import MANAGER_ROLES
from ..forms import DetailsForm, EndRoleForm, LevelForm, ReasonForm, RoleForm, refuse
from ..models import Membership, Mentorship, User
from ..permissions import grantable_roles, has_role_at, may_manage_account
from ..queries import history_acts, history_lines, people_managed_by
from .access import managed_person, person_or_404, posted


def _may_end(user: User, membership: Membership) -> bool:
    return membership.role in grantable_roles(user) and has_role_at(user, membership.organisation, *MANAGER_ROLES)


@login_required
def show_person(request: HttpRequest, key: str) -> HttpResponse:
    user, today = request.user, timezone.localdate()
    person = person_or_404(request, key)
    manages = may_manage_account(user, person) and people_managed_by(user).filter(pk=person.pk).exists()
    memberships = list(person.memberships.select_related("organisation").order_by("-starts_on", "-id"))
    for one in memberships:
        one.state = "planned" if one.starts_on > today else "active" if one.ends_on is None or one.ends_on >= today else "closed"
        one.can_end = manages and one.state != "closed" and _may_end(user, one)
    page = Paginator(history_acts(person), 20).get_page(request.GET.get("page"))
    context = {
        "person": person,
        "manages": manages,
        "memberships": memberships,
        "levels": list(person.levels.all()),
        "pairs": list(Mentorship.objects.filter(mentee=person).select_related("mentor").order_by("-starts_on")),
        "page": page,
        "history": history_lines(page.object_list, bank=person.bank),
        "has_code": person.sign_in_codes.filter(used_at__isnull=True, expires_at__gt=timezone.now()).exists(),
        "can_sign_in": person.has_usable_password(),
    }
    return render(request, "people/person_detail.html", context)


@login_required
def edit_person(request: HttpRequest, key: str) -> HttpResponse:
    person = managed_person(request, key)
    form = DetailsForm(person.bank, posted(request), person=person)
    if request.method == "POST" and form.is_valid():
        try:
            change_details(user=person, actor_key=request.user.key, **form.cleaned_data)
        except ValidationError as problem:
            refuse(form, problem)
        else:
            messages.success(request, _("Saved."))
            return redirect("person-detail", person.key)
    return render(request, "people/person_edit.html", {"form": form, "person": person})


@dataclass(frozen=True)
class Step:
    """One thing a keeper does with a person: what the page says, and what is done with the form's values."""

    title: str | Promise
    text: str | Promise
    button: str | Promise
    done: str | Promise
    act: Callable[..., object]
    style: str = "btn-primary"


def _carry_out(request: HttpRequest, person: User, step: Step, form: forms.Form, **context: Any) -> HttpResponse:
    if request.method == "POST" and form.is_valid():
        try:
            step.act(user=person, actor_key=request.user.key, **form.cleaned_data)
        except ValidationError as problem:
            refuse(form, problem)
        else:
            messages.success(request, step.done)
            return redirect("person-detail", person.key)
    return render(request, "people/person_act.html", {"form": form, "person": person, "step": step, **context})


GRANT = Step(
    title=gettext_lazy("Give a role"),
    text=gettext_lazy("A role is held at one organisation and reaches everything below it."),
    button=gettext_lazy("Give the role"),
    done=gettext_lazy("The role is given."),
    act=grant_role,
)
CLOSE = Step(
    title=gettext_lazy("Close the account"),
    text=gettext_lazy(
        "The person can no longer sign in; open sessions end at once. Nothing is deleted, and the account can be opened again."
    ),
    button=gettext_lazy("Close the account"),
    done=gettext_lazy("The account is closed."),
    act=deactivate_account,
    style="btn-danger",
)
REOPEN = Step(
    title=gettext_lazy("Open the account again"),
    text=gettext_lazy("The person can sign in again with the same password and roles."),
    button=gettext_lazy("Open the account"),
    done=gettext_lazy("The account is open again."),
    act=reactivate_account,
)
FACTOR = Step(
    title=gettext_lazy("Remove the second factor"),
    text=gettext_lazy(
        "For somebody who has lost phone and recovery codes. Make sure who is asking; a new one is set up at the next sign-in."
    ),
    button=gettext_lazy("Remove the second factor"),
    done=gettext_lazy("The second factor is removed."),
    act=reset_second_factor,
    style="btn-danger",
)
LEVEL = Step(
    title=gettext_lazy("Note a level"),
    text=gettext_lazy("The level the bank has given this person, from a day on."),
    button=gettext_lazy("Note the level"),
    done=gettext_lazy("The level is noted."),
    act=give_level,
)


@login_required
def grant(request: HttpRequest, key: str) -> HttpResponse:
    return _carry_out(request, managed_person(request, key), GRANT, RoleForm(request.user, posted(request)))


@login_required
def end_role(request: HttpRequest, key: str) -> HttpResponse:
    """The role is named by what it is: ``?role=&organisation=&from=``."""
    person = managed_person(request, key)
    try:
        since = date.fromisoformat(request.GET.get("from", ""))
    except ValueError as error:
        raise Http404 from error
    rows = person.memberships.select_related("organisation__bank", "user")
    wanted = {"role": request.GET.get("role", ""), "organisation__public_id": request.GET.get("organisation", ""), "starts_on": since}
    membership = get_object_or_404(rows, **wanted)
    if not _may_end(request.user, membership):
        raise PermissionDenied
    step = Step(
        title=_("End the role %(role)s") % {"role": membership.get_role_display()},
        text=_("Held at %(organisation)s since %(day)s. What the person did in this role stays as it is.")
        % {"organisation": membership.organisation.name, "day": since.isoformat()},
        button=_("End the role"),
        done=_("The role has its last day."),
        act=lambda user, **values: end_membership(membership=membership, **values),
        style="btn-danger",
    )
    return _carry_out(request, person, step, EndRoleForm(posted(request), starts_on=since))


@login_required
def close(request: HttpRequest, key: str) -> HttpResponse:
    person = managed_person(request, key)
    return _carry_out(request, person, CLOSE if person.is_active else REOPEN, ReasonForm(posted(request)))


@login_required
def drop_second_factor(request: HttpRequest, key: str) -> HttpResponse:
    return _carry_out(request, managed_person(request, key), FACTOR, ReasonForm(posted(request)))


@login_required
def level(request: HttpRequest, key: str) -> HttpResponse:
    return _carry_out(request, managed_person(request, key), LEVEL, LevelForm(posted(request)))
