"""The mode a bank's loan operations run in."""

from lms.people.models import Organisation

from ..enums import OperationsMode
from ..models import ModeChange


def mode_of(bank: Organisation | int) -> OperationsMode:
    """Shadow mode, unless the bank chose otherwise."""
    newest = ModeChange.objects.filter(bank=bank).order_by("-decided_at", "-id").values_list("mode", flat=True).first()
    return OperationsMode(newest) if newest else OperationsMode.SHADOW
