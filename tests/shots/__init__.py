"""A picture of every main page, for every role, at a desk and on a phone, in light and dark: ``make shots``."""
