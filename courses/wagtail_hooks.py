"""The studio as authors meet it: their pages, their choosers, and the way back to their desk."""

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.generic import chooser
from wagtail.admin.viewsets.chooser import ChooserViewSet
from wagtail.models import Page
from wagtail.permissions import page_permission_policy

from media.models import MediaItem
from media.queries import items_visible_to_author

from .blocks import FILE_CHOOSER, RECORDING_CHOOSER
from .models import CourseOffering, LessonProgress, LessonQuestion

# What else stands in Wagtail's menu leads to views that authors don't have.
HIDDEN_ITEMS = {"images", "documents", "snippets", "settings", "help", "reports", "forms", "redirects"}


@hooks.register("register_admin_menu_item")
def back_to_desk() -> MenuItem:
    return MenuItem(gettext_lazy("Back to my desk"), reverse("today"), name="desk", icon_name="home", order=10)


@hooks.register("register_admin_menu_item")
def shared_library() -> MenuItem:
    return MenuItem(gettext_lazy("Shared library"), reverse("course-list"), name="shared-library", icon_name="folder-inverse", order=150)


@hooks.register("construct_main_menu")
def only_what_authors_need(request: HttpRequest, items: list[MenuItem]) -> None:
    items[:] = [item for item in items if item.name not in HIDDEN_ITEMS]


@hooks.register("construct_homepage_panels")
def no_news_of_the_program(request: HttpRequest, panels: list[Any]) -> None:
    unwanted = {"UpgradeNotificationPanel", "WhatsNewInWagtailVersionPanel"}
    panels[:] = [panel for panel in panels if type(panel).__name__ not in unwanted]


@hooks.register("construct_homepage_summary_items")
def no_summary_of_what_is_hidden(request: HttpRequest, items: list[Any]) -> None:
    items[:] = [item for item in items if type(item).__name__ == "PagesSummaryItem"]


@hooks.register("construct_page_chooser_queryset")
def only_own_pages(pages: QuerySet[Page], request: HttpRequest) -> QuerySet[Page]:
    """Choosing a place to move or copy to shows no other branch."""
    return pages.filter(pk__in=page_permission_policy.explorable_instances(request.user).values("pk"))


@hooks.register("before_delete_page")
def keep_what_was_learnt(request: HttpRequest, page: Page) -> HttpResponse | None:
    """A page that people have studied is unpublished, not deleted: what they did there stays readable."""
    below = {"lesson__path__startswith": page.path}
    used = (
        LessonProgress.objects.filter(**below).exists()
        or LessonQuestion.objects.filter(**below).exists()
        or CourseOffering.objects.filter(course__path__startswith=page.path).exists()
    )
    if not used:
        return None
    messages.error(request, _("People have studied this page or a class takes it, so it can't be deleted. Unpublish it instead."))
    return redirect("wagtailadmin_explore", page.get_parent().pk)


class _Scoped:
    """Media items of the author's own library and the shared one."""

    kinds: tuple[str, ...] = ()
    request: Any

    def items(self) -> QuerySet[MediaItem]:
        return items_visible_to_author(self.request.user).filter(kind__in=self.kinds, retired_at__isnull=True)

    def get_object_list(self) -> QuerySet[MediaItem]:
        return self.items()

    def get_object(self, pk: str) -> MediaItem:
        return self.items().get(pk=pk)

    def get_objects(self, pks: list[str]) -> QuerySet[MediaItem]:
        return self.items().filter(pk__in=pks)


def _viewset(name: str, kinds: tuple[str, ...], choose: Any) -> ChooserViewSet:
    scope = type("Scope", (_Scoped,), {"kinds": kinds})
    views = {
        "choose_view_class": chooser.ChooseView,
        "choose_results_view_class": chooser.ChooseResultsView,
        "chosen_view_class": chooser.ChosenView,
        "chosen_multiple_view_class": chooser.ChosenMultipleView,
    }
    scoped = {key: type(view.__name__, (scope, view), {}) for key, view in views.items()}
    attributes = {"model": MediaItem, "icon": "media", "choose_one_text": choose, "register_widget": False, **scoped}
    return type("MediaChooser", (ChooserViewSet,), attributes)(name)


recordings = _viewset(RECORDING_CHOOSER, ("video", "audio"), gettext_lazy("Choose a recording"))
files = _viewset(FILE_CHOOSER, ("document", "image"), gettext_lazy("Choose a file"))


@hooks.register("register_admin_viewset")
def media_choosers() -> list[ChooserViewSet]:
    return [recordings, files]
