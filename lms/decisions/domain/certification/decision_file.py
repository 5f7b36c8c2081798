"""The decision file of a certification: profile, inputs and verdict with their digests, computed again by ``manage.py recompute``."""

from collections.abc import Sequence
from datetime import date

from ..document import build_document
from ..reading import Json
from .engine import ENGINE, KIND
from .inputs import Inputs, write_inputs
from .observations import Facts, Observation
from .profile import Profile, as_data
from .scale import Target


def certification_document(
    *,
    profile: Profile,
    node: str,
    target: Target,
    observations: Sequence[Observation],
    facts: Facts,
    today: date,
    about: Json | None = None,
    outcomes: Sequence[Json] = (),
    signatures: Sequence[Json] = (),
) -> Json:
    """``outcomes``: what the panel made of it, votes and reasons as text; people sign ``digests.content`` as with any decision file."""
    inputs = write_inputs(Inputs(node, target, today, facts, tuple(sorted(observations, key=lambda each: each.key))))
    return build_document(
        kind=KIND, engine=ENGINE, rule=as_data(profile), inputs=inputs, about=about, outcomes=outcomes, signatures=signatures
    )
