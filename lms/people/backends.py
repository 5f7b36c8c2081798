"""Authentication by the internal name; the sign-in form turns organisation and number or phone into it."""

from django.contrib.auth.backends import ModelBackend


class PeopleBackend(ModelBackend):
    """Django's own backend: same hashing, same dummy hash for unknown names."""
