"""The studio: authors only, each in the branch of their own bank; nobody approves their own lesson."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.test import Client
from django.urls import get_resolver, reverse
from django.utils import timezone
from wagtail.models import Page, Revision

from courses.actions import CourseProblem, adopt_course, ensure_author_group, ensure_branch, publish_scheduled_pages, sync_author_access
from courses.models import CoursePage, LessonPage, LessonProgress, LibraryIndexPage
from courses.tasks import publish_scheduled
from lms.people.actions import end_membership, grant_role
from lms.people.enums import Role
from lms.people.models import Membership
from lms.policies.actions import set_policy_value
from tests.cast import PARTS, Cast
from tests.courses.conftest import Classroom, SignIn
from tests.factories.courses import make_course, make_lesson, make_question
from tests.factories.people import make_user

AUTHORS = {"instructor", "consultant"}


@pytest.mark.django_db
def test_authors_get_in_and_nobody_else(cast: Cast, sign_in: SignIn) -> None:
    found = {part: sign_in(getattr(cast, part)).get("/studio/").status_code for part in PARTS}
    confidential = {part for part, status in found.items() if status == 302}
    assert {part for part, status in found.items() if status == 200} | confidential == AUTHORS
    assert {status for part, status in found.items() if part not in AUTHORS} == {404}
    assert Client().get("/studio/").headers["Location"].startswith("/login/")
    assert Client().get("/studio/login/").headers["Location"].startswith("/login/")


@pytest.mark.django_db
def test_a_role_that_ends_ends_access_at_once(cast: Cast, sign_in: SignIn) -> None:
    client = sign_in(cast.instructor)
    assert client.get("/studio/").status_code == 200
    membership = Membership.objects.get(user=cast.instructor)
    end_membership(membership=membership, ends_on=timezone.localdate() - timedelta(days=1), reason="离任", actor_key="hr")
    assert (client.get("/studio/").status_code, cast.instructor.groups.count()) == (404, 0)


CLOSED = (
    "wagtailusers_users:index", "wagtailusers_groups:index", "wagtailimages:index", "wagtaildocs:index", "wagtailsnippets:index",
    "wagtailredirects:index", "wagtailadmin_workflows:index", "wagtailadmin_collections:index", "wagtailadmin_reports:site_history",
    "wagtailadmin_password_reset", "wagtailsites:index",
)  # fmt: skip


@pytest.mark.django_db
@pytest.mark.parametrize("name", CLOSED)
def test_the_rest_of_wagtail_does_not_exist(name: str, cast: Cast, sign_in: SignIn) -> None:
    assert sign_in(cast.instructor).get(reverse(name)).status_code == 404


def test_pages_and_files_of_wagtail_have_no_public_address() -> None:
    names = {key for key in get_resolver().reverse_dict if isinstance(key, str)}
    assert names & {"wagtail_serve", "wagtailimages_serve", "wagtaildocs_serve"} == set()
    assert Client().get("/documents/1/a.pdf").status_code == 404


@pytest.mark.django_db
def test_an_author_sees_only_the_own_branch(cast: Cast, strangers: Cast, sign_in: SignIn) -> None:
    own, foreign, shared = (
        make_lesson(make_course(bank, title=title, indexed=True), indexed=True)
        for bank, title in ((cast.bank, "甲课"), (strangers.bank, "乙课"), (None, "丙课"))
    )
    client = sign_in(cast.instructor)
    verbs = ("edit", "delete", "history", "view_draft", "copy", "move", "unpublish", "workflow_history", "revisions_index")
    for page in (foreign, shared, foreign.get_parent(), Page.get_first_root_node()):
        statuses = {verb: client.get(reverse(f"wagtailadmin_pages:{verb}", args=[page.pk])).status_code for verb in verbs}
        assert statuses == dict.fromkeys(verbs, 404), page
        assert client.get(reverse("wagtailadmin_explore", args=[page.pk])).status_code == 404
        assert client.get(reverse("wagtailadmin_choose_page_child", args=[page.pk])).status_code == 404
    assert client.get(reverse("wagtailadmin_pages:edit", args=[own.pk])).status_code == 200
    listings = [
        reverse("wagtailadmin_home"), reverse("wagtailadmin_explore_root"), reverse("wagtailadmin_choose_page"),
        reverse("wagtailadmin_choose_page_search") + "?q=课", reverse("wagtailadmin_pages:search") + "?q=课",
        reverse("wagtailadmin_api:pages:listing"),
    ]  # fmt: skip
    for address in listings:
        text = client.get(address, follow=True).content.decode()
        assert ("乙课" in text, strangers.bank.name in text) == (False, False), address
    found = {title: client.get(reverse("wagtailadmin_pages:search"), {"q": title}).content.decode() for title in ("甲课", "乙课")}
    courses = {"甲课": own.get_parent(), "乙课": foreign.get_parent()}
    links = {title: reverse("wagtailadmin_pages:edit", args=[course.pk]) in found[title] for title, course in courses.items()}
    assert links == {"甲课": True, "乙课": False}


def edit_data(page: LessonPage, **changes: str) -> dict[str, str]:
    return {
        "title": page.title, "slug": page.slug, "title_en": "", "minutes": "45", "summary": "", "goals": "能",
        "body-count": "1", "body-0-deleted": "", "body-0-order": "0", "body-0-type": "quiz", "body-0-id": "",
        "body-0-value-title": "", "body-0-value-questions-count": "1", "body-0-value-questions-0-deleted": "",
        "body-0-value-questions-0-order": "0", "body-0-value-questions-0-value": "", "body-0-value-questions-0-id": "",
        "comments-TOTAL_FORMS": "0", "comments-INITIAL_FORMS": "0", "comments-MAX_NUM_FORMS": "", **changes,
    }  # fmt: skip


@pytest.mark.django_db
def test_a_quiz_takes_only_questions_of_the_own_bank(cast: Cast, strangers: Cast, sign_in: SignIn) -> None:
    lesson = make_lesson(make_course(cast.bank))
    make_question("OWN-1", bank=cast.bank)
    make_question("FOREIGN-1", bank=strangers.bank)
    client = sign_in(cast.instructor)
    url = reverse("wagtailadmin_pages:edit", args=[lesson.pk])
    before = Revision.objects.count()
    refused = client.post(url, edit_data(lesson, **{"body-0-value-questions-0-value": "FOREIGN-1"}))
    assert (refused.status_code, "body" in refused.context["form"].errors, Revision.objects.count()) == (200, True, before)
    saved = client.post(url, edit_data(lesson, **{"body-0-value-questions-0-value": "OWN-1"}))
    assert (saved.status_code, Revision.objects.count()) == (302, before + 1)


@pytest.mark.django_db
def test_a_second_author_publishes(cast: Cast, sign_in: SignIn) -> None:
    second = make_user(cast.bank, Role.INSTRUCTOR)
    sync_author_access(user=second)
    sync_author_access(user=cast.instructor)
    lesson = make_lesson(make_course(cast.bank), live=False)
    make_question("OWN-1", bank=cast.bank)
    data = edit_data(lesson, **{"body-0-value-questions-0-value": "OWN-1"})
    url = reverse("wagtailadmin_pages:edit", args=[lesson.pk])
    author, other = sign_in(cast.instructor), sign_in(second)
    author.post(url, {**data, "action-publish": "1"})
    assert LessonPage.objects.get(pk=lesson.pk).live is False
    author.post(url, {**data, "action-submit": "1"})
    state = LessonPage.objects.get(pk=lesson.pk).current_workflow_state
    assert state.requested_by == cast.instructor
    task_state = state.current_task_state
    approve = reverse("wagtailadmin_pages:workflow_action", args=[lesson.pk, "approve", task_state.pk])
    author.post(approve)
    assert LessonPage.objects.get(pk=lesson.pk).live is False
    with pytest.raises(PermissionDenied):
        task_state.specific.task.specific.on_action(task_state, cast.instructor, "approve")
    other.post(approve)
    assert LessonPage.objects.get(pk=lesson.pk).live is True


@pytest.mark.django_db
def test_whoever_rewrote_a_lesson_does_not_approve_it(cast: Cast, sign_in: SignIn) -> None:
    second = make_user(cast.bank, Role.INSTRUCTOR)
    sync_author_access(user=second)
    sync_author_access(user=cast.instructor)
    lesson = make_lesson(make_course(cast.bank), live=False)
    lesson.save_revision(user=cast.instructor)
    workflow = lesson.get_workflow()
    state = workflow.start(lesson, cast.instructor)
    task = state.current_task_state.task.specific
    page = LessonPage.objects.get(pk=lesson.pk)
    page.save_revision(user=second)  # opened and saved as it was: the editor does so by itself
    assert {action[0] for action in task.get_actions(page, second)} == {"reject", "approve"}
    page.goals = "能验算，也能解释"
    page.save_revision(user=second)
    assert {action[0] for action in task.get_actions(page, second)} == {"reject"}


@pytest.mark.django_db
def test_a_bank_may_do_without_the_second_author(cast: Cast, sign_in: SignIn) -> None:
    sync_author_access(user=cast.instructor)
    assert ensure_branch(bank=cast.bank).get_workflow() is not None
    set_policy_value(
        bank=cast.bank, key="course.second_reviewer", value=False, effective_on=date(2020, 1, 1), reason="一人授课", actor_key="hr"
    )
    sync_author_access(user=cast.instructor)
    group = ensure_author_group(bank=cast.bank)
    rights = set(group.page_permissions.values_list("permission__codename", flat=True))
    assert (rights, ensure_branch(bank=cast.bank).get_workflow()) == ({"add_page", "change_page", "publish_page"}, None)
    lesson = make_lesson(make_course(cast.bank), live=False)
    make_question("OWN-1", bank=cast.bank)
    data = {**edit_data(lesson, **{"body-0-value-questions-0-value": "OWN-1"}), "action-publish": "1"}
    sign_in(cast.instructor).post(reverse("wagtailadmin_pages:edit", args=[lesson.pk]), data)
    assert LessonPage.objects.get(pk=lesson.pk).live is True


@pytest.mark.django_db
def test_a_shared_course_becomes_the_banks_own(cast: Cast, strangers: Cast, sign_in: SignIn) -> None:
    shared = make_course(None, prerequisites=("C07",))
    lesson = make_lesson(shared)
    client = sign_in(cast.instructor)
    answer = client.post(reverse("course-adopt", args=[shared.public_id]))
    own = CoursePage.objects.get(bank=cast.bank)
    copy = LessonPage.objects.get(bank=cast.bank)
    assert answer.headers["Location"] == reverse("course-detail", args=[own.public_id])
    assert (own.code, own.live, [row.code for row in own.prerequisites.all()]) == (shared.code, True, ["C07"])
    assert (copy.live, [block.id for block in copy.body]) == (True, [block.id for block in lesson.body])
    assert len({shared.public_id, own.public_id, lesson.public_id, copy.public_id}) == 4
    copy.get_latest_revision().publish()
    assert LessonPage.objects.get(pk=copy.pk).public_id == copy.public_id
    with pytest.raises(CourseProblem) as caught:
        adopt_course(course=shared, bank=cast.bank, user=cast.instructor)
    assert caught.value.code == "twice"
    for person in (cast.trainee, cast.hr):
        assert sign_in(person).post(reverse("course-adopt", args=[shared.public_id])).status_code == 404
    assert sign_in(strangers.instructor).post(reverse("course-adopt", args=[own.public_id])).status_code == 404


@pytest.mark.django_db
def test_what_was_studied_is_not_deleted(cast: Cast, classroom: Classroom, sign_in: SignIn) -> None:
    set_policy_value(
        bank=cast.bank, key="course.second_reviewer", value=False, effective_on=date(2020, 1, 1), reason="一人授课", actor_key="hr"
    )
    unread = make_lesson(classroom.course)
    LessonProgress.objects.create(user=classroom.trainee, lesson=classroom.lesson)
    client = sign_in(cast.instructor)
    for page in (unread, classroom.lesson, classroom.course):
        assert client.post(reverse("wagtailadmin_pages:delete", args=[page.pk])).status_code == 302
    assert list(LessonPage.objects.all()) == [classroom.lesson]


@pytest.mark.django_db
def test_the_editor_and_the_preview_open(cast: Cast, sign_in: SignIn) -> None:
    lesson = make_lesson(make_course(cast.bank), live=False)
    client = sign_in(cast.instructor)
    for page in (lesson, lesson.get_parent(), lesson.get_parent().get_parent()):
        assert client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).status_code == 200
    draft = client.get(reverse("wagtailadmin_pages:view_draft", args=[lesson.pk]))
    assert (draft.status_code, "先勾稽" in draft.content.decode()) == (200, True)
    assert client.get(reverse("wagtailadmin_pages:add", args=["courses", "lessonpage", lesson.get_parent().pk])).status_code == 200


@pytest.mark.django_db
def test_choosers_list_only_the_own_library(cast: Cast, strangers: Cast, sign_in: SignIn) -> None:
    from io import BytesIO

    from media.actions import add_item
    from tests.courses.test_access import PDF

    own, foreign = (
        add_item(bank=bank, file=BytesIO(PDF), title=f"sheet-{bank.pk}", author=None, name="a.pdf") for bank in (cast.bank, strangers.bank)
    )
    client = sign_in(cast.instructor)
    text = client.get(reverse("lesson_file_chooser:choose")).content.decode()
    assert (own.title in text, foreign.title in text) == (True, False)
    assert client.get(reverse("lesson_file_chooser:chosen", args=[own.pk])).status_code == 200
    assert client.get(reverse("lesson_file_chooser:chosen", args=[foreign.pk])).status_code == 404
    assert foreign.title not in client.get(reverse("lesson_file_chooser:chosen_multiple") + f"?id={foreign.pk}").content.decode()


@pytest.mark.django_db
def test_dated_pages_are_published(cast: Cast) -> None:
    course, now = make_course(cast.bank), timezone.now()
    due, later = (make_lesson(course, live=False) for _number in range(2))
    for lesson, moment in ((due, now - timedelta(minutes=1)), (later, now + timedelta(hours=1))):
        lesson.go_live_at = moment
        lesson.save_revision(approved_go_live_at=moment)
    publish_scheduled_pages()
    publish_scheduled()
    assert publish_scheduled.name == "courses.publish_scheduled"
    assert [LessonPage.objects.get(pk=lesson.pk).live for lesson in (due, later)] == [True, False]


@pytest.mark.django_db
def test_the_command_puts_groups_in_step(cast: Cast) -> None:
    grant_role(user=cast.mentor, organisation=cast.bank, role=Role.INSTRUCTOR, starts_on=date(2020, 1, 1))
    call_command("sync_authors", verbosity=0)
    assert (cast.mentor.groups.count(), cast.trainee.groups.count()) == (1, 0)


@pytest.mark.django_db
def test_the_tree_has_one_branch_per_bank(cast: Cast, strangers: Cast) -> None:
    for bank in (None, cast.bank, strangers.bank, cast.bank, None):
        ensure_branch(bank=bank)
    assert list(LibraryIndexPage.objects.order_by("path").values_list("bank", flat=True)) == [None, cast.bank.pk, strangers.bank.pk]
    assert Page.get_first_root_node().get_children().count() == 3


@pytest.mark.django_db
def test_a_new_block_makes_no_migration() -> None:
    field = LessonPage._meta.get_field("body")
    assert field.deconstruct()[2] == [[]]
    call_command("makemigrations", "courses", check=True, dry_run=True, verbosity=0)
