"""What the page of a case shows beside the case itself."""

from typing import Any

from django.db.models import QuerySet

from lms.evidence.enums import CaseKind
from lms.people.models import User

from ..models import CaseFolder, CasePart, LoanCase
from .cases import events_of, node_names
from .scope import folders_visible_to, parts_visible_to

EVENTS = 30


def parts_of(user: User, case: LoanCase) -> QuerySet[CasePart]:
    """Trainees' parts in the case that ``user`` may see."""
    return parts_visible_to(user).filter(case=case)


def case_page(user: User, case: LoanCase) -> dict[str, Any]:
    nodes, has_folder = node_names(), CaseFolder.objects.filter(case=case).exists()
    return {
        "case": case,
        "node": nodes.get(case.node, case.node),
        "kinds": [CaseKind(kind).label for kind in case.kinds if kind in CaseKind.values],
        "has_folder": has_folder,
        "opens_folder": has_folder and folders_visible_to(user).filter(pk=case.pk).exists(),
        "parts": [(part, nodes.get(part.node, part.node)) for part in parts_of(user, case)],
        "events": [(one, nodes.get(str(one.details.get("to", one.details.get("node", ""))), "")) for one in events_of(case)[:EVENTS]],
    }
