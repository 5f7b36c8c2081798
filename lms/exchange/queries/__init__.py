"""Reads of the exchange room."""

from .authority import Question, answer_to, held_by_many
from .callers import Caller, Held, caller_of, caller_with_grant
from .clients import (
    attempts_of,
    calls_of,
    client_list,
    clients_visible_to,
    days_of,
    deliveries_of,
    described,
    ending_tokens,
    events_after,
    holding_tokens,
    tokens_of,
)
from .outbox import in_order, sendable, waiting
from .people import ListedPerson, known_person, page_of_people, person_named

__all__ = [
    "Caller",
    "Held",
    "ListedPerson",
    "Question",
    "answer_to",
    "attempts_of",
    "caller_of",
    "caller_with_grant",
    "calls_of",
    "client_list",
    "clients_visible_to",
    "days_of",
    "deliveries_of",
    "described",
    "ending_tokens",
    "events_after",
    "held_by_many",
    "holding_tokens",
    "in_order",
    "known_person",
    "page_of_people",
    "person_named",
    "sendable",
    "tokens_of",
    "waiting",
]
