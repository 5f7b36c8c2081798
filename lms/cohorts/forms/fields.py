"""Input fields this room's forms share."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lms.people.models import Organisation, User
from lms.people.queries import organisations_visible_to

from ..permissions import MANAGERS


def reason_field(**options: Any) -> forms.CharField:
    return forms.CharField(label=options.pop("label", _("Reason")), max_length=500, widget=forms.Textarea(attrs={"rows": 2}), **options)


def nodes_managed_by(user: User) -> QuerySet[Organisation]:
    """Nodes of the bank at or below those where ``user`` manages people."""
    day = timezone.localdate()
    wanted = Q(pk__in=[])
    for held in user.held_roles:
        if held.role in MANAGERS and held.holds_on(day):
            wanted |= Q(path__startswith=held.path)
    return organisations_visible_to(user).filter(wanted, is_active=True).order_by("path")


def refuse(form: forms.Form, problem: ValidationError) -> None:
    """An action's refusal as an error of the whole form; its fields may bear other names than the form's."""
    form.add_error(None, ValidationError(problem.messages))


class NodeField(forms.ModelChoiceField):
    """A node of the organisation tree, told apart by the node above it."""

    def label_from_instance(self, obj: Organisation) -> str:
        depth = max(0, obj.path.count("/") - 2)
        return "　" * depth + str(obj)
