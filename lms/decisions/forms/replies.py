"""A reply or appeal, its answer, and a reason alone."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ..enums import ReplyKind
from ..models import Reply


class ReplyForm(forms.Form):
    """What a person wants to say about their result."""

    kind = forms.ChoiceField(label=_("What is it?"), choices=ReplyKind.choices, widget=forms.RadioSelect, initial=ReplyKind.REPLY)
    text = forms.CharField(
        label=_("In your words"),
        max_length=6000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("What is not right, and what shows it? You may name a part, a rater, a day."),
    )


class AnswerForm(forms.Form):
    """The written answer; only an appeal can be upheld."""

    text = forms.CharField(label=_("Written answer"), max_length=6000, widget=forms.Textarea(attrs={"rows": 8}))
    upheld = forms.BooleanField(label=_("The appeal is upheld: a new version of the decision is needed"), required=False)

    def __init__(self, reply: Reply, data: Any = None, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        if reply.kind != ReplyKind.APPEAL:
            del self.fields["upheld"]


class ReasonForm(forms.Form):
    reason = forms.CharField(label=_("Reason"), max_length=500, widget=forms.Textarea(attrs={"rows": 2}))


class NewVersionForm(forms.Form):
    note = forms.CharField(label=_("What is new in this version"), max_length=500)
