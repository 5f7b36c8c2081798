"""Draft a certification profile, change it, check its capacity, withdraw it."""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from lms.people.models import Organisation, User
from lms.records.domain.digests import named_digest
from lms.records.enums import Verb

from ..domain.certification.profile import as_data, read_profile
from ..domain.certification.profiles import SHIPPED
from ..enums import ProfileOrigin, ProfileState
from ..models import CertificationProfile
from ..permissions import may_write_profiles
from .log import log_profile
from .problems import DecisionProblem

Json = dict[str, Any]
# What names a profile is no part of what it asks for.
NAMES = ("id", "version", "title", "title_en")


def written(content: Json, *, number: int, title: str) -> Json:
    """The content as it is stored: valid, every default spelt out, named after its row. Raises InvalidProfile."""
    named = {**content, "id": "certification", "version": number, "title": title, "title_en": ""}
    return as_data(read_profile(named))


def origin_of(content: Json) -> ProfileOrigin:
    """Which shipped profile this is; the bank's own as soon as it asks for anything else."""
    for code, body in SHIPPED.items():
        if _asked(as_data(read_profile(body))) == _asked(content):
            return ProfileOrigin(code)
    return ProfileOrigin.OWN


def _asked(content: Json) -> Json:
    return {key: value for key, value in content.items() if key not in NAMES}


def check_writer(actor: User, bank: Organisation) -> None:
    if actor.bank_id != bank.pk or not may_write_profiles(actor):
        raise DecisionProblem(_("Certification profiles are written by the bank's personnel office."), code="not_allowed")


@transaction.atomic
def create_profile(
    *, bank: Organisation, author: User, begin_with: str, title: str, reason: str, effective_on: date, now: datetime | None = None
) -> CertificationProfile:
    """A draft that begins with a shipped profile (its code) or with an earlier one of the bank (its ``public_id``)."""
    check_writer(author, bank)
    Organisation.objects.select_for_update().get(pk=bank.pk)
    rows = CertificationProfile.objects.filter(bank=bank)
    if rows.filter(state=ProfileState.DRAFT).exists():
        raise DecisionProblem(_("There is a draft already. Lock it or withdraw it first."), code="draft_exists")
    if begin_with in SHIPPED:
        content = as_data(read_profile(SHIPPED[begin_with]))
    else:
        earlier = rows.filter(public_id=begin_with).first()
        if earlier is None:
            raise DecisionProblem(_("Choose what the profile begins with."), code="unknown_start")
        content = earlier.content
    number = (rows.aggregate(most=Max("number"))["most"] or 0) + 1
    body = written(content, number=number, title=title)
    moment = now or timezone.now()
    profile = CertificationProfile.objects.create(
        bank=bank, code=origin_of(body), number=number, title=title, content=body, digest=named_digest(body),
        effective_on=effective_on, reason=reason, author=author, created_at=moment, changed_at=moment,
    )  # fmt: skip
    log_profile(profile, author, Verb.CREATED, details={"digest": profile.digest, "begins_with": begin_with}, reason=reason, now=moment)
    return profile


@transaction.atomic
def change_profile(
    *,
    profile: CertificationProfile,
    actor: User,
    content: Json,
    title: str | None = None,
    reason: str | None = None,
    effective_on: date | None = None,
    now: datetime | None = None,
) -> CertificationProfile:
    """Change a draft. Signatures and the capacity check given for another text count no more. Raises InvalidProfile."""
    profile = profile_for_update(profile)
    check_writer(actor, profile.bank)
    if profile.state != ProfileState.DRAFT:
        raise DecisionProblem(_("A locked profile is never changed. Begin a new version."), code="locked")
    profile.title = title or profile.title
    profile.reason = reason or profile.reason
    profile.effective_on = effective_on or profile.effective_on
    profile.content = written(content, number=profile.number, title=profile.title)
    before, profile.digest = profile.digest, named_digest(profile.content)
    profile.code = origin_of(profile.content)
    if before != profile.digest:
        profile.offered_at = None
        profile.short_reason = ""
    profile.changed_at = now or timezone.now()
    profile.save()
    log_profile(profile, actor, Verb.CHANGED, details={"digest": profile.digest}, now=profile.changed_at)
    return profile


@transaction.atomic
def withdraw_profile(*, profile: CertificationProfile, actor: User, reason: str, now: datetime | None = None) -> CertificationProfile:
    """Take back a draft; a locked profile can only be followed by another."""
    profile = profile_for_update(profile)
    check_writer(actor, profile.bank)
    if profile.state != ProfileState.DRAFT:
        raise DecisionProblem(_("A locked profile is replaced by a newer one, not withdrawn."), code="locked")
    if not reason.strip():
        raise DecisionProblem(_("Say why."), code="reason")
    profile.state, profile.withdrawn_reason = ProfileState.WITHDRAWN, reason.strip()
    profile.save(update_fields=["state", "withdrawn_reason"])
    log_profile(profile, actor, Verb.WITHDRAWN, reason=reason.strip(), now=now)
    return profile


def profile_for_update(profile: CertificationProfile) -> CertificationProfile:
    rows = CertificationProfile.objects.select_for_update(of=("self",)).select_related("bank", "author")
    return rows.get(pk=profile.pk)
