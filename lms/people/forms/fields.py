"""Input fields this room's forms share."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from ..domain.sign_in import tidy
from ..models import Organisation


class TidyField(forms.CharField):
    """Text as typed on any keyboard: full-width letters and digits become plain ones."""

    def to_python(self, value: Any) -> str:
        return tidy(super().to_python(value) or "")


class NodeField(forms.ModelChoiceField):
    """A node of the organisation tree, set in by its depth; the form carries its public id."""

    def __init__(self, **options: Any) -> None:
        super().__init__(queryset=Organisation.objects.none(), to_field_name="public_id", **options)

    def label_from_instance(self, obj: Organisation) -> str:
        return "　" * max(0, obj.path.count("/") - 3) + obj.name


def reason_field(**options: Any) -> forms.CharField:
    options = {"label": _("Reason"), "max_length": 300, **options}
    return forms.CharField(widget=forms.Textarea(attrs={"rows": 2}), **options)


def refuse(form: forms.Form, problem: ValidationError) -> None:
    """An action's refusal on the fields it names, as far as the form has them."""
    if not hasattr(problem, "error_dict"):
        form.add_error(None, ValidationError(problem.messages))
        return
    for name, errors in problem.error_dict.items():
        form.add_error(name if name in form.fields else None, errors)
