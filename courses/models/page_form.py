"""The studio's form of courses and lessons: what a page of one bank may not contain."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _
from wagtail.admin.forms import WagtailAdminPageForm

from assessments.enums import QuestionKind
from assessments.models import Question
from media.models import MediaItem


def items_in(body: Any) -> Iterator[MediaItem]:
    """The media items of a lesson's blocks."""
    return (block.value["item"] for block in body if block.block_type in {"recording", "download"} and block.value["item"])


def question_codes_in(body: Any) -> list[str]:
    return [code for block in body if block.block_type == "quiz" for code in block.value["questions"]]


class BankPageForm(WagtailAdminPageForm):
    """Nothing of another bank enters a page, whatever a request says."""

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        if cleaned.get("body"):
            self._check(cleaned["body"], getattr(self.parent_page.specific, "bank_id", None) if self.parent_page else self.instance.bank_id)
        return cleaned

    def _check(self, body: Any, bank_id: int | None) -> None:
        foreign = [item for item in items_in(body) if item.bank_id not in {None, bank_id}]
        if foreign:
            self.add_error("body", _("A file in this lesson does not belong to your library. Choose it again."))
        codes = set(question_codes_in(body))
        known = Question.objects.filter(Q(bank__isnull=True) | Q(bank_id=bank_id), code__in=codes).exclude(kind=QuestionKind.ESSAY)
        unknown = sorted(codes - set(known.values_list("code", flat=True)))
        if unknown:
            self.add_error(
                "body",
                _("These questions are not in your question bank, or can't be marked at once: %(codes)s") % {"codes": ", ".join(unknown)},
            )
