"""My courses, a course, a lesson."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from ..models import LessonPage
from ..permissions import may_organise, may_read_everything, may_read_outlines, may_view_classes
from ..queries import NotOpen, course_for_learner, courses_in_library, latest_progress, my_courses, reader_of
from .fetch import english, now


@login_required
def course_list(request: HttpRequest) -> HttpResponse:
    """What one takes; and for those who write or plan, what there is."""
    user = request.user
    taken = my_courses(user, now=now())
    library = list(courses_in_library(user)) if may_read_outlines(user) else []
    context = {
        "taken": taken,
        "latest": latest_progress(user) if taken else None,
        "own": [course for course in library if course.bank_id],
        "shared": [course for course in library if not course.bank_id],
        "reads_outlines": may_read_outlines(user),
        "author": may_read_everything(user),
        "classes": may_organise(user) or may_view_classes(user),
    }
    return render(request, "courses/course_list.html", context)


@login_required
def course_detail(request: HttpRequest, public_id: str) -> HttpResponse:
    taken = course_for_learner(request.user, public_id, now=now(), english=english())
    if taken is not None:
        context = {"taken": taken, "course": taken.course, "lessons": taken.lessons, "reads": True}
        return render(request, "courses/course_detail.html", context)
    course = get_object_or_404(courses_in_library(request.user), public_id=public_id)
    lessons = LessonPage.objects.child_of(course).live().order_by("path")
    author = may_read_everything(request.user)
    own = course.bank_id is not None
    context = {
        "taken": None,
        "course": course,
        "lessons": lessons,
        "reads": author,
        "adoptable": author and not own,
        "in_studio": course.pk if author and own else None,
    }
    return render(request, "courses/course_detail.html", context)


@login_required
def lesson(request: HttpRequest, public_id: str) -> HttpResponse:
    reader = reader_of(request.user, public_id, now=now(), english=english())
    if reader is None:
        raise Http404
    if isinstance(reader, NotOpen):
        messages.info(request, _("This lesson is not open yet."))
        return redirect("course-detail", public_id=reader.course_id)
    own = reader.bank_id is not None and may_read_everything(request.user)
    context: dict[str, object] = {"reader": reader, "taken": reader.taken, "in_studio": reader.id if own else None}
    if reader.taken:
        line = reader.taken.line
        known = [section.id for section in reader.body.sections]
        context |= {
            "line": line,
            "seen": len(set(line.seen) & set(known)),
            "resume": line.position if line.position in known[1:] and not line.completed_at else "",
        }
    return render(request, "courses/lesson.html", context)
