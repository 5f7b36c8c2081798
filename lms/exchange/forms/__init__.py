"""Forms of the exchange room."""

from .client import ClientForm, TokenForm

__all__ = ["ClientForm", "TokenForm"]
