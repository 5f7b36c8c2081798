"""Input of the assessments room, checked."""
