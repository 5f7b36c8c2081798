"""Calling a sitting, rehearsing alone, seats."""

from collections.abc import Iterable
from datetime import timedelta
from fractions import Fraction
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lms.people.models import User
from lms.toolkit.date_fields import MomentField

from ..domain.committee.resubmit import FACTS_AT_LEAST
from ..domain.committee.rule import VotingRule
from ..enums import CommitteeMode, CommitteeRole, Majority, Pace, Temperament
from ..queries.case_library import case_choices

AGENDA = 4
SEATS: tuple[CommitteeRole, ...] = (
    CommitteeRole.CHAIR,
    CommitteeRole.MEMBER,
    CommitteeRole.MEMBER,
    CommitteeRole.MEMBER,
    CommitteeRole.MEMBER,
    CommitteeRole.RISK_OFFICER,
    CommitteeRole.LEAD_INVESTIGATOR,
    CommitteeRole.SECOND_INVESTIGATOR,
    CommitteeRole.SECRETARY,
    CommitteeRole.OBSERVER,
    CommitteeRole.OBSERVER,
)
FREE, NOBODY = "free", ""
SOLO_ROLES = (
    CommitteeRole.LEAD_INVESTIGATOR,
    CommitteeRole.MEMBER,
    CommitteeRole.CHAIR,
    CommitteeRole.SECOND_INVESTIGATOR,
    CommitteeRole.RISK_OFFICER,
)


class RuleFields(forms.Form):
    """The voting rule of this sitting; a bank's own committee rule is what to copy here."""

    majority = forms.ChoiceField(label=_("What carries"), choices=Majority.choices, initial=Majority.UNANIMOUS)
    quorum = forms.ChoiceField(label=_("Quorum"), choices=[("2/3", _("two thirds")), ("1/1", _("all")), ("1/2", _("half"))], initial="2/3")
    chair_veto = forms.BooleanField(label=_("The chair may block an approval"), required=False)
    risk_veto = forms.BooleanField(label=_("The risk officer may block an approval"), required=False, initial=True)
    risk_votes = forms.BooleanField(label=_("The risk officer votes"), required=False)
    open_early = forms.BooleanField(label=_("Open the first opinions before the discussion"), required=False)

    def rule(self) -> dict[str, Any]:
        data = self.cleaned_data
        rule = VotingRule(
            majority=Majority(data["majority"]),
            quorum=Fraction(data["quorum"]),
            chair_veto=data["chair_veto"],
            risk_veto=data["risk_veto"],
            risk_votes=data["risk_votes"],
            first_opinions_open="before_discussion" if data["open_early"] else "after_vote",
        )
        return rule.as_data()


class CommitteeForm(RuleFields):
    title = forms.CharField(label=_("Title"), max_length=120)
    starts_at = MomentField(label=_("Begins"))
    place = forms.CharField(label=_("Place"), max_length=120, required=False)
    pace = forms.ChoiceField(label=_("Pace"), choices=Pace.choices, initial=Pace.BEGINNER)
    mode = forms.ChoiceField(
        label=_("Kind of sitting"),
        choices=CommitteeMode.choices,
        initial=CommitteeMode.REHEARSAL,
        help_text=_("A real case has no truth to reveal, no scores and no scripted members; what the file says of a truth is left out."),
    )
    new_facts = forms.CharField(
        label=_("New facts"),
        required=False,
        max_length=3000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Only for a case that comes again: what the committee did not know the last time, one fact a line."),
    )

    def __init__(self, data: Any = None, *, user: User, people: QuerySet[User]) -> None:
        start = timezone.localtime(timezone.now() + timedelta(minutes=15)).replace(second=0, microsecond=0)
        super().__init__(data, initial={"starts_at": start})
        groups = [("", _("none")), *case_choices(user)]
        for number in range(1, AGENDA + 1):
            self.fields[f"case_{number}"] = forms.ChoiceField(
                label=_("Case %(number)d") % {"number": number}, choices=groups, required=number == 1
            )
        self.people = {person.key: person for person in people}
        options = [
            (NOBODY, _("not in this sitting")),
            (FREE, _("free: whoever comes by the link takes it")),
            (_("Scripted member"), [(f"t:{value}", label) for value, label in Temperament.choices]),
            (_("People"), [(key, f"{person.name} {person.employee_number or ''}".strip()) for key, person in self.people.items()]),
        ]
        for number, role in enumerate(SEATS, 1):
            choices = options if role != CommitteeRole.OBSERVER else [*options[:2], options[3]]
            initial = {CommitteeRole.LEAD_INVESTIGATOR: FREE, CommitteeRole.CHAIR: FREE}.get(role, NOBODY)
            self.fields[f"seat_{number}"] = forms.ChoiceField(label=role.label, choices=choices, required=False, initial=initial)

    def case_fields(self) -> list[forms.BoundField]:
        return [self[f"case_{number}"] for number in range(1, AGENDA + 1)]

    def seat_fields(self) -> list[forms.BoundField]:
        return [self[f"seat_{number}"] for number in range(1, len(SEATS) + 1)]

    def references(self) -> list[str]:
        return [value for number in range(1, AGENDA + 1) if (value := self.cleaned_data[f"case_{number}"])]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        again = any(str(data.get(f"case_{number}", "")).startswith("again:") for number in range(1, AGENDA + 1))
        if again and len("".join(data.get("new_facts", "").split())) < FACTS_AT_LEAST:
            self.add_error("new_facts", ValidationError(_("A case comes again only with new facts. Say what is new.")))
        return data

    def seats(self) -> list[tuple[CommitteeRole, User | None, str]]:
        found = []
        for number, role in enumerate(SEATS, 1):
            value = self.cleaned_data[f"seat_{number}"]
            if value.startswith("t:"):
                found.append((role, None, value[2:]))
            elif value == FREE or value in self.people:
                found.append((role, self.people.get(value), ""))
        return found


