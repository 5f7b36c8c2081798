"""The card on the phone: five taps and a sentence."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lms.people.enums import Entrustment
from lms.toolkit.date_fields import DayField

from ..actions.cards import CardIn
from ..domain.behaviours import Behaviour, behaviours_of
from ..domain.observing import AHEAD, LEVELS, LONGEST_SENTENCE
from ..enums import RedLine
from ..models import CasePart, Observation
from ..queries.cards import MARK_WORDS, behaviour_name, sentence_of

HELPED: dict[str, str | Promise] = {
    Entrustment.OBSERVE: pgettext_lazy("help given", "only watched"),
    Entrustment.TOGETHER: pgettext_lazy("help given", "we did it together"),
    Entrustment.PRESENT: pgettext_lazy("help given", "did it, I stood by and stepped in"),
    Entrustment.RECHECKED: pgettext_lazy("help given", "did it alone, I re-checked everything"),
    Entrustment.KEY_POINTS: pgettext_lazy("help given", "did it alone, I re-checked key points"),
    Entrustment.CERTIFIED: pgettext_lazy("help given", "no help was needed"),
}
AHEAD_WORDS: dict[str, str | Promise] = {
    Entrustment.OBSERVE: pgettext_lazy("next time", "should watch once more"),
    Entrustment.TOGETHER: pgettext_lazy("next time", "together with me"),
    Entrustment.PRESENT: pgettext_lazy("next time", "alone, with me present"),
    Entrustment.RECHECKED: pgettext_lazy("next time", "alone, everything re-checked"),
    Entrustment.KEY_POINTS: pgettext_lazy("next time", "alone, key points re-checked"),
    Entrustment.CERTIFIED: pgettext_lazy("next time", "without me"),
}


def field_of(behaviour: Behaviour) -> str:
    return f"b_{behaviour.code.partition('.')[2]}"


def _levels(allowed: Iterable[Entrustment], words: dict[str, str | Promise]) -> list[tuple[str, str | Promise]]:
    return [(str(level), words[level]) for level in allowed]


class CardForm(forms.Form):
    """Its behaviours are those of the part's node; two of them get a mark."""

    client_key = forms.CharField(max_length=64, widget=forms.HiddenInput)
    seconds = forms.IntegerField(min_value=0, required=False, widget=forms.HiddenInput)
    offline = forms.BooleanField(required=False, widget=forms.HiddenInput)
    observed_on = DayField(label=_("Day of the work"))
    level = forms.ChoiceField(label=_("How much help did you give?"), widget=forms.RadioSelect)
    level_ahead = forms.ChoiceField(label=_("How much help next time?"), widget=forms.RadioSelect)
    red_line = forms.ChoiceField(
        label=_("Was a red line crossed?"),
        choices=[("no", pgettext_lazy("red line", "No")), ("yes", pgettext_lazy("red line", "Yes"))],
        widget=forms.RadioSelect,
    )
    red_line_kind = forms.ChoiceField(label=_("Which one?"), choices=[("", "—"), *RedLine.choices], required=False)
    sentence = forms.CharField(
        label=_("One sentence to the trainee"),
        max_length=LONGEST_SENTENCE,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("No names or numbers of customers."),
    )
    score = forms.IntegerField(label=_("Score, if the bank uses one"), min_value=0, max_value=100, required=False)

    def __init__(self, data: Any = None, *, part: CasePart, initial: dict[str, Any] | None = None) -> None:
        super().__init__(data, initial=initial)
        self.behaviours = behaviours_of(part.node)
        levels = _levels(LEVELS[part.role], HELPED)
        self.fields["level"].choices = levels
        if len(levels) == 1:
            self.initial.setdefault("level", levels[0][0])
        self.fields["level_ahead"].choices = _levels(AHEAD, AHEAD_WORDS)
        for one in self.behaviours:
            self.fields[field_of(one)] = forms.ChoiceField(
                label=behaviour_name(one), choices=list(MARK_WORDS.items()), required=False, widget=forms.RadioSelect
            )

    @property
    def rubric(self) -> list[forms.BoundField]:
        return [self[field_of(one)] for one in self.behaviours]

    def card(self) -> CardIn:
        """What was sent, as the action takes it."""
        said = self.cleaned_data
        marks = {one.code: int(said[field_of(one)]) for one in self.behaviours if said.get(field_of(one))}
        red_line = said["red_line"] == "yes"
        return CardIn(
            client_key=said["client_key"],
            observed_on=said["observed_on"],
            level=said["level"],
            level_ahead=said["level_ahead"],
            behaviours=marks,
            red_line=red_line,
            red_line_kind=said["red_line_kind"] if red_line else "",
            score=said["score"],
            sentence=said["sentence"],
            seconds=said["seconds"] or 0,
            offline=said["offline"],
        )


class CorrectCardForm(CardForm):
    reason = forms.CharField(label=_("Reason of the correction"), max_length=300)


def said_on(card: Observation) -> dict[str, Any]:
    """A card as the first values of its correction."""
    values: dict[str, Any] = {
        "observed_on": card.observed_on,
        "level": card.level,
        "level_ahead": card.level_ahead,
        "red_line": "yes" if card.red_line else "no",
        "red_line_kind": card.red_line_kind,
        "score": card.score,
        "sentence": sentence_of(card),
    }
    return values | {f"b_{code.partition('.')[2]}": mark for code, mark in card.behaviours.items()}


def refuse(form: forms.Form, problem: ValidationError) -> None:
    """An action's refusal as an error of the whole form; its fields may bear other names than the form's."""
    form.add_error(None, ValidationError(problem.messages))
