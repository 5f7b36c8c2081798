"""How far a class is: person by lesson, and the quiz questions that went wrong."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from lms.cohorts.models import Cohort
from lms.cohorts.queries import cohorts_visible_to
from lms.records.actions import log_act
from lms.records.enums import Verb

from ..documents import class_workbook
from ..permissions import may_organise, may_view_classes
from ..queries import ClassCourse, class_progress, weak_questions
from .fetch import now

EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MARKS = {"done": ("good", "✓"), "started": ("info", "…"), "": ("none", "")}


def _cohort(request: HttpRequest, public_id: str) -> Cohort:
    if not may_view_classes(request.user):
        raise Http404
    return get_object_or_404(cohorts_visible_to(request.user), public_id=public_id)


@login_required
def class_list(request: HttpRequest) -> HttpResponse:
    if not (may_view_classes(request.user) or may_organise(request.user)):
        raise Http404
    rows = cohorts_visible_to(request.user).order_by("-starts_on", "-pk")
    return render(request, "courses/class_list.html", {"cohorts": rows, "organises": may_organise(request.user)})


def _picture(taken: ClassCourse) -> dict[str, object]:
    words = {"done": _("done"), "started": _("begun"), "": _("not started")}
    rows = [
        (
            user.name,
            [
                (*MARKS[cell.state], f"{lesson.shown_title} · {words[cell.state]}")
                for lesson, cell in zip(taken.lessons, cells, strict=True)
            ],
        )
        for user, cells in taken.rows
    ]
    lessons = [(place, lesson, taken.done_count(place - 1)) for place, lesson in enumerate(taken.lessons, start=1)]
    return {"course": taken.course, "rows": rows, "columns": [str(place) for place, *_rest in lessons], "lessons": lessons}


@login_required
def class_detail(request: HttpRequest, public_id: str) -> HttpResponse:
    cohort = _cohort(request, public_id)
    courses = class_progress(cohort)
    context = {
        "cohort": cohort,
        "pictures": [_picture(taken) for taken in courses],
        "people": len(courses[0].rows) if courses else 0,
        "weak": weak_questions(cohort)[:10],
        "organises": may_organise(request.user),
    }
    return render(request, "courses/class_detail.html", context)


@require_POST
@login_required
def class_export(request: HttpRequest, public_id: str) -> HttpResponse:
    """Leaves a line in the log, so it is a POST."""
    cohort = _cohort(request, public_id)
    moment = now()
    content = class_workbook(class_progress(cohort), weak_questions(cohort, least=1), now=moment)
    log_act(
        organisation_key=cohort.bank.public_id,
        actor_key=request.user.key,
        verb=Verb.EXPORTED,
        object_kind="class_progress",
        object_id=cohort.public_id,
        now=moment,
    )
    response = HttpResponse(content, content_type=EXCEL)
    response.headers["Content-Disposition"] = (
        f'attachment; filename="courses-{cohort.code.encode("ascii", "ignore").decode() or "class"}.xlsx"'
    )
    return response
