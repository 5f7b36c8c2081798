"""Input of the courses room."""

from .offering import OfferingForm

__all__ = ["OfferingForm"]
