"""A short quiz: the numbers of questions in the bank; neither wording nor keys are kept in the page."""

from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _
from wagtail import blocks


class QuizBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("Title"), required=False, max_length=80)
    questions = blocks.ListBlock(
        blocks.CharBlock(
            label=_("Number of the question"),
            max_length=40,
            validators=[RegexValidator(r"^[A-Za-z0-9._-]+$", _("Use letters, digits, dots and hyphens only."))],
        ),
        label=_("Questions"),
        min_num=1,
        max_num=8,
    )

    class Meta:
        icon = "list-ul"
        label = _("Quiz")
        template = "courses/blocks/quiz.html"
