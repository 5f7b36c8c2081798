"""What a customer applies for: after a visit, or to renew a loan."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lms.evidence.enums import Product
from lms.people.models import User

from ..enums import Repayment
from ..models import CaseFolder, LoanCase, Visit
from ..queries.mentors import mentors_of_person
from .fields import AmountField, PersonField


class ApplicationForm(forms.Form):
    """Number, product, amount and, for the folder, the terms. ``lead``: whose mentors may answer for the work."""

    number = forms.CharField(label=_("Case number"), max_length=40, help_text=_("As in the bank's own system; no customer's name."))
    product = forms.ChoiceField(label=_("Product"), choices=Product.choices)
    amount = AmountField(label=_("Amount applied for"))
    supervisor = PersonField(
        label=_("Mentor who answers for the lead"), required=False,
        help_text=_("Only where the lead works under supervision; the mentor is certified for the node."),
    )  # fmt: skip
    purpose = forms.CharField(label=_("Purpose of the loan"), max_length=120)
    term_months = forms.IntegerField(label=_("Term in months"), min_value=1, max_value=120)
    repayment = forms.ChoiceField(label=_("Repayment"), choices=Repayment.choices)
    field_order = ("number", "product", "amount", "supervisor", "customer_number", "purpose", "term_months", "repayment")

    def __init__(self, data: Any = None, *, lead: User, initial: Mapping[str, Any]) -> None:
        super().__init__(data, initial=dict(initial))
        mentors = mentors_of_person(lead)
        self.fields["supervisor"].queryset = mentors
        self.fields["supervisor"].by_name = frozenset(mentors.values_list("pk", flat=True))


class VisitCaseForm(ApplicationForm):
    """The application that came of a visit; the customer's own particulars are taken over from it."""

    customer_number = forms.CharField(label=_("Customer number"), max_length=40)
    FOLDER = ("customer_number", "purpose", "term_months", "repayment")

    def __init__(self, data: Any = None, *, visit: Visit, full: bool) -> None:
        start = {"amount": visit.need_amount, "purpose": visit.need_purpose, "term_months": visit.need_months or 12}
        super().__init__(data, lead=visit.user, initial=start)
        if not full:
            for name in self.FOLDER:
                del self.fields[name]


class RenewalForm(ApplicationForm):
    """The terms of the loan that ends stand there to begin with."""

    def __init__(self, data: Any = None, *, case: LoanCase, folder: CaseFolder, by: User) -> None:
        start = {
            "product": case.product,
            "amount": folder.approved_amount or case.amount,
            "purpose": folder.purpose,
            "term_months": folder.approved_term or folder.term_months,
            "repayment": folder.repayment,
        }
        super().__init__(data, lead=by, initial=start)
        if by.pk != case.lead_id:
            del self.fields["supervisor"]
