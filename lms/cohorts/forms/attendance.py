"""Marks tapped on the seat list, marks of a whole sheet, and the reason of a correction."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ..enums import AttendanceMethod, AttendanceState
from ..queries.seats import Seat
from .fields import reason_field

REST = "rest"  # everybody who has no mark yet


class BrushForm(forms.Form):
    """One mark for one or more seats; an empty mark takes back."""

    brush = forms.ChoiceField(choices=[("", ""), *AttendanceState.choices], required=False)

    def __init__(self, seats: Sequence[Seat], data: Any) -> None:
        super().__init__(data)
        self.seats = seats

    def states(self) -> dict[int, str]:
        """The mark by enrolment id; ids that are not of this session are left out."""
        wanted, brush = set(self.data.getlist("seat")), self.cleaned_data["brush"]
        return {
            seat.enrolment.pk: brush for seat in self.seats if seat.enrolment.public_id in wanted or (REST in wanted and not seat.state)
        }


def states_from(data: Mapping[str, str], seats: Sequence[Seat]) -> dict[int, str]:
    """The marks of a sheet: one field ``state-…`` per row; a row without one is left as it is."""
    found = {seat.enrolment.pk: data.get(f"state-{seat.enrolment.public_id}", "") for seat in seats}
    return {pk: state for pk, state in found.items() if state in AttendanceState.values}


class AmendAttendanceForm(forms.Form):
    """Why settled marks are corrected, and on what the correction rests."""

    method = forms.ChoiceField(
        label=_("Basis of the correction"),
        choices=[
            (AttendanceMethod.TEACHER, _("what the class teacher knows")),
            (AttendanceMethod.SHEET, _("the printed sheet with signatures")),
        ],
    )
    reason = reason_field(help_text=_("Stays on file with every mark you change; the people concerned are told."))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].max_length = 300
