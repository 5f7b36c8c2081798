"""Planning a sitting, filling its agenda, and what members write and vote."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lms.evidence.domain.content import NODES
from lms.evidence.enums import Product
from lms.people.enums import WORKING_ROLES, Entrustment, Role
from lms.people.models import Organisation, User
from lms.people.queries import people_with_role
from lms.toolkit.date_fields import DayField

from ..actions.panel_sittings import SeatIn
from ..domain.certification.scale import GRANTED
from ..enums import Ballot, ItemKind, Recusal, Seat
from ..models import PanelSitting
from ..queries.panel_packet import node_names
from .meeting import PeopleField, PersonField
from .signing import PasswordForm

MOST_CONDITIONS = 3
# Auditors look at what a panel did, and administrators keep its accounts.
SEATABLE = WORKING_ROLES - {Role.AUDITOR, Role.ADMINISTRATOR}


def seatable(bank: Organisation) -> QuerySet[User]:
    """Who may sit on a panel: whoever works for the bank today, auditors and administrators aside."""
    return people_with_role(bank, *SEATABLE).order_by("name_pinyin", "pk")


def node_choices() -> list[tuple[str, str]]:
    names = node_names()
    return [(code, names[code]) for code, _chinese, _english in NODES]


def product_field(help_text: str | Promise) -> forms.MultipleChoiceField:
    """Products to which working solo is limited."""
    return forms.MultipleChoiceField(
        label=_("Products"), choices=Product.choices, required=False, widget=forms.CheckboxSelectMultiple, help_text=help_text
    )


class MembersForm(forms.Form):
    """Who sits where."""

    chair = PersonField(label=_("Chair"), queryset=None)
    panel = PeopleField(
        label=_("Members with a vote"),
        queryset=None,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Five are usual, three the fewest, the chair included."),
    )
    line_managers = PeopleField(
        label=_("Line managers among them"),
        queryset=None,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Whoever leads the business of the people heard. They must not be among themselves."),
    )
    secretary = PersonField(label=_("Secretary"), queryset=None, required=False, help_text=_("Writes the minutes, has no vote."))

    def __init__(self, bank: Organisation, data: Any = None, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        for name in ("chair", "panel", "line_managers", "secretary"):
            self.fields[name].queryset = seatable(bank)

    def seats(self) -> list[SeatIn]:
        """As the action takes them; the chair ticked as a member is the chair all the same."""
        chair, secretary = self.cleaned_data["chair"], self.cleaned_data["secretary"]
        line = {user.pk for user in self.cleaned_data["line_managers"]}
        found = [SeatIn(chair, Seat.CHAIR, chair.pk in line)]
        found += [SeatIn(user, Seat.MEMBER, user.pk in line) for user in self.cleaned_data["panel"] if user.pk != chair.pk]
        return found + ([SeatIn(secretary, Seat.SECRETARY)] if secretary else [])


class SittingForm(MembersForm):
    """A new sitting."""

    title = forms.CharField(label=_("Title"), max_length=120)
    held_on = DayField(label=_("Held on"))
    place = forms.CharField(label=_("Place"), max_length=120, required=False)
    quorum = forms.IntegerField(label=_("Votes needed at least"), min_value=3, max_value=15)

    field_order = ("title", "held_on", "place", "quorum", "chair", "panel", "line_managers", "secretary")


def members_initial(sitting: PanelSitting) -> dict[str, Any]:
    rows = list(sitting.members.all())
    return {
        "chair": next((row.user_id for row in rows if row.seat == Seat.CHAIR), None),
        "panel": [row.user_id for row in rows if row.seat == Seat.MEMBER],
        "line_managers": [row.user_id for row in rows if row.is_line_manager],
        "secretary": next((row.user_id for row in rows if row.seat == Seat.SECRETARY), None),
    }


class NominateForm(forms.Form):
    """Somebody who is not on the list of the ready: by exception, or about a suspension."""

    user = PersonField(label=_("Person"), queryset=None)
    kind = forms.ChoiceField(label=_("What the panel is asked"), choices=ItemKind.choices, initial=ItemKind.GRANT)
    node = forms.ChoiceField(label=_("Node"))
    level = forms.ChoiceField(
        label=_("Level"), required=False, help_text=_("Only for a certification; a suspension is lifted to what was granted.")
    )
    amount_limit = forms.DecimalField(
        label=_("Amount limit"),
        required=False,
        min_value=Decimal(1),
        max_digits=14,
        decimal_places=2,
        widget=forms.TextInput(attrs={"inputmode": "decimal"}),
        help_text=_("In yuan; empty: as the profile says."),
    )
    products = product_field(_("None ticked: as the profile says."))
    exception_reason = forms.CharField(
        label=_("Why by exception"),
        required=False,
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Before the requirements are met, or for more than the profile grants. Stands in the packet and in the minutes."),
    )

    def __init__(self, people: Sequence[User], data: Any = None, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.fields["user"].queryset = User.objects.filter(pk__in=[user.pk for user in people]).order_by("name_pinyin", "pk")
        self.fields["node"].choices = node_choices()
        self.fields["level"].choices = [("", "—"), *((level, Entrustment(level).label) for level in GRANTED.values())]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("kind") == ItemKind.GRANT and not cleaned.get("level"):
            self.add_error("level", _("Choose the level."))
        return cleaned


class ReviewerForm(forms.Form):
    """Who reads everything first."""

    reviewer = PersonField(label=_("Primary reviewer"), queryset=None)

    def __init__(self, reviewers: QuerySet[User], data: Any = None, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.fields["reviewer"].queryset = reviewers


class ChairForm(ReviewerForm):
    """Who takes the chair once the votes are in, and why."""

    reason = forms.CharField(label=_("Reason"), max_length=300, widget=forms.Textarea(attrs={"rows": 2}))


class RefuseSigningForm(PasswordForm):
    """Not signing is signed, too, as it then stands."""

    digest = None  # type: ignore[assignment]  # Django takes a field away like this; what is signed is made after the refusal
    reason = forms.CharField(label=_("Reason"), max_length=500, widget=forms.Textarea(attrs={"rows": 2}))
    field_order = ("reason", "password")


class RecommendForm(forms.Form):
    text = forms.CharField(
        label=_("Recommendation"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("What speaks for it, what against it, and what you propose. Everybody on the panel reads it before voting."),
    )


class BallotForm(forms.Form):
    """One vote with its reason, and the condition it asks for."""

    ballot = forms.ChoiceField(label=_("My vote"), widget=forms.RadioSelect)
    reason = forms.CharField(
        label=_("Reason"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("In a few words; it is named in the minutes."),
    )
    condition = forms.CharField(
        label=pgettext_lazy("panel", "condition"), required=False, max_length=300,
        help_text=_("Only with a yes with conditions, one a line."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip

    def __init__(self, ballots: Sequence[tuple[str, str]], data: Any = None, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.fields["ballot"].choices = ballots

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        conditional = cleaned.get("ballot") == Ballot.CONDITIONS
        if conditional and not cleaned.get("condition"):
            self.add_error("condition", _("A yes with conditions names at least one."))
        if cleaned.get("ballot") and not conditional and cleaned.get("condition"):
            self.add_error("condition", _("Conditions belong to a yes with conditions."))
        return cleaned

    def conditions(self) -> list[str]:
        return [line.strip() for line in self.cleaned_data["condition"].splitlines() if line.strip()][:MOST_CONDITIONS]


class RecuseForm(forms.Form):
    kind = forms.ChoiceField(label=_("Why you step back"), choices=Recusal.choices, widget=forms.RadioSelect)
    reason = forms.CharField(label=_("In a few words"), max_length=300, widget=forms.Textarea(attrs={"rows": 2}))


class StatementForm(forms.Form):
    text = forms.CharField(
        label=_("What you tell the panel"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("You are heard; you do not vote."),
    )


class ReasonsForm(forms.Form):
    """The outcome that the votes allow, the reasons the person will read, and the conditions that voters named."""

    action = forms.ChoiceField(label=_("The outcome"), widget=forms.RadioSelect)
    reasons = forms.CharField(
        label=_("Reasons"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("The person reads them. Speak of what was seen on cases."),
    )

    def __init__(
        self, owners: QuerySet[User], actions: Sequence[tuple[str, str]], conditions: Sequence[str] | None, data: Any = None, **kwargs: Any
    ) -> None:
        super().__init__(data, **kwargs)
        self.fields["action"].choices = actions
        if len(actions) == 1:
            self.fields["action"].initial = actions[0][0]
        self.rows = range(0 if conditions is None else MOST_CONDITIONS)
        for number in self.rows:
            text = conditions[number] if conditions is not None and number < len(conditions) else ""
            self.fields[f"condition_{number}"] = forms.CharField(
                label=pgettext_lazy("panel", "condition"), max_length=300, required=False, initial=text
            )
            self.fields[f"owner_{number}"] = PersonField(label=_("Who sees to it"), queryset=owners, required=False)
            self.fields[f"due_{number}"] = DayField(label=pgettext_lazy("day", "by"), required=False)

    def condition_fields(self) -> Iterator[tuple[forms.BoundField, forms.BoundField, forms.BoundField]]:
        return ((self[f"condition_{number}"], self[f"owner_{number}"], self[f"due_{number}"]) for number in self.rows)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        for number in self.rows:
            given = [bool(cleaned.get(f"{name}_{number}")) for name in ("condition", "owner", "due")]
            if any(given) and not all(given):
                self.add_error(f"condition_{number}", _("A condition has a text, somebody who sees to it and a day."))
        return cleaned

    def conditions(self) -> list[tuple[str, User, Any]]:
        values = self.cleaned_data
        rows = [(values[f"condition_{number}"], values[f"owner_{number}"], values[f"due_{number}"]) for number in self.rows]
        return [row for row in rows if row[0]]


class ConditionMetForm(forms.Form):
    note = forms.CharField(label=_("What shows that it is met"), max_length=500, widget=forms.Textarea(attrs={"rows": 2}))


class PanelAppealForm(forms.Form):
    text = forms.CharField(
        label=_("In your words"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("What is not right, and what shows it?"),
    )


class PanelAppealAnswerForm(forms.Form):
    text = forms.CharField(label=_("Written answer"), max_length=4000, widget=forms.Textarea(attrs={"rows": 6}))
    upheld = forms.BooleanField(label=_("The appeal is upheld: the next sitting hears it anew"), required=False)
