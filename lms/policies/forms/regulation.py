"""Regulations: a new one, a new version, and the steps into force."""

from datetime import date
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lms.people.models import Organisation
from lms.toolkit.date_fields import DayField
from lms.toolkit.uploads import UploadProblem, check_upload

from ..models import Regulation

ORIGINAL_BYTES = 20 * 1024 * 1024
MOST_CHARACTERS = 200_000


class VersionForm(forms.Form):
    """The text of a version and, if there is one, the signed original."""

    text = forms.CharField(
        label=_("Text"),
        max_length=MOST_CHARACTERS,
        widget=forms.Textarea(attrs={"rows": 18}),
        help_text=_("Paste the plain text, one paragraph a line. Chapters and articles are recognised by their numbers."),
    )
    file = forms.FileField(label=_("Signed original"), required=False, help_text=_("PDF or Word, at most 20 MB."))

    def clean_file(self) -> UploadedFile | None:
        file: UploadedFile | None = self.cleaned_data["file"]
        if file is not None:
            try:
                self.file_name = check_upload(file, kinds={"pdf", "docx"}, max_bytes=ORIGINAL_BYTES).name
            except UploadProblem as problem:
                raise forms.ValidationError(str(problem)) from problem
        return file

    def original(self) -> tuple[str, bytes] | None:
        """Name and bytes of the upload, for the action."""
        file = self.cleaned_data.get("file")
        return (self.file_name, file.read()) if file is not None else None


class RegulationForm(VersionForm):
    """A new regulation with its first version."""

    code = forms.CharField(label=_("Document number"), max_length=60, help_text=_("As your bank numbers it, for example 青禾〔2026〕7号."))
    title = forms.CharField(label=_("Title"), max_length=200, help_text=_("Type it, or pick one of the usual ones."))
    field_order = ["code", "title", "text", "file"]

    def __init__(self, bank: Organisation, data: Any = None, files: Any = None, **kwargs: Any) -> None:
        super().__init__(data, files, **kwargs)
        self.bank = bank

    def clean_code(self) -> str:
        code: str = self.cleaned_data["code"].strip()
        if Regulation.objects.filter(bank=self.bank, code=code).exists():
            raise forms.ValidationError(_("This document number exists already. Open that regulation and add a version."))
        return code


class ConsultationForm(forms.Form):
    """From when to when people may say what they think."""

    starts_on = DayField(label=_("From"))
    ends_on = DayField(label=_("Until"))

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("starts_on") and data.get("ends_on") and data["ends_on"] < data["starts_on"]:
            self.add_error("ends_on", _("The last day lies before the first."))
        return data


class RecordForm(forms.Form):
    """What was said and what came of it."""

    record = forms.CharField(
        label=_("Record of the consultation"),
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("Who was asked, what was said, what was taken over and why not. It is kept with the version."),
    )


class InForceForm(forms.Form):
    """From which day the version holds."""

    on = DayField(label=_("In force from"))

    def __init__(self, data: Any = None, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.fields["on"].initial = timezone.localdate

    def clean_on(self) -> date:
        day: date = self.cleaned_data["on"]
        if day > timezone.localdate():
            raise forms.ValidationError(_("It replaces the version before it at once; bring it into force on the day itself."))
        return day
