"""Writes of the assessments room."""
