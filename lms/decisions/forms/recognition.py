"""A first recognition with its files, and stopping somebody's authority."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from lms.people.enums import Entrustment
from lms.people.models import Organisation
from lms.policies.queries import policy
from lms.toolkit.date_fields import DayField
from lms.toolkit.uploads import UploadProblem, check_upload

from ..enums import COUNTED_CAUSES, SuspensionCause
from ..queries.profiles import MENTOR_LEVEL
from .meeting import PersonField
from .panels import node_choices, product_field, seatable

FILE_BYTES = 20 * 1024 * 1024
FILE_KINDS = {"pdf", "docx", "jpg", "png"}
FILE_FIELDS = ("file_1", "file_2", "file_3")


class EvidenceFileField(forms.FileField):
    """A scan or document, checked by what it is."""

    def clean(self, data: Any, initial: Any = None) -> UploadedFile | None:
        file: UploadedFile | None = super().clean(data, initial)
        if file:
            try:
                file.name = check_upload(file, kinds=FILE_KINDS, max_bytes=FILE_BYTES).name
            except UploadProblem as problem:
                raise forms.ValidationError(str(problem)) from problem
        return file or None


class RecognitionForm(forms.Form):
    """Who is recognised for what, until when, on which evidence."""

    user = PersonField(label=_("Person"), queryset=None)
    resolution = forms.CharField(label=_("Number of the resolution"), max_length=60, help_text=_("As your bank numbers it."))
    nodes = forms.MultipleChoiceField(label=_("Nodes"), widget=forms.CheckboxSelectMultiple)
    level = forms.ChoiceField(
        label=_("Level"),
        choices=[(one.value, one.label) for one in (Entrustment.CERTIFIED, Entrustment.SUPERVISES)],
        initial=Entrustment.SUPERVISES.value,
        widget=forms.RadioSelect,
    )
    amount_limit = forms.DecimalField(
        label=_("Amount limit"),
        min_value=Decimal(1),
        max_digits=14,
        decimal_places=2,
        widget=forms.TextInput(attrs={"inputmode": "decimal"}),
    )
    products = product_field(_("None ticked: all products."))
    ends_on = DayField(label=_("Valid until"), help_text=_("At most two years: by then the person is certified as everybody else."))
    evidence = forms.CharField(
        label=_("What it rests on"),
        max_length=6000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("Years at the node, cases and their quality, results, what the board has seen itself."),
    )
    file_1 = EvidenceFileField(label=_("File"), required=False, help_text=_("PDF, Word or a picture, at most 20 MB."))
    file_2 = EvidenceFileField(label=_("One more file"), required=False)
    file_3 = EvidenceFileField(label=_("One more file"), required=False)

    def __init__(self, bank: Organisation, data: Any = None, files: Any = None, **kwargs: Any) -> None:
        super().__init__(data, files, **kwargs)
        self.fields["user"].queryset = seatable(bank)
        signs = Entrustment(str(policy(bank, MENTOR_LEVEL))).label
        self.fields["level"].help_text = _("At this bank a mentor signs observation cards from “%(level)s” on.") % {"level": signs}
        self.fields["nodes"].choices = node_choices()

    def values(self) -> dict[str, Any]:
        """As the action takes them."""
        cleaned = self.cleaned_data
        files = [(cleaned[name].name, cleaned[name].read()) for name in FILE_FIELDS if cleaned.get(name)]
        return {name: cleaned[name] for name in cleaned if name not in FILE_FIELDS} | {"files": files}


class SuspendForm(forms.Form):
    """At once, by one person, with a reason."""

    cause = forms.ChoiceField(
        label=_("Event"), choices=[(one.value, one.label) for one in SuspensionCause if one not in COUNTED_CAUSES], widget=forms.RadioSelect
    )
    nodes = forms.MultipleChoiceField(
        label=_("Nodes"), required=False, widget=forms.CheckboxSelectMultiple, help_text=_("None ticked: everywhere.")
    )
    reason = forms.CharField(
        label=_("What has happened"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("The person reads it. No customer's name; a case number is enough."),
    )

    def __init__(self, held: Sequence[str], data: Any = None, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.fields["nodes"].choices = [(code, name) for code, name in node_choices() if code in held]
