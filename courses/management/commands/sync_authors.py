"""Brings the studio's groups in step with today's roles."""

from typing import Any

from django.core.management.base import BaseCommand
from django.db.models import Q
from django.utils import timezone

from courses.actions import sync_author_access
from lms.people.enums import AUTHOR_ROLES
from lms.people.models import User


class Command(BaseCommand):
    help = "Give today's authors access to the studio and take it from everybody else."

    def handle(self, *args: Any, **options: Any) -> None:
        day = timezone.localdate()
        holds = Q(memberships__role__in=AUTHOR_ROLES, memberships__starts_on__lte=day)
        people = User.objects.filter(holds | Q(groups__name__startswith="authors:")).distinct().select_related("bank")
        authors = sum(sync_author_access(user=user) for user in people)
        self.stdout.write(f"{authors} authors")
