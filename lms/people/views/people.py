"""The list of people, and somebody new."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from lms.records.actions import log_act
from lms.records.enums import Verb
from lms.toolkit.downloads import XLSX, file_response

from ..actions.people import add_person
from ..documents import people_workbook
from ..enums import Role
from ..forms import PersonForm, refuse
from ..permissions import may_manage_people
from ..queries import organisations_visible_to, people_list, people_overseen_by
from .access import manager_or_403, overseer_or_403, posted


@login_required
def list_people(request: HttpRequest) -> HttpResponse:
    overseer_or_403(request)
    user, asked = request.user, request.GET
    q, role, state = asked.get("q", "").strip()[:60], asked.get("role", ""), asked.get("state", "")
    nodes = list(organisations_visible_to(user).order_by("path"))
    node = next((one for one in nodes if one.public_id == asked.get("organisation", "")), None)
    role = role if role in Role.values else ""
    rows = people_list(people_overseen_by(user), text=q, role=role, organisation=node, state=state)
    manages = may_manage_people(user)
    if asked.get("format") == "xlsx":
        return _workbook(request, rows, with_phones=manages)
    filters = [
        ("role", _("Any role"), Role.choices, role),
        ("organisation", _("Any organisation"), [(one.public_id, one.name) for one in nodes], node.public_id if node else ""),
        ("state", _("Open and closed"), [("active", _("active")), ("closed", _("closed"))], state),
    ]
    page = Paginator(rows, 50).get_page(asked.get("page"))
    context = {"page": page, "q": q, "filters": filters, "narrowed": bool(q or role or node or state), "manages": manages}
    return render(request, "people/people_list.html", context)


def _workbook(request: HttpRequest, rows: object, *, with_phones: bool) -> HttpResponse:
    user, now = request.user, timezone.now()
    log_act(organisation_key=user.bank.public_id, actor_key=user.key, verb=Verb.EXPORTED, object_kind="people_list", now=now)
    content = people_workbook(people=rows, printed_by=user.name, now=now, with_phones=with_phones)
    return file_response(content, name=f"{_('People')}.xlsx", content_type=XLSX)


@login_required
def new_person(request: HttpRequest) -> HttpResponse:
    manager_or_403(request)
    form = PersonForm(request.user, posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            person = add_person(bank=request.user.bank, actor_key=request.user.key, **form.cleaned_data)
        except ValidationError as problem:
            refuse(form, problem)
        else:
            messages.success(request, _("The account is open. Next: hand over a one-time code."))
            return redirect("person-detail", person.key)
    return render(request, "people/person_add.html", {"form": form})
