"""The agreement of a mentoring pair, signed by both and filed, and the talks that both confirm."""

from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy

from lms.notices.actions import notify
from lms.people.models import Mentorship, User
from lms.records.actions import issue_document, log_act, sign
from lms.records.domain.digests import named_digest
from lms.records.enums import Verb
from lms.records.models import IssuedDocument

from ..domain.mentoring import term_refusal
from ..models import MentorAgreement, MentorTalk
from .card_problem import refused

OBJECT_KIND = "mentor_agreement"
SHORTEST_TALK, LONGEST_TALK = 5, 480


def pair_url(pair: Mentorship) -> str:
    return reverse("mentor-pair", args=[pair.mentee.key, pair.mentor.key])


def _locked(pair: Mentorship) -> Mentorship:
    return Mentorship.objects.select_for_update(of=("self",)).select_related("mentor", "mentee__bank").get(pk=pair.pk)


def _log(pair: Mentorship, kind: str, object_id: str, verb: Verb, actor: User, moment: datetime) -> None:
    log_act(
        organisation_key=pair.mentee.bank.public_id if pair.mentee.bank else "-",
        actor_key=actor.key,
        verb=verb,
        object_kind=kind,
        object_id=object_id,
        details={"mentor": pair.mentor.key, "mentee": pair.mentee.key},
        now=moment,
    )


def _tell(pair: Mentorship, actor: User, words: Any, moment: datetime, *, decide: bool = False) -> None:
    others = [user for user in (pair.mentor, pair.mentee) if user.pk != actor.pk]
    title = format_lazy(words, name=actor.name)
    notify(users=others, kind="mentorship", title=title, url=pair_url(pair), needs_decision=decide, now=moment)


def text_of(agreement: MentorAgreement) -> dict[str, object]:
    """What both sign."""
    pair = agreement.mentorship
    return {
        "id": agreement.public_id,
        "mentor": pair.mentor.key,
        "mentee": pair.mentee.key,
        "from": agreement.starts_on.isoformat(),
        "until": agreement.ends_on.isoformat(),
        "goals": agreement.goals,
    }


@transaction.atomic
def write_agreement(
    *, pair: Mentorship, starts_on: date, ends_on: date, goals: str, actor: User, now: datetime | None = None
) -> MentorAgreement:
    """Three to six months with goals; one that nobody has signed yet is written anew. Raises CardProblem."""
    moment, pair = now or timezone.now(), _locked(pair)
    if wrong := term_refusal(starts_on, ends_on):
        raise refused(wrong)
    if not goals.strip():
        raise refused("goals")
    if pair.ends_on is not None and pair.ends_on < starts_on:
        raise refused("pair_ended")
    others = MentorAgreement.objects.filter(mentorship=pair)
    others.filter(mentor_signed_at__isnull=True, mentee_signed_at__isnull=True).delete()
    if others.filter(starts_on__lte=ends_on, ends_on__gte=starts_on).exists():
        raise refused("overlap")
    made = MentorAgreement.objects.create(
        bank=pair.mentee.bank,
        mentorship=pair,
        starts_on=starts_on,
        ends_on=ends_on,
        goals=goals.strip(),
        written_by_key=actor.key,
        written_at=moment,
    )
    _log(pair, OBJECT_KIND, made.public_id, Verb.CREATED, actor, moment)
    _tell(pair, actor, gettext_lazy("{name} has written your mentoring agreement: read and sign it"), moment, decide=True)
    return made


