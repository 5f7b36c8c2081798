"""Workbooks and PDFs of the assessments room: values in, bytes out."""
