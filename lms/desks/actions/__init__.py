"""Verbs that join rooms."""
