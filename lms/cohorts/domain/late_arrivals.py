"""What late arrivals cost. The one definition: the class page, its alarms and the ranking all ask here."""


def sessions_lost(late: int, lates_per_absence: int) -> int:
    """How many sessions ``late`` late arrivals count as missed: every ``lates_per_absence`` of them cost one."""
    return late // lates_per_absence
