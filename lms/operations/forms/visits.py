"""Forms of the marketing ledger."""

from decimal import Decimal
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from lms.evidence.enums import Industry
from lms.people.models import Organisation, User
from lms.toolkit.date_fields import DayField, MomentField
from lms.toolkit.money import NotAnAmount, parse_amount
from lms.toolkit.upload_problem import UploadProblem
from lms.toolkit.uploads import check_upload

from ..enums import Consent, Intent, NoCase, Objection, VisitResult, VisitSource
from ..models import GridArea, LoanCase, Visit

PHOTO_BYTES = 4 * 1024 * 1024
NONE = ("", gettext_lazy("none"))


class VisitForm(forms.Form):
    """Four things are needed; the rest can be added where there was time to hear it."""

    merchant = forms.CharField(label=gettext_lazy("Business"), max_length=60, help_text=gettext_lazy("As on the sign."))
    area = forms.ModelChoiceField(
        label=gettext_lazy("Grid area"), queryset=GridArea.objects.none(), required=False, to_field_name="public_id",
        empty_label=gettext_lazy("outside the grid"),
    )  # fmt: skip
    result = forms.ChoiceField(label=gettext_lazy("What came of it"), choices=VisitResult.choices, widget=forms.RadioSelect)
    intent = forms.ChoiceField(label=pgettext_lazy("customer", "Intent"), choices=Intent.choices, required=False, widget=forms.RadioSelect)
    next_on = DayField(label=gettext_lazy("Next step on"), required=False)
    next_action = forms.CharField(label=gettext_lazy("Next step"), max_length=80, required=False)
    happened_at = MomentField(label=gettext_lazy("Visited at"))
    operator = forms.CharField(
        label=pgettext_lazy("shop", "Owner"), max_length=40, required=False, help_text=gettext_lazy("Shown masked, kept encrypted.")
    )
    phone = forms.RegexField(
        label=gettext_lazy("Telephone"), regex=r"^[0-9+ -]{5,20}$", required=False, help_text=gettext_lazy("Shown masked, kept encrypted."),
        error_messages={"invalid": gettext_lazy("A telephone number has figures only.")},
    )  # fmt: skip
    consent = forms.ChoiceField(label=gettext_lazy("Authorisation"), choices=Consent.choices, required=False)
    industry = forms.ChoiceField(label=gettext_lazy("Trade"), choices=Industry.choices, required=False)
    address = forms.CharField(label=gettext_lazy("Address of the business"), max_length=80, required=False)
    source = forms.ChoiceField(label=gettext_lazy("Source"), choices=VisitSource.choices, required=False)
    channel = forms.CharField(label=gettext_lazy("Which channel, or who referred"), max_length=40, required=False)
    minutes = forms.IntegerField(label=gettext_lazy("Minutes talked"), min_value=1, max_value=480, required=False)
    need_amount = forms.CharField(label=gettext_lazy("Amount needed"), max_length=20, required=False)
    need_months = forms.IntegerField(label=gettext_lazy("Term in months"), min_value=1, max_value=360, required=False)
    need_purpose = forms.CharField(label=gettext_lazy("Purpose"), max_length=60, required=False)
    need_on = DayField(label=gettext_lazy("Needed by"), required=False)
    objection = forms.ChoiceField(label=gettext_lazy("Objection"), choices=[NONE, *Objection.choices], required=False)
    materials = forms.CharField(label=gettext_lazy("Left behind"), max_length=60, required=False)
    note = forms.CharField(label=gettext_lazy("Note"), max_length=300, required=False, widget=forms.Textarea(attrs={"rows": 2}))
    photo = forms.FileField(label=gettext_lazy("Photo"), required=False, help_text=gettext_lazy("The shop front; no faces, no papers."))
    earlier = forms.ModelChoiceField(queryset=Visit.objects.none(), required=False, to_field_name="public_id", widget=forms.HiddenInput)

    def __init__(self, *args: Any, user: User, areas: list[GridArea], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["area"].queryset = GridArea.objects.filter(pk__in=[area.pk for area in areas])
        self.fields["area"].choices = [("", _("outside the grid")), *((area.public_id, area.name) for area in areas)]
        self.fields["earlier"].queryset = Visit.objects.filter(user=user, withdrawn_at__isnull=True)

    def clean_need_amount(self) -> Decimal | None:
        text = self.cleaned_data["need_amount"].strip()
        if not text:
            return None
        try:
            amount = parse_amount(text, unit="万元")
        except NotAnAmount as error:
            raise forms.ValidationError(_("This is no amount: write 20 for 200,000 yuan.")) from error
        if not 0 < amount < Decimal(10) ** 10:
            raise forms.ValidationError(_("This is no amount: write 20 for 200,000 yuan."))
        return amount

    def clean_photo(self) -> UploadedFile | None:
        photo: UploadedFile | None = self.cleaned_data.get("photo")
        if photo is None:
            return None
        try:
            photo.name = check_upload(photo, kinds={"jpg", "png", "webp"}, max_bytes=PHOTO_BYTES).name
        except UploadProblem as problem:
            raise forms.ValidationError(str(problem)) from problem
        return photo


class OutcomeForm(forms.Form):
    """What became of a contact."""

    case = forms.ModelChoiceField(
        label=gettext_lazy("Became the case"), queryset=LoanCase.objects.none(), required=False, to_field_name="public_id",
        empty_label=gettext_lazy("no case"),
    )  # fmt: skip
    no_case = forms.ChoiceField(
        label=gettext_lazy("Why no case"), choices=[("", gettext_lazy("still open")), *NoCase.choices], required=False
    )

    def __init__(self, *args: Any, cases: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["case"].queryset = cases


class ReasonForm(forms.Form):
    reason = forms.CharField(label=gettext_lazy("Reason"), max_length=200)


class AreaForm(forms.Form):
    """One area: where it lies on the grid and how many businesses there are."""

    name = forms.CharField(label=pgettext_lazy("grid", "Area"), max_length=40, help_text=gettext_lazy("A street, a market, a village."))
    branch = forms.ModelChoiceField(label=gettext_lazy("Branch"), queryset=Organisation.objects.none(), to_field_name="public_id")
    row = forms.IntegerField(
        label=gettext_lazy("Row of the grid"), min_value=1, max_value=30, help_text=gettext_lazy("Counted from the north.")
    )
    column = forms.IntegerField(
        label=gettext_lazy("Column of the grid"), min_value=1, max_value=20, help_text=gettext_lazy("Counted from the west.")
    )
    merchants = forms.IntegerField(label=gettext_lazy("Businesses in the area"), min_value=0, max_value=20000, initial=0)

    def __init__(self, *args: Any, branches: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["branch"].queryset = branches


class GiveAreaForm(forms.Form):
    """Who looks after an area from a day on."""

    people = forms.ModelMultipleChoiceField(
        label=gettext_lazy("Account managers"), queryset=User.objects.none(), required=False, to_field_name="key",
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    on = DayField(label=gettext_lazy("From"))

    def __init__(self, *args: Any, people: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["people"].queryset = people
