"""Offer a certification profile for signature, sign it, acknowledge it; the second signature locks it."""

from datetime import datetime

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lms.notices.actions import notify, settle_notices
from lms.people.enums import Role
from lms.people.models import User
from lms.people.queries import people_with_role
from lms.policies.actions import acknowledge
from lms.policies.models import Acknowledgement
from lms.records.actions import sign
from lms.records.enums import Verb
from lms.records.models import Signature
from lms.records.queries import acts_about, signatures_on

from ..enums import ProfileState
from ..models import CertificationProfile, ProfileText
from ..permissions import SIGNERS, profile_signing_role
from ..queries.profiles import OBJECT_KIND, PUBLIC_STATES, policy_mismatches
from .log import log_profile
from .policy_words import mismatch_advice, mismatch_sentence
from .problems import DecisionProblem
from .profiles import check_writer, profile_for_update

MEANING = "profile_locked"
SIGNATURES = 2


def writers_of_profile(profile: CertificationProfile) -> set[str]:
    """Everybody who wrote on the draft, not only who began it."""
    acts = acts_about(OBJECT_KIND, profile.public_id).filter(verb__in=[Verb.CREATED, Verb.CHANGED])
    return {profile.author.key, *acts.values_list("actor_key", flat=True)}


def profile_signatures(profile: CertificationProfile) -> list[Signature]:
    """Signatures under exactly this text."""
    return list(signatures_on(OBJECT_KIND, profile.public_id, digest=profile.digest).filter(meaning=MEANING))


def check_capacity_known(profile: CertificationProfile) -> None:
    """The check was made for this very text, and who goes on although something is short says why."""
    if profile.capacity is None or profile.capacity["digest"] != profile.digest:
        raise DecisionProblem(_("Make the capacity check for this text first."), code="capacity_unknown")
    if profile.capacity["short"] and not profile.short_reason:
        raise DecisionProblem(
            _("Cases or mentors are short. Change the counts, or say why the profile is locked all the same."), code="capacity_short"
        )


def check_policies_agree(profile: CertificationProfile, moment: datetime) -> None:
    """By the profile cards are counted, by the bank's values they are taken: both ask the same of a mentor, or neither holds."""
    found = policy_mismatches(profile, timezone.localdate(moment))
    if found:
        told = [*map(mismatch_sentence, found), mismatch_advice(profile.effective_on.isoformat())]
        raise DecisionProblem(" ".join(told), code="policies")


@transaction.atomic
def offer_profile(
    *, profile: CertificationProfile, actor: User, short_reason: str = "", now: datetime | None = None
) -> CertificationProfile:
    """Ask for signatures under the draft as it stands."""
    profile = profile_for_update(profile)
    check_writer(actor, profile.bank)
    if profile.state != ProfileState.DRAFT:
        raise DecisionProblem(_("This profile is no draft any more."), code="locked")
    short = profile.capacity is not None and profile.capacity["short"]
    profile.short_reason = short_reason.strip()[:500] if short else ""
    check_capacity_known(profile)
    check_policies_agree(profile, now or timezone.now())
    profile.offered_at = now or timezone.now()
    profile.save(update_fields=["offered_at", "short_reason"])
    log_profile(profile, actor, Verb.SUBMITTED, details={"digest": profile.digest}, reason=profile.short_reason, now=profile.offered_at)
    signers = people_with_role(profile.bank, *SIGNERS).exclude(pk=profile.author_id)
    notify(
        users=[user for user in signers if profile_signing_role(user, profile.bank)],
        kind="profile_to_sign",
        title=format_lazy(gettext_lazy("A certification profile waits for two signatures: {title}"), title=profile.title),
        body=gettext_lazy(
            "Read the requirements and the capacity check before you sign. After the second signature nothing can be changed."
        ),
        url=reverse("profile-detail", args=[profile.public_id]),
        needs_decision=True,
        dedupe_key=f"profile-sign-{profile.public_id}-{profile.digest[-16:]}",
        now=profile.offered_at,
    )
    return profile


