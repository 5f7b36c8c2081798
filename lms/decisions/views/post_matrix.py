"""What the posts ask at each node, who holds it, and how the bank changes it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from lms.people.enums import Entrustment, Level
from lms.people.queries import search_people
from lms.toolkit.downloads import XLSX, file_response

from ..actions import DecisionProblem
from ..actions.development import set_post_standard
from ..documents.post_excel import post_workbook
from ..forms.development import StandardForm
from ..models import PostStandard
from ..permissions import may_keep_standard, reads_decisions
from ..queries.development import CODES, node_names, open_nodes, standard_of
from ..queries.post_matrix import matrix_lines, people_with_authority

PER_PAGE = 50


@login_required
def post_matrix(request: HttpRequest) -> HttpResponse:
    """Posts × nodes, and person by person what is missing for the next post; the whole list as Excel."""
    user, q = request.user, request.GET.get("q", "").strip()[:60]
    if user.bank is None or not reads_decisions(user):
        raise Http404
    people = search_people(people_with_authority(user), q)
    if request.GET.get("as") == "excel":
        now = timezone.now()
        data = post_workbook(matrix_lines(user.bank, people), bank=user.bank, printed_by=user.name, now=now)
        return file_response(data, name=_("Competency matrix of the posts.xlsx"), content_type=XLSX)
    matrix, names, wanted = standard_of(user.bank), node_names(), open_nodes(user.bank, timezone.localdate())
    page = Paginator(people, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "nodes": [(names.get(code, code), code in wanted) for code in CODES],
        "rows": [(post.label, [Entrustment(matrix[post][code]) for code in CODES]) for post in Level],
        "page": page,
        "q": q,
        "lines": [
            (line, Level(line.post).label, Level(line.next_post).label, [names.get(node, node) for node in line.lacking])
            for line in matrix_lines(user.bank, page.object_list)
        ],
        "whole": len(wanted),
        "may_change": may_keep_standard(user),
        "history": PostStandard.objects.filter(bank=user.bank).select_related("made_by")[:10],
    }
    return render(request, "decisions/post_matrix.html", context)


@login_required
def post_matrix_edit(request: HttpRequest) -> HttpResponse:
    user = request.user
    if user.bank is None or not reads_decisions(user):
        raise Http404
    if not may_keep_standard(user):
        raise PermissionDenied
    names = node_names()
    form = StandardForm(standard_of(user.bank), names, request.POST or None)
    if request.method == "POST" and form.is_valid():
        wanted = {"effective_on": form.cleaned_data["effective_on"], "reason": form.cleaned_data["reason"]}
        try:
            set_post_standard(bank=user.bank, actor=user, matrix=form.matrix(), **wanted)
        except DecisionProblem as problem:
            form.add_error(None, problem)
        else:
            messages.success(request, _("The matrix is saved."))
            return redirect("post-matrix")
    nodes = [names.get(code, code) for code in CODES]
    return render(request, "decisions/post_matrix_edit.html", {"form": form, "nodes": nodes}, status=422 if form.is_bound else 200)
