"""Initial passwords and one-time codes: made here, shown once, kept nowhere."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from lms.toolkit.downloads import PDF, file_response
from lms.toolkit.pdf import MissingGlyph
from lms.toolkit.random_ids import human_code

from ..actions.accounts import set_initial_password
from ..actions.sign_in_codes import VALID_FOR, issue_sign_in_codes
from ..documents import code_slips_pdf
from ..documents.code_slips import grouped
from ..enums import TRUSTED_ROLES
from ..models import User
from ..permissions import may_administer
from ..queries import people_managed_by, people_with_role
from .access import managed_person, manager_or_403

SLIPS_AT_ONCE = 300


@never_cache
@login_required
@require_POST
def new_code(request: HttpRequest, key: str) -> HttpResponse:
    """One code on the screen, for somebody who stands here."""
    person = managed_person(request, key)
    if not person.is_active:
        messages.error(request, _("The account is closed; open it again first."))
        return redirect("person-detail", person.key)
    now = timezone.now()
    code = issue_sign_in_codes(users=[person], actor_key=request.user.key, now=now)[person.key]
    context = {"person": person, "secret": grouped(code), "kind": "code", "until": now + VALID_FOR}
    return render(request, "people/person_secret.html", context)


@never_cache
@login_required
@require_POST
def new_password(request: HttpRequest, key: str) -> HttpResponse:
    """A random password the person must change."""
    person = managed_person(request, key)
    password = f"{human_code(4)}-{human_code(4)}-{human_code(4)}"
    set_initial_password(user=person, password=password, actor_key=request.user.key)
    return render(request, "people/person_secret.html", {"person": person, "secret": password, "kind": "password"})


def _chosen(request: HttpRequest) -> list[User]:
    """The chosen people whose accounts the user keeps, in the list's order; the user's own is not among them."""
    rows = people_managed_by(request.user).filter(key__in=request.POST.getlist("person")[: SLIPS_AT_ONCE + 1], is_active=True)
    rows = rows.exclude(pk=request.user.pk).select_related("bank").order_by("name_pinyin", "id")
    if not may_administer(request.user):
        rows = rows.exclude(pk__in=people_with_role(request.user.bank, *TRUSTED_ROLES).values("pk"))
    return list(rows)


@never_cache
@login_required
@require_POST
def code_slips(request: HttpRequest) -> HttpResponse:
    """A fresh code for everybody chosen, as slips; where one can't be printed, no code is changed."""
    manager_or_403(request)
    people, now = _chosen(request), timezone.now()
    if not people or len(people) > SLIPS_AT_ONCE:
        words = _("Choose at least one open account that you keep, and at most %(n)d.")
        messages.error(request, words % {"n": SLIPS_AT_ONCE})
        return redirect("people-list")
    try:
        with transaction.atomic():
            codes = issue_sign_in_codes(users=people, actor_key=request.user.key, now=now)
            content = code_slips_pdf(
                bank=request.user.bank,
                codes=[(person, codes[person.key]) for person in people],
                address=request.build_absolute_uri(reverse("code-sign-in")),
                valid_until=now + VALID_FOR,
                printed_by=request.user.name,
                now=now,
            )
    except MissingGlyph as problem:
        messages.error(request, str(problem))
        return redirect("people-list")
    return file_response(content, name=f"{_('One-time codes')}.pdf", content_type=PDF)
