"""The certification panel, first recognitions, suspension and lapse."""
