"""The sheets of a case folder."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from lms.evidence.enums import Industry
from lms.people.models import Organisation
from lms.people.queries import people_with_role
from lms.policies.queries import policy
from lms.toolkit.date_fields import DayField, MomentField
from lms.toolkit.uploads import CONTENT_TYPES

from ..enums import AdmissionItem, ArchiveItem, Finding, PayMethod, Repayment, StepCode, Tie
from ..models import CaseFolder, Customer, LoanCase
from .fields import AmountField, CheckedFile, PersonField, reason_field

PAPERS = {"pdf", "docx", "xlsx", "png", "jpg", "webp"}
MAX_PAPER = 20 * 1024 * 1024
assert set(CONTENT_TYPES) >= PAPERS


def words(label: Any, *, rows: int = 4, most: int = 4000, **options: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=most, widget=forms.Textarea(attrs={"rows": rows}), **options)


class CustomerForm(forms.Form):
    """As few fields as a loan needs."""

    number = forms.CharField(label=_("Customer number"), max_length=40)
    name = forms.CharField(label=_("Customer's name"), max_length=60)
    phone = forms.CharField(label=_("Telephone"), max_length=20, required=False)
    id_number = forms.CharField(label=_("Identity number"), max_length=20, required=False)
    address = forms.CharField(label=_("Address of the business"), max_length=120, required=False)
    industry = forms.ChoiceField(label=_("Trade"), choices=Industry.choices)
    since_year = forms.IntegerField(label=_("In business since (year)"), required=False, min_value=1900, max_value=2100)


class CorrectionForm(CustomerForm):
    """What is wrong about a customer; nobody is shown the sealed parts to type them again."""

    def __init__(self, data: Any = None, *, customer: Customer) -> None:
        super().__init__(data, initial={"industry": customer.industry, "since_year": customer.since_year})
        del self.fields["number"]
        self.fields["name"].required = False
        shown = {
            "name": customer.name_shown,
            "phone": customer.phone_shown,
            "id_number": customer.id_shown,
            "address": customer.address_shown,
        }
        for name, mask in shown.items():
            self.fields[name].help_text = gettext("Empty: stays as it is (%(shown)s).") % {"shown": mask or "—"}


class TieForm(forms.Form):
    """Somebody who stands behind a case."""

    kind = forms.ChoiceField(label=_("Stands as"), choices=Tie.choices)
    name = forms.CharField(label=_("Person's name"), max_length=60)
    phone = forms.CharField(label=_("Telephone"), max_length=20, required=False)
    id_number = forms.CharField(label=_("Identity number"), max_length=20, required=False)


class ShowForm(forms.Form):
    reason = forms.CharField(
        label=_("Why you need the full data"), max_length=300, help_text=_("It stands in the bank's log beside your name.")
    )


class CustomerField(forms.ModelChoiceField):
    def __init__(self, **options: Any) -> None:
        super().__init__(queryset=Customer.objects.none(), to_field_name="public_id", **options)


class FolderForm(forms.Form):
    """Opens the folder of a case."""

    customer = CustomerField(label=_("Customer"))
    purpose = forms.CharField(label=_("Purpose of the loan"), max_length=120)
    amount = AmountField(label=_("Amount applied for"))
    term_months = forms.IntegerField(label=_("Term in months"), min_value=1, max_value=120, initial=12)
    repayment = forms.ChoiceField(label=_("Repayment"), choices=Repayment.choices)

    def __init__(self, data: Any = None, *, case: LoanCase) -> None:
        super().__init__(data, initial={"amount": case.amount})
        self.fields["customer"].queryset = Customer.objects.filter(bank=case.bank_id).order_by("number")


class FinishForm(forms.Form):
    note = forms.CharField(label=_("Note"), max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 2}))


class ReturnForm(forms.Form):
    """Where the case goes back to, and why."""

    to = forms.ChoiceField(label=_("Back to"))
    reason = reason_field()

    def __init__(self, data: Any = None, *, targets: tuple[str, ...]) -> None:
        super().__init__(data)
        self.fields["to"].choices = [(code, StepCode(code).label) for code in targets]


class SkipForm(forms.Form):
    reason = reason_field(label=_("Why it is not needed"))


class PaperForm(forms.Form):
    file = CheckedFile(label=_("Paper or photo (PDF, Word, Excel, PNG, JPG)"), kinds=PAPERS, max_bytes=MAX_PAPER)


class SignInForm(forms.Form):
    """One's own arrival; the server takes the time."""

    place = forms.CharField(
        label=_("Place"), max_length=60, required=False, help_text=_("For example “shop” or “greenhouse”; no house number.")
    )
    latitude = forms.DecimalField(label=_("Latitude"), required=False, min_value=-90, max_value=90, decimal_places=6)
    longitude = forms.DecimalField(label=_("Longitude"), required=False, min_value=-180, max_value=180, decimal_places=6)


class AdmissionForm(forms.Form):
    """One question, one answer."""

    def __init__(self, data: Any = None, *, folder: CaseFolder) -> None:
        super().__init__(data, initial=folder.admission)
        for item in AdmissionItem:
            self.fields[item.value] = forms.ChoiceField(
                label=item.label, choices=[("yes", _("yes")), ("no", _("no"))], required=False, widget=forms.RadioSelect
            )


