"""What people do and enter in an investigation: one form per kind of act, and the data its act carries."""

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ..domain.investigation.catalogue import TALKS
from ..domain.investigation.figures import FigureProblem, read_figure
from ..domain.investigation.lines import ALL
from ..enums import EvidenceTopic, Inconsistency, InvestigationPhase, OfferResult, RepaymentPlan, SoftSide
from ..queries.visit import Visit
from ..queries.worksheet import groups_of, piece_name
from .acts import words
from .figures import FigureField, refuse_unit_slip


class VisitForm(forms.Form):
    """Without fields of its own: consent, signing, withdrawing a signature."""

    kind = ""

    def __init__(self, data: Any = None, *, visit: Visit, name: str = "", **options: Any) -> None:
        self.visit = visit
        super().__init__(data, auto_id=f"{self.kind}{name}_%s", **options)

    def act_data(self) -> dict[str, Any]:
        return dict(self.cleaned_data)


class CitingForm(VisitForm):
    """Offers every piece in hand; what one has not seen can't be cited."""

    evidence = forms.MultipleChoiceField(
        label=pgettext_lazy("investigation", "Rests on"),
        required=False,
        widget=forms.CheckboxSelectMultiple(attrs={"class": "form-check-input"}),
    )

    def __init__(self, data: Any = None, *, visit: Visit, name: str = "", **options: Any) -> None:
        super().__init__(data, visit=visit, name=name, **options)
        self.fields["evidence"].choices = [(piece, piece_name(visit, piece)) for piece in visit.state.seen]


class ConsentForm(VisitForm):
    kind = "consent"


class SignForm(VisitForm):
    kind = "sign"


class UnsignForm(VisitForm):
    kind = "unsign"


class OutlineForm(VisitForm):
    kind = "outline"
    text = words(
        _("Outline of the visit"),
        rows=6,
        most=3000,
        required=False,
        help_text=_("What you want to know, from whom, in which order; who does what."),
    )


class GoForm(VisitForm):
    kind = "go"
    to = forms.ChoiceField(choices=InvestigationPhase.choices, widget=forms.HiddenInput)


class AskForm(VisitForm):
    """A topic from the list, or a question in one's own words."""

    kind = "ask"
    channel = forms.ChoiceField(label=_("Whom"), choices=[(channel.value, channel.label) for channel in TALKS])
    topic = forms.ChoiceField(label=_("About"), choices=[("", "—"), *EvidenceTopic.choices], required=False)
    words = forms.CharField(label=_("In your own words"), max_length=200, required=False)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not data.get("topic") and not data.get("words", "").strip():
            raise ValidationError(_("Pick a topic, or ask in your own words."))
        return data

    def act_data(self) -> dict[str, Any]:
        data = self.cleaned_data
        return {"channel": data["channel"], "topic": data["topic"], "words": data["words"].strip()}


class LookForm(VisitForm):
    kind = "look"
    piece = forms.CharField(max_length=64, widget=forms.HiddenInput)


class ReadForm(VisitForm):
    """A figure noted from the piece in hand; ten thousand times off what the piece says is asked back."""

    kind = "read"
    piece = forms.CharField(max_length=64, widget=forms.HiddenInput)
    line = forms.ChoiceField(label=_("Line"))
    value = FigureField(label=_("Figure"))

    def __init__(self, data: Any = None, *, visit: Visit, name: str = "", **options: Any) -> None:
        super().__init__(data, visit=visit, name=name, **options)
        self.fields["line"].choices = line_choices(visit)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("piece") in self.visit.state.seen and data.get("value"):
            try:
                refuse_unit_slip(data["value"], _figures(self.visit, data["piece"]))
            except ValidationError as error:
                self.add_error("value", error)
        return data


def _figures(visit: Visit, piece: str) -> list[Decimal]:
    found = []
    for text in visit.catalogue[piece].discloses.values():
        try:
            found.append(read_figure(text))
        except FigureProblem:
            continue
    return found


