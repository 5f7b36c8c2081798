"""Tables of the exchange room."""

from .client import ClientCall, ClientDay, ClientNonce, ClientSystem, ClientToken
from .delivery import Delivery, DeliveryAttempt, Event

__all__ = ["ClientCall", "ClientDay", "ClientNonce", "ClientSystem", "ClientToken", "Delivery", "DeliveryAttempt", "Event"]
