"""Tables of the exchange room."""

from .client import ClientCall, ClientNonce, ClientSystem, ClientToken
from .delivery import Delivery, Event

__all__ = ["ClientCall", "ClientNonce", "ClientSystem", "ClientToken", "Delivery", "Event"]
