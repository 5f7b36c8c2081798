"""When a lesson is honestly done: every section seen, every quiz question tried, every recording watched."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Content:
    """What a lesson asks for: section ids in order, question codes and ids of recordings."""

    sections: Sequence[str] = ()
    questions: Sequence[str] = ()
    recordings: Sequence[int] = ()


@dataclass(frozen=True)
class Missing:
    sections: list[str] = field(default_factory=list)
    questions: list[str] = field(default_factory=list)
    recordings: list[int] = field(default_factory=list)

    @property
    def nothing(self) -> bool:
        return not (self.sections or self.questions or self.recordings)


def missing(content: Content, *, seen: Collection[str], tried: Collection[str], watched: Collection[int]) -> Missing:
    """What still stands between a person and the end of the lesson."""
    return Missing(
        [section for section in content.sections if section not in seen],
        [code for code in content.questions if code not in tried],
        [item for item in content.recordings if item not in watched],
    )


def share_done(content: Content, gaps: Missing) -> tuple[int, int]:
    """How many of the lesson's parts are done, and how many there are."""
    total = len(content.sections) + len(content.questions) + len(content.recordings)
    return total - len(gaps.sections) - len(gaps.questions) - len(gaps.recordings), total


def add_try(state: Mapping[str, Mapping[str, object]], *, code: str, correct: bool) -> dict[str, dict[str, object]]:
    """The quiz state with one more try; the first answer is kept, because it tells what teaching achieved."""
    known = {key: dict(value) for key, value in state.items()}
    row = known.setdefault(code, {"first": correct, "tries": 0})
    row["tries"] = int(str(row["tries"])) + 1
    row["last"] = correct
    return known
