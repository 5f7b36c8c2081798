"""Input of this room, checked."""
