"""Approval of a lesson by a second author."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext_lazy as _
from wagtail.models import AbstractGroupApprovalTask

# What a revision says about itself; the rest is what somebody wrote.
ABOUT_ITSELF = {"latest_revision", "latest_revision_created_at", "live_revision", "last_published_at", "first_published_at"}
LOOKED_BACK = 20


def _text(revision: Any) -> dict[str, Any]:
    return {name: value for name, value in revision.content.items() if name not in ABOUT_ITSELF}


def last_writer(page: Any) -> int | None:
    """Who wrote the text as it stands; opening it and saving it unchanged, as the editor does by itself, makes nobody its writer."""
    newest, *older = page.revisions.order_by("-created_at", "-pk")[:LOOKED_BACK]
    writer: int | None = newest.user_id
    for revision in older:
        if _text(revision) != _text(newest):
            break
        writer = revision.user_id
    return writer


class SecondAuthorTask(AbstractGroupApprovalTask):
    """Any author of the bank may approve, but nobody their own work: neither who submitted it nor who wrote it last."""

    class Meta:
        verbose_name = _("approval by a second author")
        verbose_name_plural = _("approvals by a second author")

    @staticmethod
    def is_own_work(page: Any, user: Any) -> bool:
        state = page.current_workflow_state
        return user.pk in {state.requested_by_id if state else None, last_writer(page)}

    def get_actions(self, obj: Any, user: Any) -> list[tuple[str, str, bool]]:
        actions: list[tuple[str, str, bool]] = super().get_actions(obj, user)
        return [action for action in actions if action[0] != "approve"] if self.is_own_work(obj, user) else actions

    def on_action(self, task_state: Any, user: Any, action_name: str, **kwargs: Any) -> Any:
        if action_name == "approve" and self.is_own_work(task_state.workflow_state.content_object, user):
            raise PermissionDenied
        return super().on_action(task_state, user, action_name, **kwargs)

    @classmethod
    def get_description(cls) -> str:
        return str(_("Another author of the bank approves"))
