"""Signing in and out, and the password."""

from allauth.account.internal.flows.login import perform_password_login
from allauth.account.models import Login
from axes.helpers import get_lockout_response
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout, update_session_auth_hash
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from ..actions import change_password
from ..forms import CodeSignInForm, FirstPasswordForm, SignInForm
from ..models import User


def _next(request: HttpRequest) -> str:
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    allowed = url_has_allowed_host_and_scheme(wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure())
    return wanted if allowed else settings.LOGIN_REDIRECT_URL


def _enter(request: HttpRequest, user: User, method: str) -> HttpResponse:
    """Through allauth's stages, so that a second factor is asked for where the person has one."""
    request.session["sign_in_method"] = method
    user.backend = "lms.people.backends.PeopleBackend"
    login = Login(user=user, redirect_url=_next(request), email_verification="none")
    return perform_password_login(request, {"username": user.username}, login)


@never_cache
@sensitive_post_parameters("password")
def sign_in(request: HttpRequest) -> HttpResponse:
    if request.user.is_authenticated:
        return redirect(_next(request))
    form = SignInForm(request, request.POST or None)
    if request.method == "POST":
        if form.is_valid() and form.user is not None:
            return _enter(request, form.user, "password")
        if getattr(request, "axes_locked_out", False):
            return get_lockout_response(request)
    return render(request, "people/sign_in.html", {"form": form, "next": _next(request), "demo": settings.DEMO})


@never_cache
def code_sign_in(request: HttpRequest) -> HttpResponse:
    form = CodeSignInForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and form.user is not None:
        return _enter(request, form.user, "code")
    return render(request, "people/code_sign_in.html", {"form": form})


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    logout(request)
    response = redirect("sign-in")
    # A shared office computer must not show the last person's pages again.
    response.headers["Clear-Site-Data"] = '"cache"'
    messages.success(request, _("You are signed out."))
    return response


@never_cache
@login_required
@sensitive_post_parameters()
def password_change(request: HttpRequest) -> HttpResponse:
    user = request.user
    form = FirstPasswordForm(user, request.POST or None)
    if request.method == "POST" and form.is_valid():
        change_password(user=user, password=form.cleaned_data["password"])
        update_session_auth_hash(request, user)
        messages.success(request, _("Your password is changed."))
        return redirect("/")
    return render(request, "people/password_change.html", {"form": form, "first": user.must_change_password})
