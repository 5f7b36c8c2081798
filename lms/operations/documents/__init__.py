"""Documents of the operations room."""
