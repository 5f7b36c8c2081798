"""Pages of the people room."""

from allauth.account.views import reauthenticate
from django.urls import path

from .views import language, sign_in

urlpatterns = [
    path("login/", sign_in.sign_in, name="sign-in"),
    path("login/", sign_in.sign_in, name="account_login"),
    path("logout/", sign_in.sign_out, name="account_logout"),
    path("2fa/confirm/", reauthenticate, name="account_reauthenticate"),
    path("login/code/", sign_in.code_sign_in, name="code-sign-in"),
    path("logout/", sign_in.sign_out, name="sign-out"),
    path("password/", sign_in.password_change, name="password-change"),
    path("language/", language.set_language, name="set-language"),
]