def line_choices(visit: Visit) -> list[Any]:
    """Grouped by statement; the fixed assets are the trade's own."""
    return [(str(label), [(line, str(name)) for line, name in rows]) for label, rows in groups_of(visit)]


class UnreadForm(VisitForm):
    kind = "unread"
    piece = forms.CharField(max_length=64, widget=forms.HiddenInput)
    line = forms.ChoiceField(choices=[(line, line) for line in ALL], widget=forms.HiddenInput)


class EnterForm(VisitForm):
    """What goes into the statement; empty takes the last reading again."""

    kind = "enter"
    line = forms.ChoiceField(choices=[(line, line) for line in ALL], widget=forms.HiddenInput)
    value = FigureField(label=_("Into the statement"), required=False, widget=forms.TextInput(attrs={"placeholder": _("figure")}))
    reason = forms.CharField(label=_("Why"), max_length=200, required=False, widget=forms.TextInput(attrs={"placeholder": _("why")}))


class FlagForm(CitingForm):
    kind = "flag"
    code = forms.ChoiceField(label=_("What is not right"), choices=Inconsistency.choices)
    words = words(_("How you know, how large it is"), rows=3, most=1000)
    field_order = ("code", "words", "evidence")


class UnflagForm(VisitForm):
    kind = "unflag"
    code = forms.ChoiceField(choices=Inconsistency.choices, widget=forms.HiddenInput)


class SoftForm(CitingForm):
    kind = "soft"
    code = forms.ChoiceField(label=_("Side of the person"), choices=SoftSide.choices)
    mark = forms.TypedChoiceField(
        label=pgettext_lazy("investigation", "Mark"),
        coerce=int,
        choices=[(number, str(number)) for number in range(1, 6)],
        help_text=_("1 weak – 5 strong"),
    )
    words = words(_("One fact that shows it"), rows=2, most=300)
    field_order = ("code", "mark", "words", "evidence")


class OfferForm(VisitForm):
    kind = "offer"
    result = forms.ChoiceField(label=_("Proposal"), choices=OfferResult.choices, widget=forms.RadioSelect)
    amount = FigureField(label=_("Amount"), required=False)
    term = forms.IntegerField(label=_("Term"), min_value=1, max_value=60, required=False)
    repayment = forms.ChoiceField(label=_("Repayment"), choices=[("", "—"), *RepaymentPlan.choices], required=False)
    conditions = words(_("Conditions"), rows=3, most=1000, required=False, help_text=_("Checkable, with owner and date."))
    reasons = words(pgettext_lazy("investigation", "Reasons"), rows=4, most=2000)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("result") == OfferResult.LEND:
            for name in ("amount", "term", "repayment"):
                if name not in self.errors and not data.get(name):
                    self.add_error(name, ValidationError(_("A loan needs this, too."), code="required"))
        return data

    def act_data(self) -> dict[str, Any]:
        data = self.cleaned_data
        lends = data["result"] == OfferResult.LEND
        return {
            "result": data["result"],
            "amount": data["amount"] if lends else "0",
            "term": data["term"] if lends else 0,
            "repayment": data["repayment"] if lends else "",
            "conditions": data["conditions"],
            "reasons": data["reasons"],
        }


class ViewForm(VisitForm):
    kind = "view"
    text = words(
        _("My view of the case"),
        rows=8,
        most=4000,
        required=False,
        help_text=_("Conclusion first, then what it rests on, what could not be closed, and the worst that can happen."),
    )


FORMS: Mapping[str, Callable[..., VisitForm]] = {
    form.kind: form
    for form in (
        ConsentForm, SignForm, UnsignForm, OutlineForm, GoForm, AskForm, LookForm, ReadForm, UnreadForm, EnterForm, FlagForm,
        UnflagForm, SoftForm, OfferForm, ViewForm,
    )
}  # fmt: skip
