"""Input fields this room's forms share."""

from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from lms.people.models import Organisation, User
from lms.toolkit.money import NotAnAmount, parse_amount
from lms.toolkit.upload_problem import UploadProblem
from lms.toolkit.uploads import check_upload

LARGEST = Decimal(10) ** 11


def refuse(form: forms.Form, problem: ValidationError) -> None:
    """An action's refusal as an error of the whole form; its fields may bear other names than the form's."""
    form.add_error(None, ValidationError(problem.messages))


def reason_field(**options: Any) -> forms.CharField:
    label = options.pop("label", _("Reason"))
    return forms.CharField(label=label, max_length=300, widget=forms.Textarea(attrs={"rows": 2}), **options)


class PersonField(forms.ModelChoiceField):
    """A person with their employee number; of those in ``by_name`` only the name is for whoever chooses."""

    by_name: frozenset[int] = frozenset()

    def __init__(self, **options: Any) -> None:
        super().__init__(queryset=User.objects.none(), to_field_name="key", **options)

    def label_from_instance(self, obj: User) -> str:
        if obj.pk in self.by_name:
            return obj.name
        return f"{obj.name} {obj.employee_number or ''}".strip()


class BranchField(forms.ModelChoiceField):
    def __init__(self, **options: Any) -> None:
        super().__init__(queryset=Organisation.objects.none(), to_field_name="public_id", **options)


class AmountField(forms.CharField):
    """Yuan as people type them: ``200000``, ``20万``, ``¥ 200,000.00``."""

    def __init__(self, **options: Any) -> None:
        super().__init__(max_length=30, **options)

    def to_python(self, value: Any) -> Any:
        text = super().to_python(value)
        if not text or isinstance(value, Decimal):
            return value if isinstance(value, Decimal) else None
        try:
            amount = parse_amount(text)
        except NotAnAmount as error:
            raise forms.ValidationError(_("“%(text)s” is no amount in yuan."), params={"text": text}) from error
        if not 0 < amount < LARGEST or amount != round(amount, 2):
            raise forms.ValidationError(_("Enter an amount above zero, with at most two decimals."))
        return amount

    def validate(self, value: Any) -> None:
        if value is None and self.required:
            raise forms.ValidationError(self.error_messages["required"], code="required")

    def run_validators(self, value: Any) -> None:
        """The bounds were checked when it was read."""


class CheckedFile(forms.FileField):
    """An upload that is what it says it is; its name is made safe."""

    def __init__(self, *, kinds: set[str], max_bytes: int, **options: Any) -> None:
        super().__init__(allow_empty_file=True, **options)
        self.kinds, self.max_bytes = kinds, max_bytes

    def clean(self, data: Any, initial: Any = None) -> Any:
        upload = super().clean(data, initial)
        if not upload:
            return upload
        try:
            found = check_upload(upload, kinds=self.kinds, max_bytes=self.max_bytes)
        except UploadProblem as problem:
            raise forms.ValidationError(str(problem)) from problem
        upload.name, upload.found = found.name, found
        return upload
