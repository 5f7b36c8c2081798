"""What this is and what it does with data; the style guide of a demonstration."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.templatetags.static import static
from django.views.decorators.http import require_GET

from ..queries.about import licence_texts, parts, product_version


@require_GET
def about(request: HttpRequest) -> HttpResponse:
    """Open to everybody; versions, which help whoever looks for a weakness, are for those signed in."""
    inside = request.user.is_authenticated
    context = {"parts": parts() if inside else [], "version": product_version() if inside else "", "licences": licence_texts()}
    return render(request, "desks/about.html", context)


@require_GET
def licence(request: HttpRequest, name: str) -> HttpResponse:
    path = licence_texts().get(name)
    if path is None:
        raise Http404
    return HttpResponse(path.read_bytes(), content_type="text/plain; charset=utf-8")


@require_GET
def favicon(request: HttpRequest) -> HttpResponse:
    """What a browser asks for beside a plain text, which can't name its icon."""
    return redirect(static("lms/img/mark.svg"))


@require_GET
def style_guide(request: HttpRequest) -> HttpResponse:
    """Every piece of the design system; a bank's deployment has no such page."""
    if not settings.DEMO:
        raise Http404
    return render(request, "styleguide.html")
