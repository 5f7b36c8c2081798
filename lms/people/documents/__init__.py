"""Documents of the people room: the list as a workbook, one-time codes as slips."""

from .code_slips import code_slips_pdf
from .people_workbook import people_workbook

__all__ = ["code_slips_pdf", "people_workbook"]
