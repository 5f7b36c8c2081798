"""Certification profiles: who sees which, and the one that holds on a day."""

from datetime import date

from django.db.models import QuerySet

from lms.cohorts.queries.mentoring import limit_is_firm, mentee_limit
from lms.people.models import Organisation, User
from lms.policies.models import Acknowledgement
from lms.policies.queries import policy

from ..domain.certification.policy_match import Mentoring, Mismatch, mismatches
from ..domain.certification.profile import Profile, read_profile
from ..domain.certification.profiles import shipped
from ..enums import ProfileState
from ..models import CertificationProfile
from ..permissions import SIGNERS, reads_decisions
from .scope import office_at

OBJECT_KIND = "certification_profile"
MENTOR_LEVEL = "observation.mentor_level"
PUBLIC_STATES = (ProfileState.LOCKED, ProfileState.SUPERSEDED)


def profiles_visible_to(user: User) -> QuerySet[CertificationProfile]:
    """A locked profile is published to everybody of the bank; drafts are the office's."""
    rows = CertificationProfile.objects.filter(bank_id=user.bank_id).select_related("bank", "author")
    return rows if reads_decisions(user) else rows.filter(state__in=PUBLIC_STATES)


def profiles_to_sign(user: User) -> QuerySet[CertificationProfile]:
    """Those of the bank in which ``user`` may sign for the whole of it."""
    return profiles_visible_to(user).filter(office_at(user, "bank__path", SIGNERS))


def profile_in_force(bank: Organisation, day: date) -> CertificationProfile | None:
    """The locked profile whose time has come, the newest of those; None before the first."""
    rows = CertificationProfile.objects.filter(bank=bank, state__in=PUBLIC_STATES, text__effective_on__lte=day)
    return rows.select_related("text", "bank").order_by("-number").first()


def profile_used(bank: Organisation, day: date) -> tuple[Profile, CertificationProfile | None]:
    """What people are judged by on a day: the profile in force; before there is one, the shipped one for a first intake as a preview."""
    row = profile_in_force(bank, day)
    return (shipped("first"), None) if row is None else (read_profile(row.text.content), row)


def mentoring_on(bank: Organisation, day: date) -> Mentoring:
    """The values of the bank by which mentors sign cards and are paired on a day."""
    level = str(policy(bank, MENTOR_LEVEL, on=day))
    return Mentoring(level=level, limit=mentee_limit(bank, day), firm=limit_is_firm(bank, day))


def policy_mismatches(profile: CertificationProfile, today: date) -> list[Mismatch]:
    """In which the profile and the bank's values differ on the day it comes into force, or today where that day is past."""
    return mismatches(read_profile(profile.content), mentoring_on(profile.bank, max(profile.effective_on, today)))


def previous_of(profile: CertificationProfile) -> CertificationProfile | None:
    """The locked one before it, that a reader compares it with."""
    rows = CertificationProfile.objects.filter(bank_id=profile.bank_id, state__in=PUBLIC_STATES, number__lt=profile.number)
    return rows.order_by("-number").first()


def acknowledgements_of(profile: CertificationProfile) -> QuerySet[Acknowledgement]:
    """Who has received and read exactly this text."""
    return Acknowledgement.objects.filter(object_kind=OBJECT_KIND, object_id=profile.public_id, digest=profile.digest)
