"""Every address of the site, from the resolver itself: nothing can be served that is not listed here."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from django.urls import URLPattern, URLResolver, get_resolver


@dataclass(frozen=True)
class Address:
    """``arguments`` are named (``public_id``) or, in a pattern that names none, numbered (``0``)."""

    name: str
    route: str
    arguments: tuple[str, ...]
    defaults: tuple[str, ...] = ()

    @property
    def full_name(self) -> str:
        """With its arguments, where one name stands for several routes."""
        return " ".join([self.name, *self.arguments])


def _walk(resolver: URLResolver, route: str = "", spaces: tuple[str, ...] = (), above: tuple[str, ...] = ()) -> Iterator[Address]:
    for one in resolver.url_patterns:
        path = route + str(one.pattern)
        arguments = (*above, *_arguments(one))
        if isinstance(one, URLPattern):
            yield Address(":".join([*spaces, one.name or ""]), path, arguments)
        else:
            yield from _walk(one, path, (*spaces, one.namespace) if one.namespace else spaces, arguments)


def _arguments(one: URLPattern | URLResolver) -> tuple[str, ...]:
    converters = getattr(one.pattern, "converters", {})
    if converters:
        return tuple(converters)
    regex = re.compile(one.pattern.regex.pattern)
    return tuple(regex.groupindex) or tuple(str(number) for number in range(regex.groups))


@cache
def addresses() -> tuple[Address, ...]:
    return tuple(_walk(get_resolver()))


@cache
def by_label() -> dict[str, Address]:
    """What the tables call them: the name, with the arguments where the name alone is not enough."""
    known = Counter(address.name for address in addresses())
    return {address.name if known[address.name] == 1 else address.full_name: address for address in addresses()}
