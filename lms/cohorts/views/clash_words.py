"""Says in words what a slot runs into, telling of other classes only what the reader may see."""

from collections.abc import Sequence

from django.utils import timezone
from django.utils.translation import gettext as _

from lms.people.models import User

from ..domain.timetable import Clash
from ..models import Slot
from ..queries import cohorts_visible_to


def clash_sentences(user: User, clashes: Sequence[Clash]) -> list[str]:
    """One sentence per clash; three queries."""
    slots = Slot.objects.select_related("cohort", "room", "instructor").in_bulk([clash.other_id for clash in clashes])
    seen = set(cohorts_visible_to(user).filter(pk__in={slot.cohort_id for slot in slots.values()}).values_list("pk", flat=True))
    names = dict(User.objects.filter(pk__in={pk for clash in clashes for pk in clash.people}).values_list("pk", "name"))
    return [_sentence(clash, slots[clash.other_id], seen, names) for clash in clashes]


def _sentence(clash: Clash, other: Slot, seen: set[int], names: dict[int, str]) -> str:
    start, end = timezone.localtime(other.starts_at), timezone.localtime(other.ends_at)
    cohort = other.cohort.name if other.cohort_id in seen else _("another class")
    facts = {"when": f"{start:%m-%d %H:%M}–{end:%H:%M}", "cohort": cohort}
    if clash.kind == "instructor":
        return _("The instructor teaches %(cohort)s at %(when)s.") % facts
    if clash.kind == "room":
        return _("The room is taken by %(cohort)s at %(when)s.") % facts
    if clash.kind == "instructor_sits":
        return _("The instructor of one of the two sits in the other: %(cohort)s, %(when)s.") % facts
    if clash.kind == "cohort":
        return _("The class already has “%(title)s” at %(when)s.") % {**facts, "title": other.title}
    people = _(", ").join(sorted(names[pk] for pk in clash.people)[:5])
    return _("%(count)d people of this class sit in %(cohort)s at %(when)s: %(people)s") % {
        **facts,
        "count": len(clash.people),
        "people": people,
    }
