"""Forms of the customer ledger and of the daily sheet."""

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lms.toolkit.date_fields import DayField
from lms.toolkit.upload_problem import UploadProblem
from lms.toolkit.uploads import check_upload

from ..enums import Renewal, ReportPeriod, Shift, Tier

MAX_BYTES = 20 * 1024 * 1024


class ContractFileForm(forms.Form):
    """An Excel workbook; what is in it is checked by the dry run."""

    file = forms.FileField(label=_("Customer ledger as Excel workbook (.xlsx)"), allow_empty_file=True)

    def clean_file(self) -> UploadedFile:
        upload: UploadedFile = self.cleaned_data["file"]
        try:
            upload.name = check_upload(upload, kinds={"xlsx"}, max_bytes=MAX_BYTES).name
        except UploadProblem as problem:
            raise forms.ValidationError(str(problem)) from problem
        return upload


class CareForm(forms.Form):
    """What the account manager knows better than the books."""

    tier = forms.ChoiceField(label=_("Tier"), choices=Tier.choices)
    check_months = forms.IntegerField(label=_("Months between checks"), min_value=1, max_value=12)
    checked_on = DayField(label=_("Last check"), required=False)
    alert = forms.CharField(label=_("Warning sign"), max_length=120, required=False, help_text=_("Empty when there is none."))
    renewal = forms.ChoiceField(label=_("Renewal"), choices=Renewal.choices)
    referral = forms.CharField(label=_("Referred to or by"), max_length=60, required=False)
    archive_number = forms.CharField(label=_("Archive number"), max_length=40, required=False)


def _text(label: object, **options: object) -> forms.CharField:
    return forms.CharField(label=label, max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 2}), **options)


class DayForm(forms.Form):
    """What only the person can say about a day; everything else is counted."""

    shift = forms.ChoiceField(label=pgettext_lazy("work", "Shift"), choices=Shift.choices)
    planned_visits = forms.IntegerField(label=_("Visits planned"), min_value=0, max_value=99)
    plan = _text(_("Plan of the day"))
    meeting = _text(_("Morning meeting"))
    problems = _text(_("Problems"))
    support = _text(_("Support needed"))


class CommentForm(forms.Form):
    comment = forms.CharField(label=_("Supervisor's comment"), max_length=500, widget=forms.Textarea(attrs={"rows": 2}))


class ReportForm(forms.Form):
    """Which week or month; any day in it will do."""

    period = forms.ChoiceField(label=_("Report for a"), choices=ReportPeriod.choices)
    day = DayField(label=_("A day in it"))
