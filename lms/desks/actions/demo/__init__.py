"""Loads the demonstration through the same actions a user's clicks would call."""

from .load import demo_is_loaded, load_demo

__all__ = ["demo_is_loaded", "load_demo"]