@transaction.atomic
def sign_profile(*, profile: CertificationProfile, signer: User, digest: str, now: datetime | None = None) -> CertificationProfile:
    """Sign the text with ``digest``; identity was checked by the form. The second signature locks the profile."""
    profile = profile_for_update(profile)
    role = _check_signer(profile, signer, digest)
    check_policies_agree(profile, now or timezone.now())
    before = profile_signatures(profile)
    if any(one.signer_key == signer.key for one in before):
        raise DecisionProblem(_("You have signed this text already."), code="signed")
    moment = now or timezone.now()
    sign(
        organisation_key=profile.bank.public_id, signer_key=signer.key, signer_role=role, object_kind=OBJECT_KIND,
        object_id=profile.public_id, meaning=MEANING, digest=profile.digest, now=moment,
    )  # fmt: skip
    page = reverse("profile-detail", args=[profile.public_id])
    settle_notices(url=page, users=[signer], now=moment)
    if len(before) + 1 >= SIGNATURES:
        settle_notices(url=page, now=moment)
        _lock(profile, signer, moment)
    return profile


def _check_signer(profile: CertificationProfile, signer: User, digest: str) -> str:
    role = profile_signing_role(signer, profile.bank)
    if not role:
        raise DecisionProblem(
            _("Certification profiles are signed by the personnel office, the leader or the project board of the bank."), code="not_allowed"
        )
    if signer.key in writers_of_profile(profile):
        raise DecisionProblem(_("Whoever wrote a profile doesn't sign it."), code="author")
    if profile.state != ProfileState.DRAFT or profile.offered_at is None:
        raise DecisionProblem(_("This profile is not offered for signature."), code="not_offered")
    if digest != profile.digest:
        raise DecisionProblem(_("The text has changed since you opened it. Read it again before you sign."), code="changed")
    check_capacity_known(profile)
    return role


def _lock(profile: CertificationProfile, signer: User, moment: datetime) -> None:
    """Freeze the text, replace the one before, and ask those who are judged by it to read it."""
    CertificationProfile.objects.filter(bank=profile.bank, state=ProfileState.LOCKED).update(state=ProfileState.SUPERSEDED)
    profile.effective_on = max(profile.effective_on, timezone.localdate(moment))
    profile.state, profile.locked_at = ProfileState.LOCKED, moment
    profile.save(update_fields=["state", "locked_at", "effective_on"])
    ProfileText.objects.create(
        profile=profile, content=profile.content, digest=profile.digest, capacity=profile.capacity, short_reason=profile.short_reason,
        effective_on=profile.effective_on, locked_at=moment,
    )  # fmt: skip
    log_profile(profile, signer, Verb.LOCKED, details={"digest": profile.digest}, now=moment)
    notify(
        users=people_with_role(profile.bank, Role.TRAINEE, Role.MENTOR),
        kind="profile_to_read",
        title=format_lazy(gettext_lazy("Please read and acknowledge: {title}"), title=profile.title),
        body=gettext_lazy("This is what is asked at each node before somebody works there solo."),
        url=reverse("profile-detail", args=[profile.public_id]),
        dedupe_key=f"profile-read-{profile.public_id}",
        now=moment,
    )


@transaction.atomic
def acknowledge_profile(*, profile: CertificationProfile, user: User, digest: str, now: datetime | None = None) -> Acknowledgement:
    """Received and read: exactly the text with ``digest``."""
    if profile.state not in PUBLIC_STATES:
        raise DecisionProblem(_("Only a locked profile is acknowledged."), code="not_locked")
    if digest != profile.digest:
        raise DecisionProblem(_("The text has changed since you opened it. Read it again."), code="changed")
    settle_notices(url=reverse("profile-detail", args=[profile.public_id]), users=[user], now=now)
    return acknowledge(user=user, object_kind=OBJECT_KIND, object_id=profile.public_id, digest=digest, now=now)
