"""The organisation tree and the bank's brand."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from ..actions.organisations import (
    OrganisationProblem,
    add_organisation,
    close_organisation,
    rename_organisation,
    reopen_organisation,
    set_brand,
    set_logo,
)
from ..forms import BrandForm, NodeForm, ReasonForm, RenameForm, refuse
from ..models import Organisation
from ..permissions import may_shape_bank
from ..queries import organisations_visible_to, with_member_counts
from .access import administrator_or_403, overseer_or_403, posted

PROBLEMS: dict[str, str | Promise] = {
    "a_bank_stays": gettext_lazy("A bank can't be closed here."),
    "has_active_nodes": gettext_lazy("Close or move what lies below it first."),
    "has_people": gettext_lazy("People still hold roles here. End these roles first."),
}


def _node(request: HttpRequest, public_id: str) -> Organisation:
    """A node of the own bank (else 404), for whoever may change it (else 403)."""
    node = get_object_or_404(organisations_visible_to(request.user).select_related("parent", "bank"), public_id=public_id)
    administrator_or_403(request)
    return node


@login_required
def tree(request: HttpRequest) -> HttpResponse:
    overseer_or_403(request)
    nodes = list(with_member_counts(organisations_visible_to(request.user)).order_by("path"))
    top = min((node.path.count("/") for node in nodes), default=0)
    for node in nodes:
        node.depth = node.path.count("/") - top
        node.indent = "　" * max(0, node.depth - 1)
    return render(request, "people/organisation_tree.html", {"nodes": nodes, "administers": may_shape_bank(request.user)})


@login_required
def add_node(request: HttpRequest) -> HttpResponse:
    administrator_or_403(request)
    form = NodeForm(request.user, posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            add_organisation(actor_key=request.user.key, **form.cleaned_data)
        except ValidationError as problem:
            refuse(form, problem)
        else:
            messages.success(request, _("Added."))
            return redirect("organisation-tree")
    return render(request, "people/organisation_form.html", {"form": form, "node": None})


@login_required
def edit_node(request: HttpRequest, public_id: str) -> HttpResponse:
    node = _node(request, public_id)
    form = RenameForm(node, posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            rename_organisation(node=node, actor_key=request.user.key, **form.cleaned_data)
        except ValidationError as problem:
            refuse(form, problem)
        else:
            messages.success(request, _("Saved."))
            return redirect("organisation-tree")
    context: dict[str, Any] = {"form": form, "node": node, "close_form": ReasonForm()}
    return render(request, "people/organisation_form.html", context)


@login_required
@require_POST
def close_node(request: HttpRequest, public_id: str) -> HttpResponse:
    node = _node(request, public_id)
    form = ReasonForm(request.POST)
    if not form.is_valid():
        return render(request, "people/organisation_form.html", {"form": RenameForm(node), "node": node, "close_form": form})
    try:
        close_organisation(node=node, reason=form.cleaned_data["reason"], actor_key=request.user.key)
    except OrganisationProblem as problem:
        messages.error(request, PROBLEMS[problem.code])
        return redirect("organisation-edit", node.public_id)
    messages.success(request, _("%(name)s is out of use.") % {"name": node.name})
    return redirect("organisation-tree")


@login_required
@require_POST
def reopen_node(request: HttpRequest, public_id: str) -> HttpResponse:
    node = reopen_organisation(node=_node(request, public_id), actor_key=request.user.key)
    messages.success(request, _("%(name)s is in use again.") % {"name": node.name})
    return redirect("organisation-tree")


@login_required
def brand(request: HttpRequest) -> HttpResponse:
    administrator_or_403(request)
    bank, key = request.user.bank, request.user.key
    form = BrandForm(bank, posted(request), request.FILES if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        set_brand(bank=bank, brand_name=data["brand_name"], accent=data["accent"], actor_key=key)
        if data["logo"] is not None:
            set_logo(bank=bank, filename=f"logo.{form.logo_kind}", content=data["logo"].read(), actor_key=key)
        elif data.get("remove_logo"):
            set_logo(bank=bank, filename="", content=b"", actor_key=key)
        messages.success(request, _("The brand is saved."))
        return redirect("organisation-brand")
    return render(request, "people/organisation_brand.html", {"form": form, "bank": bank})
