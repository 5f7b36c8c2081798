"""Reads that join rooms."""

from .frame import Frame, frame_for

__all__ = ["Frame", "frame_for"]
