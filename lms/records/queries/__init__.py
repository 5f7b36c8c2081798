"""Reads of the records room."""

from .acts import acts_about, acts_of
from .chain import chain_links, unsealed
from .signatures import signatures_on

__all__ = ["acts_about", "acts_of", "chain_links", "signatures_on", "unsealed"]
