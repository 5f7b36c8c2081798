"""Writes of the exchange room."""

from .answer_once import Done, Given, answer_once, forget_answers
from .calls import METER, count_questions, count_refusal, log_call, note_use, write_counts
from .clients import change_client, connect_client, make_token, make_webhook_secret, revoke_token, switch_client, webhook_secret
from .deliver import deliver_due
from .outbox import ping_client, retry_delivery
from .problems import ExchangeProblem
from .publish_event import publish_event
from .remind_of_tokens import remind_of_tokens

__all__ = [
    "METER",
    "Done",
    "ExchangeProblem",
    "Given",
    "answer_once",
    "change_client",
    "connect_client",
    "count_questions",
    "count_refusal",
    "deliver_due",
    "forget_answers",
    "log_call",
    "make_token",
    "make_webhook_secret",
    "note_use",
    "ping_client",
    "publish_event",
    "remind_of_tokens",
    "retry_delivery",
    "revoke_token",
    "switch_client",
    "webhook_secret",
    "write_counts",
]
