"""Documents of the policies room."""

from .acknowledgements import acknowledgements_workbook

__all__ = ["acknowledgements_workbook"]
