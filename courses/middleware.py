"""The studio's door: authors only, only what they need of it, only their own branch."""

from collections.abc import Callable
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import ResolverMatch
from django.utils.datastructures import MultiValueDictKeyError
from django.views.defaults import bad_request
from wagtail.models import Page

from .actions import sync_author_access
from .models import LibraryIndexPage

PREFIX = "/studio/"
PAGE_ARGUMENTS = ("page_id", "parent_page_id", "page_to_move_id", "destination_id")
# The one pattern that doesn't name its arguments; the page's comes first.
COMPARE = "wagtailadmin_pages:revisions_compare"
PAGE_VIEWS = frozenset(
    {
        "add",
        "preview_on_add",
        "type_use",
        "choose_parent",
        "edit",
        "preview_on_edit",
        "view_draft",
        "add_subpage",
        "delete",
        "unpublish",
        "search",
        "search_results",
        "move",
        "move_confirm",
        "set_page_position",
        "copy",
        "workflow_action",
        "collect_workflow_action_data",
        "confirm_workflow_cancellation",
        "workflow_preview",
        "lock",
        "unlock",
        "revisions_index",
        "revisions_view",
        "revisions_revert",
        "revisions_unschedule",
        "revisions_compare",
        "workflow_history",
        "workflow_history_detail",
        "history",
        "history_results",
    }
)
VIEWS = frozenset(
    {
        "wagtailadmin_home",
        "wagtailadmin_explore_root",
        "wagtailadmin_explore",
        "wagtailadmin_explore_results",
        "wagtailadmin_choose_page",
        "wagtailadmin_choose_page_child",
        "wagtailadmin_choose_page_search",
        "wagtailadmin_logout",
        "wagtailadmin_dismissibles",
        "wagtailadmin_sprite",
        "wagtailadmin_javascript_catalog",
        "wagtailadmin_block_preview",
        "wagtailadmin_editing_sessions:ping",
        "wagtailadmin_editing_sessions:release",
        "wagtailadmin_api:pages:listing",
        "wagtailadmin_api:pages:detail",
        "wagtailadmin_api:pages:find",
    }
)


def is_needed(match: ResolverMatch) -> bool:
    """Wagtail's views that authors need, by name; views that our own rooms add to the studio check for themselves."""
    name = match.view_name or ""
    if name.startswith("wagtailadmin_pages:"):
        return name.removeprefix("wagtailadmin_pages:") in PAGE_VIEWS
    return name in VIEWS if name.startswith("wagtail") or not name else True


class StudioMiddleware:
    """Whatever is not listed doesn't exist: users, groups, settings, images, documents, snippets, other people's branches."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: dict[str, Any]) -> HttpResponse | None:
        if not request.path.startswith(PREFIX) or request.resolver_match is None:
            return None
        name = request.resolver_match.view_name
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        if not sync_author_access(user=request.user):
            raise Http404
        if name == "wagtailadmin_account":
            return redirect("today")
        if not is_needed(request.resolver_match):
            raise Http404
        wanted = [kwargs[key] for key in PAGE_ARGUMENTS if key in kwargs]
        if name == COMPARE:
            wanted.append(int(args[0]))
        if wanted and not self._all_in_branch(request.user.bank_id, wanted):
            raise Http404
        return None

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """A form that lacks what Wagtail's editor always sends is a bad request, not a fault of ours."""
        if request.path.startswith(PREFIX) and isinstance(exception, MultiValueDictKeyError):
            return bad_request(request, exception)
        return None

    @staticmethod
    def _all_in_branch(bank_id: int | None, ids: list[int]) -> bool:
        path = LibraryIndexPage.objects.filter(bank_id=bank_id).values_list("path", flat=True).first()
        return bool(path) and Page.objects.filter(pk__in=ids, path__startswith=path).count() == len(set(ids))
