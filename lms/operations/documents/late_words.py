"""What waits, in words: for the page of node control and for its workbook."""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from ..enums import CheckKind, StepCode
from ..queries.control import Late


def late_words(one: Late, nodes: Mapping[str, str]) -> str:
    if one.kind == "milestone":
        return str(StepCode(one.code).label)
    if one.kind == "check":
        return str(CheckKind(one.code).label)
    if one.kind == "overdue":
        return _("overdue loan, %(day)s") % {"day": one.code}
    return _("nothing heard at “%(node)s”") % {"node": nodes.get(one.code, one.code)}
