"""Writes of the exchange room."""

from .answer_once import Done, Given, answer_once, forget_answers
from .calls import METER, count_questions, log_call, write_counts
from .clients import change_client, connect_client, make_token, make_webhook_secret, revoke_token, switch_client, webhook_secret
from .deliver import deliver_due
from .outbox import ping_client, retry_delivery
from .problems import ExchangeProblem
from .publish_event import publish_event

__all__ = [
    "METER",
    "Done",
    "ExchangeProblem",
    "Given",
    "answer_once",
    "change_client",
    "connect_client",
    "count_questions",
    "deliver_due",
    "forget_answers",
    "log_call",
    "make_token",
    "make_webhook_secret",
    "ping_client",
    "publish_event",
    "retry_delivery",
    "revoke_token",
    "switch_client",
    "webhook_secret",
    "write_counts",
]
