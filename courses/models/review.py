"""Approval of a lesson by a second author."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext_lazy as _
from wagtail.models import AbstractGroupApprovalTask


class SecondAuthorTask(AbstractGroupApprovalTask):
    """Any author of the bank may approve, but nobody their own work: neither who submitted it nor who wrote its last revision."""

    class Meta:
        verbose_name = _("approval by a second author")
        verbose_name_plural = _("approvals by a second author")

    @staticmethod
    def is_own_work(page: Any, user: Any) -> bool:
        state = page.current_workflow_state
        revision = page.get_latest_revision()
        return user.pk in {state.requested_by_id if state else None, revision.user_id if revision else None}

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
