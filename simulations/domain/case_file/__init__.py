"""The published case file: reading, auditing, computing again. docs/formats/case.md describes it."""
