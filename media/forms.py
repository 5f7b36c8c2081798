"""Forms of the media room."""

from django import forms
from django.utils.translation import gettext_lazy as _


class MediaForm(forms.Form):
    """A new file of the library."""

    title = forms.CharField(label=_("Title"), max_length=200)
    file = forms.FileField(
        label=_("File"), help_text=_("Video (MP4, WebM), audio (MP3, M4A, WAV), PDF, Word, Excel, PowerPoint, text or picture")
    )
    length = forms.DecimalField(
        label=_("Length in seconds"),
        max_digits=9,
        decimal_places=2,
        min_value=0,
        required=False,
        help_text=_("Only where the file doesn't tell it."),
    )
    captions = forms.FileField(label=_("Subtitles (WebVTT)"), required=False)
    transcript = forms.CharField(label=_("Transcript"), widget=forms.Textarea, required=False)


class MediaDetailsForm(forms.Form):
    """What is said about a file."""

    title = forms.CharField(label=_("Title"), max_length=200)
    length = forms.DecimalField(label=_("Length in seconds"), max_digits=9, decimal_places=2, min_value=0, required=False)
    transcript = forms.CharField(label=_("Transcript"), widget=forms.Textarea, required=False)
