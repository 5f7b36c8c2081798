"""What the posts ask at each node, who holds it, and how the bank changes it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from lms.people.enums import Entrustment, Level
from lms.people.queries import people_overseen_by

from ..actions import DecisionProblem
from ..actions.development import set_post_standard
from ..domain.post_standard import missing_for
from ..forms.development import StandardForm
from ..models import PostStandard
from ..permissions import may_keep_standard, reads_decisions
from ..queries.development import CODES, levels_held, next_post, node_names, posts_of, standard_of

PEOPLE_SHOWN = 300


@login_required
def post_matrix(request: HttpRequest) -> HttpResponse:
    """Posts × nodes, and person by person what is missing for the present post and for the next."""
    user = request.user
    if user.bank is None or not reads_decisions(user):
        raise Http404
    matrix, names = standard_of(user.bank), node_names()
    people = list(
        people_overseen_by(user)
        .filter(is_active=True, authorities__ended_at__isnull=True, authorities__isnull=False)
        .distinct()[:PEOPLE_SHOWN]
    )
    posts, held = posts_of(user.bank, people), levels_held(user.bank, people)
    lines = []
    for person in people:
        post = posts.get(person.pk, str(Level.PROBATIONARY))
        lacking = missing_for(next_post(post), held[person.pk], matrix)
        lines.append(
            (
                person,
                Level(post).label,
                Level(next_post(post)).label,
                [names.get(node, node) for node in lacking],
                len(CODES) - len(lacking),
            )
        )
    context = {
        "nodes": [names.get(code, code) for code in CODES],
        "rows": [(post.label, [Entrustment(matrix[post][code]) for code in CODES]) for post in Level],
        "lines": lines,
        "whole": len(CODES),
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
