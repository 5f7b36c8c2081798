"""What people enter in the committee room: one form per kind of act, and the data its event carries."""

from collections.abc import Callable, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ..domain.committee.phases import following
from ..enums import Ballot, CommitteePhase, Topic
from ..queries.room import Room

CONDITION_ROWS = 3


def words(label: Any, *, rows: int = 3, most: int = 2000, required: bool = True, help_text: Any = "") -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, max_length=most, required=required, widget=widget, help_text=help_text)


class ActForm(forms.Form):
    """Without fields of its own: arriving, leaving, signing."""

    kind = ""

    def __init__(self, data: Any = None, *, room: Room) -> None:
        self.room = room
        super().__init__(data, auto_id=f"{self.kind}_%s")

    def event_data(self) -> dict[str, Any]:
        return dict(self.cleaned_data)


class ReasonForm(ActForm):
    reason = words(_("Reason"), rows=2, most=500)


class RecuseForm(ReasonForm):
    kind = "recuse"


class AdjournForm(ReasonForm):
    kind = "adjourn"


class VetoForm(ReasonForm):
    kind = "veto"


class AbsentForm(ReasonForm):
    kind = "absent"
    seat = forms.TypedChoiceField(label=_("Who has left"), coerce=int)

    def __init__(self, data: Any = None, *, room: Room) -> None:
        super().__init__(data, room=room)
        here = [seat for seat in room.sitting.seats if seat.number in room.sitting.present and seat.number != room.sitting.conductor]
        self.fields["seat"].choices = [(seat.number, seat.name) for seat in here if not seat.scripted]
        self.order_fields(["seat", "reason"])


class TextForm(ActForm):
    text = words(_("Text"), most=4000)


class PresentForm(TextForm):
    kind = "present"
    text = words(
        _("Presentation"),
        rows=10,
        most=6000,
        help_text=_(
            "Customer and trade · application and purpose · true business and how you checked it · family and debts · "
            "source of repayment · what did not fit and how you closed it · risks · proposal and bottom line"
        ),
    )


class SecondForm(TextForm):
    kind = "second"
    text = words(_("What I verified by myself"), rows=6, most=4000)
    agrees = forms.TypedChoiceField(
        label=_("Do you agree with the lead investigator?"),
        choices=[("yes", _("I agree")), ("no", _("I don't agree"))],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )


class AskForm(TextForm):
    kind = "ask"
    topic = forms.ChoiceField(label=_("About"), choices=Topic.choices)
    text = words(pgettext_lazy("committee", "Question"), rows=2, most=600)
    field_order = ("topic", "text")


class AnswerForm(TextForm):
    kind = "answer"
    question = forms.IntegerField(widget=forms.HiddenInput)
    text = words(pgettext_lazy("committee", "Answer"), rows=3)
    papers = forms.MultipleChoiceField(label=_("Papers it rests on"), required=False, widget=forms.CheckboxSelectMultiple)
    promised = forms.BooleanField(label=_("I don't know and will hand it in"), required=False)

    def __init__(self, data: Any = None, *, room: Room) -> None:
        super().__init__(data, room=room)
        self.fields["papers"].choices = [(paper.code, paper.title) for paper in room.case().papers if not paper.roles]


class OpinionForm(ReasonForm):
    kind = "opinion"
    ballot = forms.ChoiceField(label=_("First opinion"), choices=Ballot.choices, widget=forms.RadioSelect)
    field_order = ("ballot", "reason")


class SayForm(TextForm):
    kind = "say"
    text = words(_("Remark"), rows=2, most=1000)


class ObjectForm(TextForm):
    kind = "object"
    text = words(_("Remark for the minutes"), rows=2, most=1000)