@transaction.atomic
def sign_agreement(*, agreement: MentorAgreement, actor: User, now: datetime | None = None) -> MentorAgreement:
    """Mentor and mentee each sign the same text once. Raises CardProblem."""
    moment = now or timezone.now()
    rows = MentorAgreement.objects.select_for_update(of=("self",)).select_related("bank", "mentorship__mentor", "mentorship__mentee__bank")
    row = rows.get(pk=agreement.pk)
    pair = row.mentorship
    field = {pair.mentor_id: "mentor_signed_at", pair.mentee_id: "mentee_signed_at"}.get(actor.pk)
    if field is None:
        raise refused("state")
    if getattr(row, field) is not None:
        raise refused("signed")
    row.digest = named_digest(text_of(row))
    setattr(row, field, moment)
    row.save(update_fields=["digest", field])
    sign(
        organisation_key=row.bank.public_id,
        signer_key=actor.key,
        signer_role="mentor" if field.startswith("mentor") else "mentee",
        object_kind=OBJECT_KIND,
        object_id=row.public_id,
        meaning="mentoring_agreed",
        digest=row.digest,
        method="session",
        now=moment,
    )
    _tell(pair, actor, gettext_lazy("{name} signed your mentoring agreement"), moment, decide=not row.is_signed)
    return row


@transaction.atomic
def file_agreement(*, agreement: MentorAgreement, content: bytes, actor: User, title: str, now: datetime | None = None) -> MentorAgreement:
    """Keeps the agreement as both signed it; once."""
    row = MentorAgreement.objects.select_for_update(of=("self",)).select_related("bank").get(pk=agreement.pk)
    if row.document or not row.is_signed:
        return row
    document: IssuedDocument = issue_document(
        organisation_key=row.bank.public_id,
        issued_by_key=actor.key,
        kind=OBJECT_KIND,
        object_kind=OBJECT_KIND,
        object_id=row.public_id,
        title=title,
        filename=f"agreement-{row.public_id}.pdf",
        content=content,
        now=now,
    )
    row.document = document.public_id
    row.save(update_fields=["document"])
    return row


@transaction.atomic
def write_talk(
    *, pair: Mentorship, held_on: date, minutes: int, about: str, agreed: str, actor: User, now: datetime | None = None
) -> MentorTalk:
    """Either of the two enters a talk; it counts when the other has confirmed it. Raises CardProblem."""
    moment, pair = now or timezone.now(), _locked(pair)
    if actor.pk not in (pair.mentor_id, pair.mentee_id):
        raise refused("state")
    today = timezone.localdate(moment)
    if held_on > today or held_on < pair.starts_on or (pair.ends_on is not None and held_on > pair.ends_on + timedelta(days=7)):
        raise refused("talk_day")
    if not SHORTEST_TALK <= minutes <= LONGEST_TALK:
        raise refused("talk_minutes")
    if MentorTalk.objects.filter(mentorship=pair, held_on=held_on).exists():
        raise refused("talk_twice")
    made = MentorTalk.objects.create(
        bank=pair.mentee.bank,
        mentorship=pair,
        held_on=held_on,
        minutes=minutes,
        about=about.strip(),
        agreed=agreed.strip(),
        written_by=actor,
        written_at=moment,
    )
    _log(pair, "mentor_talk", made.public_id, Verb.CREATED, actor, moment)
    _tell(pair, actor, gettext_lazy("{name} entered a talk with you: please confirm it"), moment, decide=True)
    return made


@transaction.atomic
def confirm_talk(*, talk: MentorTalk, actor: User, now: datetime | None = None) -> MentorTalk:
    """The other of the two says that it was so. Raises CardProblem."""
    moment = now or timezone.now()
    rows = MentorTalk.objects.select_for_update(of=("self",)).select_related("mentorship__mentor", "mentorship__mentee__bank")
    row = rows.get(pk=talk.pk)
    pair = row.mentorship
    if actor.pk == row.written_by_id or actor.pk not in (pair.mentor_id, pair.mentee_id):
        raise refused("talk_own")
    if row.confirmed_at is not None:
        raise refused("talk_confirmed")
    row.confirmed_at = moment
    row.save(update_fields=["confirmed_at"])
    _log(pair, "mentor_talk", row.public_id, Verb.APPROVED, actor, moment)
    return row
