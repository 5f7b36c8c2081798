"""Copies a shared course into the branch of a bank, where its authors may change it."""

from django.db import transaction
from django.utils.translation import gettext as _

from lms.people.models import Organisation, User
from lms.records.actions import log_act
from lms.records.enums import Verb

from ..models import CoursePage, ModuleGroupPage
from .branches import ensure_branch
from .problems import CourseProblem


@transaction.atomic
def adopt_course(*, course: CoursePage, bank: Organisation, user: User) -> CoursePage:
    """The bank's own copy of ``course`` with its lessons, published like the original; once per course."""
    branch = ensure_branch(bank=bank)
    if CoursePage.objects.descendant_of(branch).filter(code=course.code).exists():
        raise CourseProblem(_("Your bank already has its own version of %(course)s.") % {"course": course.title}, code="twice")
    group = ModuleGroupPage.objects.child_of(branch).get(group=course.get_parent().specific.group)
    copy = course.copy(recursive=True, to=group, copy_revisions=False, keep_live=True, user=user, log_action=False)
    log_act(
        organisation_key=bank.public_id,
        actor_key=user.key,
        verb=Verb.CREATED,
        object_kind="course",
        object_id=copy.public_id,
        details={"copied_from": course.public_id, "code": course.code},
    )
    return CoursePage.objects.get(pk=copy.pk)
