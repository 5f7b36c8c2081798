"""Rehearsing alone, giving a class an exercise, keeping a teaching case."""

from collections.abc import Sequence
from datetime import timedelta
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lms.people.models import User
from lms.toolkit.date_fields import MomentField

from ..domain.scoring.rule import DEFAULT_RULE, PARTS
from ..domain.story.plan import LEVELS
from ..domain.trades import TRADES
from ..enums import Pairing, ScorePart
from ..models import TeachingCase

ANY = ""
LEVEL_WORDS = ((1, _("1 – one thing hidden at most, clear traces")), (2, _("2 – two at most")), (3, _("3 – three at most, faint traces")))
LARGEST = 512 * 1024


def trade_choices() -> list[tuple[str, str]]:
    return [(code, trade.name) for code, trade in TRADES.items()]


class AloneForm(forms.Form):
    trade = forms.ChoiceField(label=_("Trade"), required=False)
    level = forms.TypedChoiceField(label=_("Difficulty"), coerce=int, choices=LEVEL_WORDS, initial=1)

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        self.fields["trade"].choices = [(ANY, _("any")), *trade_choices()]


class ExerciseForm(forms.Form):
    """For a class: what, for whom, until when, and by which weights it is scored."""

    title = forms.CharField(label=_("Title"), max_length=120)
    pairing = forms.ChoiceField(label=_("Who works together"), choices=Pairing.choices, initial=Pairing.PAIRS)
    level = forms.TypedChoiceField(label=_("Difficulty"), coerce=int, choices=LEVEL_WORDS, initial=2)
    same_case = forms.TypedChoiceField(
        label=_("Cases"),
        coerce=lambda value: value == "yes",
        choices=[("no", _("a case for each, all equally hard")), ("yes", _("one case for all; the debrief waits until all are done"))],
        initial="no",
    )
    trades = forms.MultipleChoiceField(
        label=_("Trades"), required=False, widget=forms.CheckboxSelectMultiple, help_text=_("None chosen: all of them in turn.")
    )
    case = forms.ModelChoiceField(
        label=_("A case of your own"), queryset=TeachingCase.objects.none(), required=False, to_field_name="public_id", empty_label="—"
    )
    people = forms.ModelMultipleChoiceField(
        label=_("Who takes part"), queryset=User.objects.none(), to_field_name="key", widget=forms.CheckboxSelectMultiple
    )
    opens_at = MomentField(label=_("Opens"))
    due_at = MomentField(label=_("Due"))

    def __init__(self, data: Any = None, *, people: Sequence[User], cases: QuerySet[TeachingCase]) -> None:
        now = timezone.localtime().replace(second=0, microsecond=0)
        super().__init__(data, initial={"people": [one.key for one in people], "opens_at": now, "due_at": now + timedelta(days=2)})
        self.fields["trades"].choices = trade_choices()
        self.fields["people"].queryset = User.objects.filter(pk__in=[one.pk for one in people])
        self.fields["people"].label_from_instance = lambda user: user.name
        self.fields["case"].queryset = cases
        for part in PARTS:
            self.fields[f"weight_{part}"] = forms.DecimalField(
                label=ScorePart(part).label, min_value=0, max_value=100, decimal_places=2, initial=Decimal(DEFAULT_RULE["weights"][part])
            )
        self.order = {one.pk: place for place, one in enumerate(people)}

    def weight_fields(self) -> list[forms.BoundField]:
        return [self[f"weight_{part}"] for part in PARTS]

    def clean_title(self) -> str:
        return str(self.cleaned_data["title"]).strip()

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        weights = [data.get(f"weight_{part}") for part in PARTS]
        if None not in weights and sum(weight for weight in weights if weight is not None) != 100:
            raise ValidationError(
                _("The weights add up to %(sum)s, not to 100."), params={"sum": sum(one for one in weights if one is not None)}
            )
        if data.get("opens_at") and data.get("due_at") and data["due_at"] <= data["opens_at"]:
            self.add_error("due_at", ValidationError(_("It has to be due after it opens.")))
        return data

    def rule(self) -> dict[str, Any]:
        weights = {part: format(self.cleaned_data[f"weight_{part}"].normalize(), "f") for part in PARTS}
        return {**DEFAULT_RULE, "weights": weights}

    def team_order(self) -> list[User]:
        """By name, so that pairs can be told from the list; another order is given by giving several exercises."""
        return sorted(self.cleaned_data["people"], key=lambda user: self.order[user.pk])


class TeachingCaseForm(forms.Form):
    title = forms.CharField(label=_("Title"), max_length=120)
    source = forms.CharField(
        label=_("Where it comes from"),
        max_length=200,
        required=False,
        help_text=_("For a case made from a real one: how it was made anonymous. No customer's name, number or address."),
    )
    file = forms.FileField(label=_("Case file (JSON)"))

    def clean_file(self) -> str:
        """Its text; read whole, because it is checked whole."""
        file = self.cleaned_data["file"]
        if file.size > LARGEST:
            raise ValidationError(_("A case file is at most 512 KB; this one has %(size)s KB."), params={"size": file.size // 1024})
        try:
            return str(file.read().decode("utf-8-sig"))
        except UnicodeDecodeError as error:
            raise ValidationError(_("This is no UTF-8 text. Save the case file as UTF-8.")) from error


assert tuple(number for number, _words in LEVEL_WORDS) == tuple(LEVELS)
