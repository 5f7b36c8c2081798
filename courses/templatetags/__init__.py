"""Template tags of the courses room."""
