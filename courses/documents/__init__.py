"""Files of the courses room."""

from .class_progress import class_workbook

__all__ = ["class_workbook"]
