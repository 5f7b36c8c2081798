"""One rater's sheet, and asking for ratings."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lms.cohorts.models import Cohort, Enrolment
from lms.people.enums import Role
from lms.people.models import User
from lms.people.queries import people_with_role
from lms.toolkit.date_fields import DayField

from ..models import Rating, RatingTask, Rubric
from ..queries.rubrics import rubrics_in_force, sheets_to_start_from

RATERS = (Role.COMMITTEE_MEMBER, Role.MENTOR, Role.INSTRUCTOR, Role.HR, Role.CONSULTANT)


class RatingSheetForm(forms.Form):
    """One tap per criterion, the red lines, one sentence."""

    note = forms.CharField(label=_("One sentence"), max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 2}))
    reason = forms.CharField(label=_("Why you change your rating"), max_length=300, required=False)

    def __init__(self, rubric: Rubric, before: Rating | None, data: Any = None) -> None:
        given = {f"c_{code}": points for code, points in (before.scores if before else {}).items()}
        initial = {**given, "red_lines": before.red_lines if before else [], "note": before.note if before else ""}
        super().__init__(data, initial=initial)
        for row in reversed(rubric.criteria):
            choices = [(points, words) for points, words in row.get("levels", [])]
            self.fields[f"c_{row['code']}"] = forms.ChoiceField(label=row["text"], choices=choices, widget=forms.RadioSelect)
        self.fields["red_lines"] = forms.MultipleChoiceField(
            label=_("Red lines crossed"), choices=list(rubric.red_lines.items()), required=False, widget=forms.CheckboxSelectMultiple
        )
        if before is None:
            del self.fields["reason"]
        order = [f"c_{row['code']}" for row in rubric.criteria]
        self.order_fields([*order, "red_lines", "note", "reason"])

    def criteria_rows(self) -> list[dict[str, Any]]:
        """Each criterion with its levels as large buttons."""
        rows = []
        for name, entry in self.fields.items():
            if name.startswith("c_"):
                bound, value = self[name], str(self[name].value() or "")
                choices = [{"points": points, "words": words, "chosen": points == value} for points, words in entry.choices]
                rows.append({"name": name, "text": entry.label, "choices": choices, "bound": bound})
        return rows

    def scores(self) -> dict[str, Decimal]:
        return {name[2:]: Decimal(value) for name, value in self.cleaned_data.items() if name.startswith("c_")}


class RatingTaskForm(forms.Form):
    """Which sheet, whom, by whom, when."""

    rubric = forms.ChoiceField(label=_("Scoring sheet"))
    title = forms.CharField(label=_("Title"), max_length=120)
    happened_on = DayField(label=_("Day"))
    subjects = forms.ModelMultipleChoiceField(label=_("Trainees"), queryset=Enrolment.objects.none(), widget=forms.CheckboxSelectMultiple)
    raters = forms.ModelMultipleChoiceField(label=_("Who rates"), queryset=User.objects.none(), widget=forms.CheckboxSelectMultiple)

    def __init__(self, cohort: Cohort, data: Any = None, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        rows = Enrolment.objects.filter(cohort=cohort, left_on__isnull=True).select_related("user").order_by("seat_number")
        sheets = [(one.code, one.title) for one in rubrics_in_force(cohort.bank)]
        self.fields["rubric"].choices = [*sheets, *sheets_to_start_from(cohort.bank)]
        self.fields["subjects"].queryset = rows
        self.fields["subjects"].label_from_instance = lambda row: row.user.name
        self.fields["raters"].queryset = people_with_role(cohort.bank, *RATERS)
        self.fields["raters"].label_from_instance = lambda row: row.name


class FurtherRaterForm(forms.Form):
    rater = forms.ModelChoiceField(label=_("Rater"), queryset=User.objects.none(), to_field_name="key")

    def __init__(self, task: RatingTask, data: Any = None) -> None:
        super().__init__(data)
        asked = task.raters.values("pk")
        people = people_with_role(task.bank, *RATERS).exclude(pk__in=asked).exclude(pk=task.subject.user_id)
        self.fields["rater"].queryset = people.order_by("name_pinyin", "id")
        self.fields["rater"].label_from_instance = lambda row: row.name
