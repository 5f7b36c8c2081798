"""Forms of the people room."""

from .sign_in import CodeSignInForm, FirstPasswordForm, SignInForm

__all__ = ["CodeSignInForm", "FirstPasswordForm", "SignInForm"]
