"""What each post asks at each node (岗位能力矩阵)."""

from collections.abc import Collection, Mapping

from lms.evidence.domain.content import NODES
from lms.people.enums import Entrustment, Level

KEY_NODES = ("investigation", "report", "approval")


def _row(plain: Entrustment, key: Entrustment, **more: Entrustment) -> dict[str, str]:
    return {code: str(more.get(code, key if code in KEY_NODES else plain)) for code, _name, _english in NODES}


DEFAULT: dict[str, dict[str, str]] = {
    Level.PROBATIONARY: _row(Entrustment.OBSERVE, Entrustment.TOGETHER),
    Level.JUNIOR: _row(Entrustment.CERTIFIED, Entrustment.CERTIFIED),
    Level.INTERMEDIATE: _row(Entrustment.CERTIFIED, Entrustment.SUPERVISES),
    Level.SENIOR: _row(Entrustment.SUPERVISES, Entrustment.SUPERVISES),
}
"""A draft to be set by each bank: it says nothing about amounts or years, only what somebody is trusted to do."""


class InvalidStandard(ValueError):
    """A matrix that can't be used; ``post`` and ``node`` name the cell."""

    def __init__(self, code: str, post: str, node: str = "") -> None:
        super().__init__(f"{code}: {post} {node}")
        self.code, self.post, self.node = code, post, node


def check(matrix: Mapping[str, Mapping[str, str]]) -> dict[str, dict[str, str]]:
    """Every post with every node at a known level, and no post below the one before it; raises InvalidStandard."""
    found: dict[str, dict[str, str]] = {}
    below: Mapping[str, str] = {}
    for post in Level:
        row = matrix.get(post)
        if row is None:
            raise InvalidStandard("missing", post)
        for code, _name, _english in NODES:
            if row.get(code) not in Entrustment.values:
                raise InvalidStandard("level", post, code)
            if below and Entrustment(row[code]).rank < Entrustment(below[code]).rank:
                raise InvalidStandard("below", post, code)
        found[str(post)] = {code: str(row[code]) for code, _name, _english in NODES}
        below = found[str(post)]
    return found


def missing_for(
    post: str, held: Mapping[str, str], matrix: Mapping[str, Mapping[str, str]], *, open_nodes: Collection[str]
) -> dict[str, tuple[str, str]]:
    """Node → (held, asked) where somebody holds less than the post asks; nobody lacks a node that has no cases."""
    asked = matrix[post]
    return {
        node: (held.get(node, Entrustment.NONE), level)
        for node, level in asked.items()
        if node in open_nodes and Entrustment(held.get(node, Entrustment.NONE)).rank < Entrustment(level).rank
    }
