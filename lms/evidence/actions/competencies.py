"""Lay out the tree of competencies."""

from ..domain.content import NODES
from ..enums import CompetencyKind
from ..models import Competency


def ensure_nodes() -> dict[str, Competency]:
    """The nodes of the credit process, made where they are missing: code → node."""
    for position, (code, name, name_en) in enumerate(NODES, start=1):
        Competency.objects.get_or_create(
            code=code, defaults={"kind": CompetencyKind.NODE, "name": name, "name_en": name_en, "position": position * 100}
        )
    return {row.code: row for row in Competency.objects.filter(kind=CompetencyKind.NODE)}


def ensure_topic(*, code: str, name: str, name_en: str, node: str, position: int = 0) -> Competency:
    """A knowledge topic under a node; an existing one takes the new names."""
    parent = ensure_nodes()[node]
    topic, _created = Competency.objects.update_or_create(
        code=code,
        defaults={"kind": CompetencyKind.TOPIC, "name": name, "name_en": name_en, "parent": parent, "position": parent.position + position},
    )
    return topic
