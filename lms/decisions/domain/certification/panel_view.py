"""What a panel item shows to whom, and what has to happen next."""

from collections.abc import Mapping
from dataclasses import dataclass

from .panel import Item, Vote, problems, result
from .panel_rule import standing


@dataclass(frozen=True)
class Shown:
    """``opinions`` and ``votes`` hold only what this viewer may read; ``cast_by`` tells who has voted, never how.

    ``status`` is empty and ``in_favour`` None until all votes are in.
    """

    opinions: Mapping[str, Vote]
    votes: Mapping[str, Vote]
    written_by: tuple[str, ...]
    cast_by: tuple[str, ...]
    status: str
    in_favour: int | None


def visible(item: Item, viewer: str) -> Shown:
    """A member sees their own at once, the others' once they are open. Anybody else: the status, once decided."""
    open_votes = item.open_to_all()
    status = result(item) if open_votes else ""
    if not any(each.key == viewer and standing(each, item.candidate) != "out" for each in item.members):
        return Shown({}, {}, (), (), status if item.phase in ("decided", "final") else "", None)
    opinions_open = item.open_to_all() or item.phase in ("discussion", "voting")
    return Shown(
        opinions=_seen(item.opinions, viewer, everybody=opinions_open),
        votes=_seen(item.votes, viewer, everybody=open_votes),
        written_by=tuple(sorted(item.opinions)),
        cast_by=tuple(sorted(item.votes)),
        status=status,
        in_favour=sum(vote.ballot.startswith("certified") for vote in item.votes.values()) if open_votes else None,
    )


def _seen(given: Mapping[str, Vote], viewer: str, *, everybody: bool) -> dict[str, Vote]:
    return {key: vote for key, vote in given.items() if everybody or key == viewer}


@dataclass(frozen=True)
class Step:
    """``code`` is an act; ``who`` has to do it (empty: the chair); ``why`` names what is missing for it."""

    code: str
    who: tuple[str, ...] = ()
    why: tuple[str, ...] = ()


def next_steps(item: Item) -> tuple[Step, ...]:
    """What brings the item on, in order; empty once it is final or taken off, or waits for the panel's own signature."""
    missing = tuple(code for code, _params in problems(item))
    if item.phase == "gathering":
        return (Step("gather", why=missing),) if missing else (Step("begin"),)
    if item.phase in ("opinions", "discussion", "voting") and missing:
        return (Step("adjourn", why=missing),)
    if item.phase == "opinions":
        waiting = tuple(key for key in item.voters() if key not in item.opinions)
        return (Step("write_opinion", waiting),) if waiting else (Step("open_discussion"),)
    if item.phase == "discussion":
        return (Step("call_vote"),)
    if item.phase == "voting":
        return (Step("cast", tuple(key for key in item.voters() if key not in item.votes)),)
    if item.phase == "voted":
        return (Step("conclude", why=tuple(line.action for line in item.outcomes())),)
    decided = item.decided if item.phase == "decided" else None
    return () if decided is None or decided.approver == "panel" else (Step("approve", (decided.approver,)),)
