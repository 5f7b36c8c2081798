"""Writes of the exchange room."""

from .publish_event import publish_event

__all__ = ["publish_event"]
