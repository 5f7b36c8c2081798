"""The page tree: branch of an organisation → module group → course → lesson."""

from typing import Any

from django.db import models
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel
from wagtail.models import Orderable, Page

from lms.toolkit.random_ids import public_id
from lms.toolkit.search_tokens import index_text

from ..blocks import LESSON_BLOCKS
from ..enums import ModuleGroup
from .fields import LessonBody
from .page_form import BankPageForm

BRANCH_DEPTH, COURSE_DEPTH = 2, 4
COURSE_PATH_LENGTH = COURSE_DEPTH * Page.steplen
SLUG_ONLY = [FieldPanel("slug")]


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


class LibraryIndexPage(Page):
    """The branch of one bank, or of the shared library where ``bank`` is empty."""

    bank = models.OneToOneField(
        "people.Organisation", verbose_name=_("bank"), null=True, blank=True, on_delete=models.PROTECT, related_name="course_branch"
    )

    parent_page_types = ["wagtailcore.Page"]
    subpage_types = ["courses.ModuleGroupPage"]
    promote_panels = SLUG_ONLY

    class Meta:
        verbose_name = _("library")
        verbose_name_plural = _("libraries")

    def get_url_parts(self, request: Any = None) -> None:
        """Branches are no pages for readers."""


class ModuleGroupPage(Page):
    """One group of courses."""

    group = models.CharField(_("group"), max_length=12, choices=ModuleGroup.choices)

    parent_page_types = ["courses.LibraryIndexPage"]
    subpage_types = ["courses.CoursePage"]
    content_panels = [*Page.content_panels, FieldPanel("group")]
    promote_panels = SLUG_ONLY

    class Meta:
        verbose_name = _("module")
        verbose_name_plural = _("modules")

    def get_url_parts(self, request: Any = None) -> None:
        """Modules are no pages for readers."""


class TeachingPage(Page):
    """What courses and lessons share: address, bank, search text."""

    public_id = models.CharField(max_length=32, unique=True, default=public_id, editable=False)
    bank = models.ForeignKey(
        "people.Organisation", null=True, blank=True, editable=False, on_delete=models.PROTECT, related_name="+", verbose_name=_("bank")
    )
    title_en = models.CharField(_("title in English"), max_length=255, blank=True)
    summary = models.TextField(_("summary"), blank=True)
    goals = models.TextField(_("goals"), blank=True, help_text=_("One goal a line: what somebody is able to do afterwards."))
    source_digest = models.CharField(max_length=80, blank=True, editable=False)
    # Made from the published text; revisions don't carry them.
    plain_text = models.TextField(blank=True, editable=False, serialize=False)
    search_tokens = models.TextField(blank=True, editable=False, serialize=False)

    exclude_fields_in_copy = ["public_id", "bank", "source_digest"]
    base_form_class = BankPageForm
    promote_panels = SLUG_ONLY

    class Meta:
        abstract = True

    @property
    def shown_title(self) -> str:
        return self.title_en if self.title_en and (get_language() or "").startswith("en") else self.title

    @property
    def goal_list(self) -> list[str]:
        return _lines(self.goals)

    def readable_text(self) -> str:
        """Everything a reader sees, as plain text for the search."""
        return "\n".join([self.title, self.title_en, self.summary, self.goals])

    def save(self, *args: Any, **kwargs: Any) -> Any:
        """A page belongs to the branch it stands in, wherever it was copied from; the search text follows the published text."""
        if self.path:
            branch = LibraryIndexPage.objects.filter(path=self.path[: BRANCH_DEPTH * self.steplen]).only("bank_id").first()
            self.bank_id = branch.bank_id if branch else None
        self.plain_text = " ".join(self.readable_text().split())
        self.search_tokens = f" {index_text(self.plain_text)} "
        return super().save(*args, **kwargs)

    def with_content_json(self, content: dict[str, Any]) -> Any:
        """Address and bank belong to the page, not to a revision (an old revision of a copied page names the original)."""
        page = super().with_content_json(content)
        page.public_id, page.bank_id, page.source_digest = self.public_id, self.bank_id, self.source_digest
        return page

    def get_url_parts(self, request: Any = None) -> tuple[None, str, str]:
        """Readers' addresses are our own views, never Wagtail's tree of slugs."""
        return None, "", reverse(self.reader_route, args=[self.public_id])

    reader_route = "course-detail"


