"""The investigation: its acts, its pages, its score."""
