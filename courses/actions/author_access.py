"""Who gets into the studio: exactly today's authors, each into the branch of their own bank."""

from django.db import transaction
from wagtail.models import GroupPagePermission, WorkflowPage

from lms.people.models import User
from lms.people.permissions import may_author
from lms.policies.queries import policy

from .branches import GROUP_PREFIX, ensure_author_group, group_name


def _in_step(user: User, names: set[str]) -> bool:
    """Whether the bank's group has the rights its policy asks for now."""
    second = bool(policy(user.bank_id or 0, "course.second_reviewer"))
    rights = GroupPagePermission.objects.filter(group__name__in=names)
    publishes = rights.filter(permission__codename="publish_page").exists()
    reviewed = WorkflowPage.objects.filter(page__libraryindexpage__bank_id=user.bank_id).exists()
    return publishes != second and reviewed == second


@transaction.atomic
def sync_author_access(*, user: User) -> bool:
    """Put ``user`` into the author group of their bank or take them out of all; whether they are an author. Asked at every entry."""
    held = set(user.groups.filter(name__startswith=GROUP_PREFIX).values_list("name", flat=True))
    bank = user.bank
    if bank is None or not user.is_active or not may_author(user):
        if held:
            user.groups.remove(*user.groups.filter(name__in=held))
        return False
    wanted = {group_name(bank)}
    if held != wanted or not _in_step(user, wanted):
        group = ensure_author_group(bank=bank)
        user.groups.remove(*user.groups.filter(name__in=held - wanted))
        user.groups.add(group)
    return True
