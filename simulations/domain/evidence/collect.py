"""Gathers all evidence of a case. What is not asked for stays here: views hand out piece by piece."""

from ..story.scene import Scene
from .accounts import Accounts, accounts_of
from .documents import credit_report, flows, gauges, history_papers, ledgers, opening_sheet, papers, purpose_papers, suppliers
from .floor import floor
from .people import people
from .piece import Piece
from .talk import talk
from .topics import topics_in


def evidence_of(scene: Scene) -> tuple[Piece, ...]:
    """Every piece, each id once, in a fixed order."""
    accounts: Accounts = accounts_of(scene)
    return (
        *talk(scene),
        *flows(scene, accounts),
        *ledgers(scene, accounts),
        *suppliers(scene),
        *papers(scene),
        credit_report(scene),
        purpose_papers(scene),
        history_papers(scene),
        opening_sheet(scene),
        *gauges(scene),
        *floor(scene),
        *people(scene),
    )


def answers_to(question: str, pieces: tuple[Piece, ...], channel: str = "customer") -> list[Piece]:
    """The pieces of one channel that a question in the trainee's own words asks for, best first; empty: not understood."""
    wanted = topics_in(question)
    found = [piece for piece in pieces if piece.channel == channel and piece.topic in wanted]
    return sorted(found, key=lambda piece: wanted.index(piece.topic))


def independent(pieces: tuple[Piece, ...]) -> int:
    """How many sources stand behind these pieces once those of one origin count as one."""
    return len({piece.origin for piece in pieces})
