"""Choosing the language."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from ..actions import change_details


@require_POST
def set_language(request: HttpRequest) -> HttpResponse:
    """Keep the choice in the profile and in a cookie (for the sign-in page)."""
    language = request.POST.get("language", "")
    back = request.POST.get("next", "")
    if not url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()}):
        back = "/"
    response = redirect(back)
    if language in dict(settings.LANGUAGES):
        response.set_cookie(settings.LANGUAGE_COOKIE_NAME, language, max_age=365 * 86400, samesite="Lax", httponly=True)
        if request.user.is_authenticated and request.user.language != language:
            change_details(user=request.user, actor_key=request.user.key, language=language)
    return response
