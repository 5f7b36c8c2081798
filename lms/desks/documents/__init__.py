"""Documents of the front door."""
