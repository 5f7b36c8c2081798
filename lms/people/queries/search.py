"""Finds people by characters of the name, pinyin, initials, number or phone."""

from django.db.models import Q, QuerySet

from ..models import User


def search_people(people: QuerySet[User], text: str) -> QuerySet[User]:
    """Narrow ``people`` (already in scope) to those who match ``text``."""
    text = text.strip()
    if not text:
        return people
    plain = text.lower().replace(" ", "")
    return people.filter(
        Q(name__icontains=text)
        | Q(name_pinyin__contains=plain)
        | Q(name_initials__startswith=plain)
        | Q(employee_number__icontains=text)
        | Q(phone__contains=text)
    )
