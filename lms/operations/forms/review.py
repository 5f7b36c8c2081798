"""Who reviews a report."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from lms.people.models import User

from .fields import PersonField


class ReviewerForm(forms.Form):
    reviewer = PersonField(
        label=_("Colleague"), required=False, empty_label=_("the office itself"),
        help_text=_("Certified for reports of this amount and product, and not at work on this case."),
    )  # fmt: skip

    def __init__(self, data: Any = None, *, people: QuerySet[User], named: User | None) -> None:
        super().__init__(data, initial={"reviewer": named.key if named else ""})
        self.fields["reviewer"].queryset = people
