"""Writes of the simulations room."""
