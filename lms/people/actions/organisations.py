"""Grow and dress the organisation tree."""

from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from lms.records.actions import log_act
from lms.records.enums import Verb

from ..enums import OrganisationKind
from ..models import Membership, Organisation


class OrganisationProblem(ValueError):
    """A change the tree doesn't allow; ``code`` names it."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def _log_change(node: Organisation, *, actor_key: str, reason: str = "", **details: object) -> None:
    log_act(
        organisation_key=(node.bank or node).public_id,
        actor_key=actor_key,
        verb=Verb.CHANGED,
        object_kind="organisation",
        object_id=node.public_id,
        details=details,
        reason=reason,
    )


@transaction.atomic
def add_organisation(
    *, kind: str, name: str, parent: Organisation | None = None, code: str | None = None, short_name: str = "", actor_key: str = ""
) -> Organisation:
    """Add one node; a bank becomes its own tenant, everything below belongs to it."""
    node = Organisation(kind=kind, name=name, parent=parent, code=code, short_name=short_name)
    node.full_clean(exclude=["path", "bank"])
    node.save()
    node.path = f"{parent.path if parent else '/'}{node.pk}/"
    node.bank = node if kind in (OrganisationKind.BANK, OrganisationKind.UNION) else (parent.bank if parent else None)
    node.save(update_fields=["path", "bank"])
    log_act(
        organisation_key=(node.bank or node).public_id,
        actor_key=actor_key,
        verb=Verb.CREATED,
        object_kind="organisation",
        object_id=node.public_id,
        details={"kind": kind},
    )
    return node


@transaction.atomic
def set_brand(*, bank: Organisation, brand_name: str, accent: str, actor_key: str) -> Organisation:
    """Set the name and colour people of ``bank`` see."""
    bank.brand_name, bank.brand_accent = brand_name, accent
    bank.full_clean()
    bank.save(update_fields=["brand_name", "brand_accent"])
    _log_change(bank, actor_key=actor_key, brand=brand_name, accent=accent)
    return bank


@transaction.atomic
def set_logo(*, bank: Organisation, filename: str, content: bytes, actor_key: str) -> Organisation:
    """Show this (already checked) picture as the mark of ``bank``; empty content takes the mark away."""
    if content:
        bank.brand_logo.save(filename, ContentFile(content), save=False)
    else:
        bank.brand_logo = ""
    bank.save(update_fields=["brand_logo"])
    _log_change(bank, actor_key=actor_key, logo=bool(content))
    return bank


@transaction.atomic
def rename_organisation(*, node: Organisation, name: str, short_name: str, actor_key: str) -> Organisation:
    """Give a node another name; papers already issued keep the old one."""
    before = node.name
    node.name, node.short_name = name, short_name
    node.full_clean(exclude=["path", "bank"])
    node.save(update_fields=["name", "short_name"])
    _log_change(node, actor_key=actor_key, before=before, after=name)
    return node


@transaction.atomic
def close_organisation(*, node: Organisation, reason: str, actor_key: str) -> Organisation:
    """Take a node out of use; refused while people hold roles in it or active nodes lie below it."""
    node = Organisation.objects.select_for_update().get(pk=node.pk)
    if node.is_bank or node.kind == OrganisationKind.UNION:
        raise OrganisationProblem("a_bank_stays")
    if node.children.filter(is_active=True).exists():
        raise OrganisationProblem("has_active_nodes")
    day = timezone.localdate()
    current = Q(ends_on__isnull=True) | Q(ends_on__gte=day)
    if Membership.objects.filter(current, organisation=node, user__is_active=True).exists():
        raise OrganisationProblem("has_people")
    node.is_active = False
    node.save(update_fields=["is_active"])
    _log_change(node, actor_key=actor_key, reason=reason, active=False)
    return node


@transaction.atomic
def reopen_organisation(*, node: Organisation, actor_key: str) -> Organisation:
    """Bring a node back into use."""
    node.is_active = True
    node.save(update_fields=["is_active"])
    _log_change(node, actor_key=actor_key, active=True)
    return node