class WithConditions(ActForm):
    """Rows of conditions; an empty row is left out, a half-filled one is an error."""

    def __init__(self, data: Any = None, *, room: Room) -> None:
        super().__init__(data, room=room)
        for number in range(1, CONDITION_ROWS + 1):
            self.fields[f"text_{number}"] = forms.CharField(label=_("What is checked"), max_length=200, required=False)
            self.fields[f"owner_{number}"] = forms.CharField(label=_("Owner"), max_length=60, required=False)
            self.fields[f"due_{number}"] = forms.CharField(label=_("By when"), max_length=60, required=False)
            self.fields[f"before_{number}"] = forms.TypedChoiceField(
                label=_("Disbursement"),
                choices=[("yes", _("before disbursement")), ("no", _("after disbursement"))],
                coerce=lambda value: value != "no",
                required=False,
                empty_value=True,
            )

    def condition_rows(self) -> list[list[forms.BoundField]]:
        names = ("text", "owner", "due", "before")
        return [[self[f"{name}_{number}"] for name in names] for number in range(1, CONDITION_ROWS + 1)]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        for number in range(1, CONDITION_ROWS + 1):
            filled = {name: data.get(f"{name}_{number}", "") for name in ("text", "owner", "due")}
            if any(filled.values()):
                for name, value in filled.items():
                    if not value:
                        self.add_error(f"{name}_{number}", ValidationError(_("A condition needs this, too.")))
        return data

    def conditions(self) -> list[dict[str, Any]]:
        data = self.cleaned_data
        return [
            {"text": data[f"text_{n}"], "owner": data[f"owner_{n}"], "due": data[f"due_{n}"], "before": data[f"before_{n}"]}
            for n in range(1, CONDITION_ROWS + 1)
            if data.get(f"text_{n}")
        ]


class VoteForm(WithConditions):
    kind = "vote"
    ballot = forms.ChoiceField(label=_("Vote"), choices=Ballot.choices, widget=forms.RadioSelect)
    reason = words(_("Reason"), rows=2, most=1000)
    because = words(
        _("What changed your first opinion"), rows=2, most=500, required=False, help_text=_("Only where the vote differs from it.")
    )

    def event_data(self) -> dict[str, Any]:
        data = self.cleaned_data
        return {"ballot": data["ballot"], "reason": data["reason"], "because": data["because"], "conditions": self.conditions()}


def read_amount(text: str) -> str:
    """Yuan as plain digits; ``8万`` and ``80,000`` are both eighty thousand. Raises ValidationError."""
    plain = text.strip().replace(",", "").replace("，", "").removesuffix("元")
    factor = 10_000 if plain.endswith("万") else 1
    try:
        amount = Decimal(plain.removesuffix("万")) * factor
    except InvalidOperation as error:
        raise ValidationError(
            _("An amount is a number in yuan, such as 60000 or 6万; this is “%(text)s”."), params={"text": text}
        ) from error
    if not amount.is_finite() or not 0 < amount <= 100_000_000:
        raise ValidationError(_("The amount lies between 1 yuan and 1 亿 yuan."))
    return format(amount.quantize(Decimal(1)) if amount == amount.to_integral_value() else amount, "f")


class ResolveForm(WithConditions):
    kind = "resolve"
    reason = words(_("Resolution in words"), rows=2, most=1500)
    amount = forms.CharField(
        label=_("Amount"), max_length=20, required=False, help_text=_("Yuan; 6万 is understood. Empty where the loan is not granted.")
    )
    term_months = forms.IntegerField(label=_("Term"), min_value=1, max_value=120, required=False)
    repayment = forms.CharField(label=_("Repayment"), max_length=80, required=False)
    minority = words(_("Minority view"), rows=2, most=800, required=False)

    def clean_amount(self) -> str:
        text = self.cleaned_data["amount"]
        return read_amount(text) if text.strip() else ""

    def event_data(self) -> dict[str, Any]:
        names = ("reason", "amount", "term_months", "repayment", "minority")
        return {**{name: self.cleaned_data[name] for name in names}, "conditions": self.conditions()}


class MoveForm(ActForm):
    kind = "move"
    to = forms.CharField(widget=forms.HiddenInput)
    reason = words(_("Reason for going on although something is open"), rows=2, most=500, required=False)

    def __init__(self, data: Any = None, *, room: Room) -> None:
        super().__init__(data, room=room)
        if not room.sitting.over:
            self.next_phase = following(room.sitting.item.phase, reveal=room.sitting.rule.reveal)
            self.initial["to"] = str(self.next_phase)

    def clean_to(self) -> str:
        if self.cleaned_data["to"] not in CommitteePhase.values:
            raise ValidationError(_("There is no such phase."))
        return str(self.cleaned_data["to"])


class ArriveForm(ActForm):
    kind = "arrive"


class LeaveForm(ActForm):
    kind = "leave"


class SignForm(ActForm):
    kind = "sign"


FORMS: Mapping[str, Callable[..., ActForm]] = {
    form.kind: form
    for form in (
        ArriveForm, LeaveForm, AbsentForm, RecuseForm, PresentForm, SecondForm, AskForm, AnswerForm, OpinionForm, SayForm, VoteForm,
        VetoForm, ResolveForm, SignForm, ObjectForm, MoveForm, AdjournForm,
    )
}  # fmt: skip
