"""The trades the engine can make a business of: one file each, listed in one table. How to add one: docs/how-to/a-trade.md."""

from collections.abc import Mapping
from types import MappingProxyType

from . import (
    clothing_shop,
    convenience_store,
    greenhouse_vegetables,
    hardware_wholesale,
    haulage,
    noodle_shop,
    pig_fattening,
    small_workshop,
)
from .trade import Trade

_MODULES = (
    hardware_wholesale,
    noodle_shop,
    greenhouse_vegetables,
    pig_fattening,
    clothing_shop,
    small_workshop,
    haulage,
    convenience_store,
)

TRADES: Mapping[str, Trade] = MappingProxyType({module.TRADE.code: module.TRADE for module in _MODULES})
