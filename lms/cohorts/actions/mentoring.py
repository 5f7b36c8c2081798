"""Pairing a mentor with a mentee (师徒结对), and ending it; the pair stays on file."""

from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lms.notices.actions import notify
from lms.people.enums import Role
from lms.people.models import Mentorship, User
from lms.people.queries import are_related, people_with_role
from lms.records.actions import log_act
from lms.records.enums import Verb

from ..queries.mentoring import current_on, limit_is_firm, mentee_limit
from .problems import CohortProblem


def _log(pair: Mentorship, verb: Verb, actor_key: str, reason: str, moment: datetime) -> None:
    log_act(
        organisation_key=pair.mentee.bank.public_id if pair.mentee.bank else "-",
        actor_key=actor_key,
        verb=verb,
        object_kind="mentorship",
        object_id=pair.mentee.key,
        details={"mentor": pair.mentor.key, "from": pair.starts_on.isoformat(), "until": pair.ends_on.isoformat() if pair.ends_on else ""},
        reason=reason,
        now=moment,
    )


@transaction.atomic
def pair(*, mentor: User, mentee: User, starts_on: date, actor_key: str, reason: str = "", now: datetime | None = None) -> Mentorship:
    """Both are told. Beyond the bank's limit it takes a reason, which stands in the log. Raises CohortProblem."""
    moment = now or timezone.now()
    # The mentor's row orders two pairings at the same moment, so that the limit holds.
    locked = User.objects.select_for_update().get(pk=mentor.pk)
    if (
        mentee.bank_id != locked.bank_id
        or locked.bank is None
        or not people_with_role(locked.bank, Role.MENTOR).filter(pk=locked.pk).exists()
    ):
        raise CohortProblem(_("Choose a mentor of the same bank."), code="mentor")
    if locked.pk == mentee.pk:
        raise CohortProblem(_("Nobody is their own mentor."), code="self")
    if are_related(locked, mentee):
        raise CohortProblem(_("The two are declared relatives and can't be a pair."), code="relative")
    if Mentorship.objects.filter(current_on(starts_on), mentor=mentee, mentee=locked).exists():
        raise CohortProblem(_("The mentee is this mentor's mentor: two people don't answer for each other."), code="mutual")
    running = Mentorship.objects.filter(current_on(starts_on), mentor=locked)
    if running.filter(mentee=mentee).exists():
        raise CohortProblem(_("The two are a pair already."), code="twice")
    limit, have = mentee_limit(locked.bank, starts_on), running.count()
    if have >= limit and limit_is_firm(locked.bank, starts_on):
        text = _("%(mentor)s has %(have)d mentees; the bank's limit of %(limit)d is firm. Choose another mentor.")
        raise CohortProblem(text % {"mentor": locked.name, "have": have, "limit": limit}, code="firm_limit")
    if have >= limit and not reason.strip():
        text = _("%(mentor)s has %(have)d mentees; the bank's limit is %(limit)d. Say why one more is right.")
        raise CohortProblem(text % {"mentor": locked.name, "have": have, "limit": limit}, code="limit")
    try:
        with transaction.atomic():
            made = Mentorship.objects.create(mentor=locked, mentee=mentee, starts_on=starts_on)
    except IntegrityError as error:
        raise CohortProblem(_("The two are a pair already."), code="twice") from error
    _log(made, Verb.CREATED, actor_key, reason.strip(), moment)
    _tell(made, moment)
    return made


def _tell(made: Mentorship, moment: datetime) -> None:
    words = ((made.mentee, made.mentor, gettext_lazy("{name} is your mentor from {day} on")),
             (made.mentor, made.mentee, gettext_lazy("{name} is your mentee from {day} on")))  # fmt: skip
    for told, other, text in words:
        notify(
            users=[told],
            kind="mentorship",
            title=format_lazy(text, name=other.name, day=made.starts_on.isoformat()),
            url=reverse("today"),
            now=moment,
        )


@transaction.atomic
def end_pair(*, mentorship: Mentorship, ends_on: date, reason: str, actor_key: str, now: datetime | None = None) -> Mentorship:
    """The last day of a pair. Raises CohortProblem where it lies before the first or the pair has ended."""
    locked = Mentorship.objects.select_for_update(of=("self",)).select_related("mentor", "mentee__bank").get(pk=mentorship.pk)
    if locked.ends_on is not None and locked.ends_on <= ends_on:
        raise CohortProblem(_("This pair has ended already."), code="ended")
    if ends_on < locked.starts_on:
        raise CohortProblem(_("The last day can't lie before the first."), code="order")
    locked.ends_on = ends_on
    locked.save(update_fields=["ends_on"])
    _log(locked, Verb.CHANGED, actor_key, reason, now or timezone.now())
    return locked