class SoloForm(forms.Form):
    """One trainee, everybody else scripted."""

    case = forms.ChoiceField(label=_("Case"))
    role = forms.ChoiceField(label=_("My seat"), choices=[(role.value, role.label) for role in SOLO_ROLES], widget=forms.RadioSelect)
    pace = forms.ChoiceField(label=_("Pace"), choices=Pace.choices, initial=Pace.BEGINNER)
    majority = forms.ChoiceField(label=_("What carries"), choices=Majority.choices, initial=Majority.TWO_THIRDS)

    def __init__(self, data: Any = None, *, user: User) -> None:
        super().__init__(data, initial={"role": CommitteeRole.LEAD_INVESTIGATOR})
        # A case comes again before the people who decided on it, not before scripted ones.
        self.fields["case"].choices = [group for group in case_choices(user) if not group[1][0][0].startswith("again:")]

    def rule(self) -> dict[str, Any]:
        return VotingRule(majority=Majority(self.cleaned_data["majority"])).as_data()

    def seats(self) -> list[tuple[CommitteeRole, str]]:
        """(role, temperament); the person's own seat has none."""
        mine = CommitteeRole(self.cleaned_data["role"])
        table = [
            (CommitteeRole.CHAIR, Temperament.CAUTIOUS),
            (CommitteeRole.MEMBER, Temperament.GROWTH),
            (CommitteeRole.MEMBER, Temperament.DETAIL),
            (CommitteeRole.RISK_OFFICER, Temperament.CAUTIOUS),
            (CommitteeRole.LEAD_INVESTIGATOR, Temperament.GROWTH),
            (CommitteeRole.SECOND_INVESTIGATOR, Temperament.DETAIL),
        ]
        place = next(place for place, (role, _temper) in enumerate(table) if role == mine)
        return [(role, "" if index == place else str(temper)) for index, (role, temper) in enumerate(table)]


class SeatForm(forms.Form):
    """Who sits here: somebody, a scripted member, or free."""

    who = forms.ChoiceField(label=pgettext_lazy("seat", "Who"), required=False)

    def __init__(self, data: Any = None, *, people: Iterable[User], scripted: bool, number: int, who: str = FREE) -> None:
        super().__init__(data, auto_id=f"seat{number}_%s", initial={"who": who})
        self.people = {person.key: person for person in people}
        options: list[Any] = [(FREE, _("free: whoever comes by the link takes it"))]
        if scripted:
            options.append((_("Scripted member"), [(f"t:{value}", label) for value, label in Temperament.choices]))
        options.append((_("People"), [(key, person.name) for key, person in self.people.items()]))
        self.fields["who"].choices = options

    def choice(self) -> tuple[User | None, str]:
        value = self.cleaned_data["who"]
        return (None, value[2:]) if value.startswith("t:") else (self.people.get(value), "")


class CancelForm(forms.Form):
    reason = forms.CharField(label=_("Reason"), max_length=300, widget=forms.Textarea(attrs={"rows": 2}))

    def clean_reason(self) -> str:
        text = self.cleaned_data["reason"].strip()
        if len(text) < 4:
            raise ValidationError(_("Say why in a few words."))
        return str(text)
