"""Reads: the cases that come with the product."""

from .authored_cases import authored_case_text, authored_cases

__all__ = ["authored_case_text", "authored_cases"]
