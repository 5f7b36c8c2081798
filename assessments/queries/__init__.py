"""Reads of the assessments room."""
