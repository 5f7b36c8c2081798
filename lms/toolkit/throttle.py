"""How often somebody may do something: counted in the cache that all processes share."""

from django.core.cache import cache


def too_often(what: str, who: str, *, limit: int, seconds: int) -> bool:
    """Count one more of ``what`` by ``who``; whether that is more than ``limit`` within ``seconds``."""
    key = f"throttle:{what}:{who}"
    if cache.add(key, 1, seconds):
        return False
    try:
        return int(cache.incr(key)) > limit
    except ValueError:  # it ran out in between
        cache.add(key, 1, seconds)
        return False
