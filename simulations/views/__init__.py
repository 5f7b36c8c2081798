"""Pages of the simulations room."""
