"""Pure rules of the courses room."""
