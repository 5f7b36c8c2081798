"""Grow and dress the organisation tree."""

from django.db import transaction

from lms.records.actions import log_act
from lms.records.enums import Verb

from ..enums import OrganisationKind
from ..models import Organisation


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
    log_act(
        organisation_key=bank.public_id,
        actor_key=actor_key,
        verb=Verb.CHANGED,
        object_kind="organisation",
        object_id=bank.public_id,
        details={"brand": brand_name, "accent": accent},
    )
    return bank
