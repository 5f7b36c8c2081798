"""The tree's branches: one shared, one per bank, and the rights of a bank's authors in theirs."""

from django.contrib.auth.models import Group, Permission
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import GroupPagePermission, Page, Workflow, WorkflowPage, WorkflowTask

from lms.people.models import Organisation
from lms.policies.queries import policy

from ..enums import ModuleGroup
from ..models import LibraryIndexPage, ModuleGroupPage, SecondAuthorTask

GROUP_PREFIX = "authors:"


def _root() -> Page:
    """The root, without the welcome page and the moderators' workflow that Wagtail's first migrations put there."""
    root = Page.get_first_root_node()
    WorkflowPage.objects.filter(page=root).delete()
    for page in root.get_children().filter(content_type__app_label="wagtailcore", content_type__model="page", slug="home"):
        page.delete()
    return Page.objects.get(pk=root.pk)


@transaction.atomic
def ensure_branch(*, bank: Organisation | None) -> LibraryIndexPage:
    """The branch of ``bank`` (None: the shared library) with its module groups, made where they are missing."""
    branch = LibraryIndexPage.objects.filter(bank=bank).first()
    if branch is None:
        title, slug = (bank.name, f"bank-{bank.public_id}") if bank else (_("Shared library"), "shared")
        branch = _root().add_child(instance=LibraryIndexPage(title=title, slug=slug, bank=bank))
    known = set(ModuleGroupPage.objects.child_of(branch).values_list("group", flat=True))
    for group in ModuleGroup:
        if group.value not in known:
            branch.add_child(instance=ModuleGroupPage(title=str(group.label), slug=group.value, group=group.value))
    return LibraryIndexPage.objects.get(pk=branch.pk)


def group_name(bank: Organisation) -> str:
    return f"{GROUP_PREFIX}{bank.public_id}"


@transaction.atomic
def ensure_author_group(*, bank: Organisation) -> Group:
    """The group of a bank's authors: into the studio, and into nothing but their own branch.

    Where the bank asks for a second reviewer, nobody may publish alone: pages go through the bank's workflow.
    """
    branch = ensure_branch(bank=bank)
    group, _created = Group.objects.get_or_create(name=group_name(bank))
    group.permissions.set([Permission.objects.get(content_type__app_label="wagtailadmin", codename="access_admin")])
    second = bool(policy(bank, "course.second_reviewer"))
    wanted = {"add_page", "change_page"} | (set() if second else {"publish_page"})
    rights = GroupPagePermission.objects.filter(group=group)
    rights.exclude(page_id=branch.pk, permission__codename__in=wanted).delete()
    held = set(rights.values_list("permission__codename", flat=True))
    for permission in Permission.objects.filter(
        content_type__app_label="wagtailcore", content_type__model="page", codename__in=wanted - held
    ):
        GroupPagePermission.objects.create(group=group, page=branch, permission=permission)
    _set_review(bank, branch, group, second=second)
    return group


def _set_review(bank: Organisation, branch: LibraryIndexPage, group: Group, *, second: bool) -> None:
    if not second:
        WorkflowPage.objects.filter(page=branch).delete()
        return
    if WorkflowPage.objects.filter(page=branch).exists():
        return
    task = SecondAuthorTask.objects.create(name=_("Approval by a second author"))
    task.groups.set([group])
    workflow = Workflow.objects.create(name=_("Review of lessons: %(bank)s") % {"bank": bank.name})
    WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=0)
    WorkflowPage.objects.create(workflow=workflow, page=branch)
