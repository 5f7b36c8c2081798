"""Enter a case, change it, give it to people, move it on, close it; choose the mode."""

from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from lms.evidence.enums import CaseKind, Industry, Product
from lms.people.models import Organisation, User
from lms.toolkit.date_fields import DayField

from ..domain.shadow import by_hand
from ..enums import AmountBand, CaseState, Difficulty, OperationsMode
from ..models import LoanCase
from ..queries.cases import branches_of, mentors_for_cases, node_names, people_for_cases
from .fields import AmountField, BranchField, CheckedFile, PersonField, reason_field


class CaseDetailsForm(forms.Form):
    """What a case is, apart from its number and its people."""

    branch = BranchField(label=_("Branch"), required=False)
    industry = forms.ChoiceField(label=_("Trade"), choices=Industry.choices)
    product = forms.ChoiceField(label=_("Product"), choices=Product.choices)
    amount_band = forms.ChoiceField(label=_("Amount band"), choices=AmountBand.choices)
    amount = AmountField(
        label=_("Amount applied for"), required=False, help_text=_("Only where it is known exactly; the band then follows from it.")
    )
    difficulty = forms.ChoiceField(label=_("Difficulty"), choices=Difficulty.choices, initial=Difficulty.MEDIUM)
    kinds = forms.MultipleChoiceField(
        label=_("Kinds"),
        choices=CaseKind.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("One case may be several."),
    )

    def __init__(self, data: Any = None, *, bank: Organisation, case: LoanCase | None = None) -> None:
        initial = (
            {name: getattr(case, name) for name in ("industry", "product", "amount_band", "amount", "difficulty", "kinds")} if case else {}
        )
        if case and case.branch:
            initial["branch"] = case.branch.public_id
        super().__init__(data, initial=initial)
        self.fields["branch"].queryset = branches_of(bank)


class PeopleFields(forms.Form):
    """Lead, second, and the mentor who answers."""

    lead = PersonField(label=_("Lead (A)"), required=False)
    second = PersonField(label=_("Second (B)"), required=False)
    supervisor = PersonField(
        label=_("Mentor who answers for the lead"),
        required=False,
        help_text=_("Only where the lead works under supervision; the mentor is certified for the node."),
    )

    def set_people(self, user: User, *there: User | None) -> None:
        """Those whom ``user`` sees, and whoever is on the case already."""
        pks = {one.pk for one in there if one is not None}
        unseen = frozenset(pks - set(people_for_cases(user).filter(pk__in=pks).values_list("pk", flat=True))) if pks else frozenset()
        for name, rows in (("lead", people_for_cases), ("second", people_for_cases), ("supervisor", mentors_for_cases)):
            wanted = Q(pk__in=rows(user).order_by().values("pk")) | Q(pk__in=pks)
            self.fields[name].queryset = User.objects.filter(wanted, bank=user.bank).order_by("name_pinyin", "id")
            self.fields[name].by_name = unseen


class CaseForm(CaseDetailsForm, PeopleFields):
    """A new case."""

    number = forms.CharField(label=_("Case number"), max_length=40, help_text=_("As in the bank's own system; no customer's name."))
    opened_on = DayField(label=_("Opened on"))
    node = forms.ChoiceField(label=_("Node"))
    field_order = ("number", "opened_on", "node", "branch")

    def __init__(self, data: Any = None, *, user: User, today: Any) -> None:
        super().__init__(data, bank=user.bank)
        self.initial.update(opened_on=today, node="acceptance")
        self.fields["node"].choices = list(node_names().items())
        self.set_people(user)


class AssignForm(PeopleFields):
    """Who works on a case, at which node."""

    node = forms.ChoiceField(label=_("Node"))
    field_order = ("node",)

    def __init__(self, data: Any = None, *, case: LoanCase, user: User) -> None:
        people = {name: getattr(case, name) for name in ("lead", "second", "supervisor")}
        super().__init__(data, initial={"node": case.node, **{name: one.key for name, one in people.items() if one}})
        self.fields["node"].choices = list(node_names().items())
        self.set_people(user, *people.values())


class MoveForm(forms.Form):
    node = forms.ChoiceField(label=_("Node"))

    def __init__(self, data: Any = None, *, case: LoanCase) -> None:
        super().__init__(data, initial={"node": case.node})
        self.fields["node"].choices = list(node_names().items())


class CloseForm(forms.Form):
    """The states that a case may take next."""

    state = forms.ChoiceField(label=_("New state"))
    on = DayField(label=_("On"), required=False, help_text=_("Empty means today."))
    reason = reason_field(required=False, help_text=_("Needed where the case ends."))

    def __init__(self, data: Any = None, *, case: LoanCase, has_folder: bool) -> None:
        super().__init__(data)
        next_states = by_hand(case.state, has_folder=has_folder)
        self.fields["state"].choices = [(state, CaseState(state).label) for state in CaseState.values if state in next_states]


class CaseImportForm(forms.Form):
    """An Excel workbook; what is in it is checked by the dry run."""

    file = CheckedFile(label=_("Cases as Excel workbook (.xlsx)"), kinds={"xlsx"}, max_bytes=20 * 1024 * 1024)


class ModeForm(forms.Form):
    mode = forms.ChoiceField(label=_("Mode"), choices=OperationsMode.choices, widget=forms.RadioSelect)
    reason = reason_field()
