"""Whoever is named as a relative hears of it, and so does HR: a declaration takes effect without anybody's consent."""

from datetime import datetime

from django.urls import reverse
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy

from lms.people.enums import Role
from lms.people.models import Kinship
from lms.people.queries import people_with_role
from lms.people.queries.kinship import kinships_visible_to

from .notify import notify

KIND = "kinship"


def tell_named_and_hr(row: Kinship, moment: datetime) -> None:
    """Both of the two but whoever declared it, and of HR those who see it."""
    pair = [user for user in (row.person, row.relative) if user.key != row.declared_by_key]
    url = reverse("kinship-list")
    title = format_lazy(gettext_lazy("Declared relatives: {one} – {other}"), one=row.person.name, other=row.relative.name)
    body = gettext_lazy("You two no longer pair, sign for each other or vote on each other. If it is not true, tell HR.")
    notify(users=pair, kind=KIND, title=title, body=body, url=url, dedupe_key=f"kinship-{row.public_id}", now=moment)
    keepers = people_with_role(row.bank, Role.HR).exclude(pk__in=[row.person_id, row.relative_id]).exclude(key=row.declared_by_key)
    watching = [user for user in keepers if kinships_visible_to(user).filter(pk=row.pk).exists()]
    body = gettext_lazy("The two keep out of each other's matters from now on, certification panels included. Ask where you doubt it.")
    notify(users=watching, kind=KIND, title=title, body=body, url=url, dedupe_key=f"kinship-{row.public_id}", now=moment)
