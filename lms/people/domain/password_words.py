"""What Django says of a password and its own catalogue has no Chinese for: named here, so that ours carries it."""


def ngettext(one: str, many: str, count: int) -> tuple[str, str]:
    """Marks a text for translation; Django shows it."""
    return (one, many)


WORDS = (
    ngettext(
        "This password is too short. It must contain at least %d character.",
        "This password is too short. It must contain at least %d characters.",
        10,
    ),
)
