"""Write regulation versions and bring them into force."""

from datetime import date

from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import Max

from lms.people.models import Organisation
from lms.records.actions import log_act
from lms.records.enums import Verb

from ..enums import RegulationState
from ..models import Regulation, RegulationVersion


class RegulationProblem(ValueError):
    """A step that the regulation's state doesn't allow; ``code`` names it."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def _locked(version: RegulationVersion) -> RegulationVersion:
    return RegulationVersion.objects.select_for_update(of=("self",)).select_related("regulation__bank").get(pk=version.pk)


def _log(version: RegulationVersion, verb: str, actor_key: str) -> None:
    log_act(
        organisation_key=version.regulation.bank.public_id,
        actor_key=actor_key,
        verb=verb,
        object_kind="regulation_version",
        object_id=version.public_id,
        details={"state": version.state, "number": version.number},
    )


@transaction.atomic
def add_version(
    *, bank: Organisation, code: str, title: str, text: str, actor_key: str, original: tuple[str, bytes] | None = None
) -> RegulationVersion:
    """A new draft version of the document with ``code``, which is made where it is new; ``original`` is a scan (name, bytes)."""
    regulation, _created = Regulation.objects.get_or_create(bank=bank, code=code, defaults={"title": title})
    newest = regulation.versions.aggregate(newest=Max("number"))["newest"] or 0
    version = RegulationVersion(regulation=regulation, number=newest + 1, text=text, created_by_key=actor_key)
    if original is not None:
        version.file.save(original[0], ContentFile(original[1]), save=False)
    version.save(force_insert=True)
    _log(version, Verb.CREATED, actor_key)
    return version


@transaction.atomic
def change_draft(*, version: RegulationVersion, text: str, actor_key: str) -> RegulationVersion:
    """Another text for a draft; what has been before people is changed by a new version only."""
    version = _locked(version)
    if version.state != RegulationState.DRAFT:
        raise RegulationProblem("not_a_draft")
    version.text = text
    version.save(update_fields=["text"])
    _log(version, Verb.CHANGED, actor_key)
    return version


@transaction.atomic
def open_consultation(*, version: RegulationVersion, starts_on: date, ends_on: date, actor_key: str) -> RegulationVersion:
    """Put a draft before the people it concerns (劳动合同法 art. 4)."""
    version = _locked(version)
    if version.state != RegulationState.DRAFT:
        raise RegulationProblem("not_a_draft")
    if ends_on < starts_on:
        raise RegulationProblem("ends_before_start")
    version.state = RegulationState.CONSULTATION
    version.consultation_from, version.consultation_to = starts_on, ends_on
    version.save(update_fields=["state", "consultation_from", "consultation_to"])
    _log(version, Verb.CHANGED, actor_key)
    return version


@transaction.atomic
def close_consultation(*, version: RegulationVersion, record: str, actor_key: str) -> RegulationVersion:
    """Keep the record of what was said and what came of it."""
    version = _locked(version)
    if version.state != RegulationState.CONSULTATION:
        raise RegulationProblem("not_in_consultation")
    version.consultation_record = record
    version.save(update_fields=["consultation_record"])
    _log(version, Verb.CHANGED, actor_key)
    return version


@transaction.atomic
def put_in_force(*, version: RegulationVersion, on: date, actor_key: str) -> RegulationVersion:
    """Bring a version into force after its consultation; it replaces the one before."""
    version = _locked(version)
    if version.state != RegulationState.CONSULTATION or not version.consultation_record:
        raise RegulationProblem("consultation_record_missing")
    if version.consultation_to is not None and on < version.consultation_to:
        raise RegulationProblem("consultation_not_over")
    RegulationVersion.objects.filter(regulation=version.regulation, state=RegulationState.IN_FORCE).update(state=RegulationState.REPLACED)
    version.state, version.in_force_on = RegulationState.IN_FORCE, on
    version.save(update_fields=["state", "in_force_on"])
    _log(version, Verb.PUBLISHED, actor_key)
    return version