class CoursePage(TeachingPage):
    """One course; without lessons it still shows its goals and outline."""

    code = models.CharField(_("code"), max_length=20)
    hours = models.DecimalField(_("hours"), max_digits=5, decimal_places=1, default=0)
    outline = models.TextField(_("outline"), blank=True, help_text=_("One point a line."))
    common_mistakes = models.TextField(_("common mistakes"), blank=True, help_text=_("One a line."))
    assessment = models.TextField(_("how it is assessed"), blank=True)
    topics = ParentalManyToManyField("evidence.Competency", verbose_name=_("topics"), blank=True, related_name="courses")

    parent_page_types = ["courses.ModuleGroupPage"]
    subpage_types = ["courses.LessonPage"]
    content_panels = [
        *Page.content_panels,
        MultiFieldPanel([FieldPanel("title_en"), FieldPanel("code"), FieldPanel("hours")], heading=_("Course")),
        FieldPanel("summary"),
        FieldPanel("goals"),
        FieldPanel("outline"),
        FieldPanel("common_mistakes"),
        FieldPanel("assessment"),
        InlinePanel("prerequisites", heading=_("Courses to finish first"), label=_("Course")),
        FieldPanel("topics"),
    ]

    class Meta:
        verbose_name = _("course")
        verbose_name_plural = _("courses")

    def get_preview_template(self, request: Any, mode_name: str) -> str:
        return "courses/course_preview.html"

    @property
    def outline_list(self) -> list[str]:
        return _lines(self.outline)

    @property
    def mistake_list(self) -> list[str]:
        return _lines(self.common_mistakes)

    def readable_text(self) -> str:
        return "\n".join([super().readable_text(), self.code, self.outline, self.common_mistakes, self.assessment])


class CoursePrerequisite(Orderable):
    """A course to finish first, by code, so that it holds for the shared course and a bank's own version alike."""

    course = ParentalKey(CoursePage, on_delete=models.CASCADE, related_name="prerequisites")
    code = models.CharField(_("code"), max_length=20)

    panels = [FieldPanel("code")]

    class Meta(Orderable.Meta):
        constraints = [models.UniqueConstraint(fields=["course", "code"], name="course_prerequisite_once")]


class LessonPage(TeachingPage):
    """One lesson."""

    minutes = models.PositiveSmallIntegerField(_("minutes"), default=45)
    topics = ParentalManyToManyField("evidence.Competency", verbose_name=_("topics"), blank=True, related_name="lessons")
    body = LessonBody(LESSON_BLOCKS, verbose_name=_("content"), blank=True)

    parent_page_types = ["courses.CoursePage"]
    subpage_types: list[str] = []
    reader_route = "lesson"
    content_panels = [
        *Page.content_panels,
        MultiFieldPanel([FieldPanel("title_en"), FieldPanel("minutes")], heading=_("Lesson")),
        FieldPanel("summary"),
        FieldPanel("goals"),
        FieldPanel("topics"),
        FieldPanel("body"),
    ]

    class Meta:
        verbose_name = _("lesson")
        verbose_name_plural = _("lessons")

    @property
    def course_path(self) -> str:
        return str(self.path[:COURSE_PATH_LENGTH])

    def readable_text(self) -> str:
        words = (text for block in self.body for text in block.block.get_searchable_content(block.value))
        return "\n".join([super().readable_text(), *words])

    def get_preview_template(self, request: Any, mode_name: str) -> str:
        return "courses/lesson_preview.html"
