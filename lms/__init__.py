"""Duzuo 独做: training and certification for small-loan account managers."""

from .celery import app as celery_app

__all__ = ["celery_app"]
