"""The upload of a roster."""

from django import forms
from django.utils.translation import gettext_lazy as _

from lms.toolkit.upload_problem import UploadProblem
from lms.toolkit.uploads import check_upload

MAX_BYTES = 20 * 1024 * 1024


class RosterForm(forms.Form):
    """An Excel workbook; what is in it is checked by the dry run."""

    file = forms.FileField(label=_("Roster as Excel workbook (.xlsx)"), allow_empty_file=True)

    def clean_file(self) -> forms.FileField:
        upload = self.cleaned_data["file"]
        try:
            upload.name = check_upload(upload, kinds={"xlsx"}, max_bytes=MAX_BYTES).name
        except UploadProblem as problem:
            raise forms.ValidationError(str(problem)) from problem
        return upload
