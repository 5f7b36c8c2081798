"""The table of job kinds: each room's tasks.py enters its own."""

from collections.abc import Callable

from .handle import JobHandle

Work = Callable[[JobHandle], None]

_KINDS: dict[str, Work] = {}


def job_kind(code: str) -> Callable[[Work], Work]:
    """Enter a function as the work of jobs of kind ``code`` (``cohorts.roster_import``)."""

    def enter(work: Work) -> Work:
        if code in _KINDS and _KINDS[code] is not work:
            raise ValueError(f"job kind {code} is taken")
        _KINDS[code] = work
        return work

    return enter


def registered_kinds() -> dict[str, Work]:
    return dict(_KINDS)