class SecondViewForm(forms.Form):
    second_view = words(_("What you checked yourself, and what you think"))
    second_agrees = forms.BooleanField(label=_("I agree with the lead's proposal as far as I know it"), required=False)

    def __init__(self, data: Any = None, *, folder: CaseFolder) -> None:
        super().__init__(data, initial={"second_view": folder.second_view, "second_agrees": folder.second_agrees})


class ReportForm(forms.Form):
    """The report with its proposal."""

    purpose = forms.CharField(label=_("Purpose of the loan"), max_length=120)
    proposed_amount = AmountField(label=_("Proposed amount"))
    term_months = forms.IntegerField(label=_("Term in months"), min_value=1, max_value=120)
    repayment = forms.ChoiceField(label=_("Repayment"), choices=Repayment.choices)
    report = words(
        _("Investigation report"), rows=12, most=20000, help_text=_("No full name, telephone or identity number: the committee reads it.")
    )

    def __init__(self, data: Any = None, *, folder: CaseFolder) -> None:
        names = ("purpose", "proposed_amount", "term_months", "repayment", "report")
        super().__init__(data, initial={name: getattr(folder, name) for name in names})


class SittingForm(forms.Form):
    """A real sitting: chair, members, when and where."""

    starts_at = MomentField(label=_("Begins"))
    place = forms.CharField(label=_("Place"), max_length=120, required=False)
    chair = PersonField(label=_("Chair"))
    risk_officer = PersonField(label=_("Risk officer"), required=False, help_text=_("Asks and may block an approval; has no vote."))
    members = forms.ModelMultipleChoiceField(
        label=_("Members"), queryset=Customer.objects.none(), to_field_name="key", widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, data: Any = None, *, bank: Organisation, case: LoanCase, starts_at: Any = None) -> None:
        super().__init__(data, initial={"starts_at": starts_at})
        people = people_with_role(bank, "committee_member", "leader").exclude(pk__in=[pk for pk in (case.lead_id, case.second_id) if pk])
        for name in ("chair", "risk_officer"):
            self.fields[name].queryset = people.order_by("name_pinyin", "id")
            self.fields[name].label_from_instance = lambda person: person.name
        self.fields["risk_officer"].required = bool(policy(bank, "loan_committee.risk_officer"))
        self.fields["members"].queryset = people.order_by("name_pinyin", "id")
        self.fields["members"].label_from_instance = lambda person: person.name

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        chair, risk = data.get("chair"), data.get("risk_officer")
        members = data["members"] = [one for one in data.get("members") or [] if one not in (chair, risk)]
        if chair and chair == risk:
            self.add_error("risk_officer", _("One person has one seat."))
        if chair and len(members) < 2:
            self.add_error("members", _("Choose at least two members besides the chair."))
        return data


class ConditionForm(forms.Form):
    note = forms.CharField(label=_("How it was met"), max_length=300)


class PayoutForm(forms.Form):
    paid_on = DayField(label=_("Disbursed on"))
    paid_amount = AmountField(label=_("Disbursed amount"))
    pay_method = forms.ChoiceField(label=_("How it is paid out"), choices=PayMethod.choices)

    def __init__(self, data: Any = None, *, folder: CaseFolder, today: date) -> None:
        initial = {"paid_on": folder.paid_on or today, "paid_amount": folder.paid_amount or folder.approved_amount}
        super().__init__(data, initial={**initial, "pay_method": folder.pay_method or PayMethod.ENTRUSTED})


class CheckAfterForm(forms.Form):
    """Three columns and a finding."""

    done_on = DayField(label=_("Checked on"))
    purpose = words(_("Use of the money"), rows=3, most=500)
    business = words(_("The business"), rows=3, most=500)
    family = words(_("The family"), rows=3, most=500)
    finding = forms.ChoiceField(label=_("Finding"), choices=Finding.choices)

    def __init__(self, data: Any = None, *, today: date) -> None:
        super().__init__(data, initial={"done_on": today})


class OverdueForm(forms.Form):
    since = DayField(label=_("Overdue since"))


class RepaidForm(forms.Form):
    on = DayField(label=_("Repaid or renewed on"))


class UndoRepaidForm(forms.Form):
    reason = reason_field(label=_("Why the day is taken back"))


class OverdueStepForm(forms.Form):
    note = forms.CharField(label=_("What was said and agreed"), max_length=500)


class ArchiveForm(forms.Form):
    present = forms.MultipleChoiceField(
        label=_("Papers that are in the archive"), choices=ArchiveItem.choices, required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, data: Any = None, *, folder: CaseFolder) -> None:
        super().__init__(data, initial={"present": list(folder.archive)})


class LookBackForm(forms.Form):
    review = words(_("What went as expected, what did not, what to do differently"), rows=8)

    def __init__(self, data: Any = None, *, folder: CaseFolder) -> None:
        super().__init__(data, initial={"review": folder.review})
