"""Gives a course to a cohort, or changes when it opens."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lms.people.models import User
from lms.toolkit.date_fields import MomentField

from ..enums import OpenedBy
from ..models import CourseOffering, CoursePage
from ..queries.library import courses_in_library, name_to_choose


class _CourseChoice(forms.ModelChoiceField):
    def label_from_instance(self, obj: CoursePage) -> str:
        return name_to_choose(obj)


class OfferingForm(forms.Form):
    course = _CourseChoice(label=_("Course"), queryset=CoursePage.objects.none(), empty_label=_("Choose a course"))
    opened_by = forms.ChoiceField(
        label=_("Opened by"),
        choices=OpenedBy.choices,
        initial=OpenedBy.DATE,
        help_text=_("By the timetable: each lesson opens with its slot, or with the first slot of the course."),
    )
    opens_at = MomentField(label=_("Opens"), required=False, help_text=_("Empty: at once."))
    closes_at = MomentField(label=_("Closes"), required=False, help_text=_("Empty: stays open."))
    required = forms.BooleanField(label=_("Required"), required=False, initial=True)

    def __init__(self, user: User, *args: Any, offering: CourseOffering | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if offering is None:
            self.fields["course"].queryset = courses_in_library(user)
            return
        del self.fields["course"]
        for name in ("opened_by", "opens_at", "closes_at", "required"):
            self.fields[name].initial = getattr(offering, name)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        opens, closes = cleaned.get("opens_at"), cleaned.get("closes_at")
        if opens and closes and closes <= opens:
            self.add_error("closes_at", _("The course must close after it opens."))
        return cleaned
