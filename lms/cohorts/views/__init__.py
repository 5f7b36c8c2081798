"""Pages of the cohorts room."""
