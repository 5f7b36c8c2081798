"""Tables of what must stand up later."""

from .act import Act
from .chain import ChainHead, ChainLink
from .document import IssuedDocument
from .signature import Signature

__all__ = ["Act", "ChainHead", "ChainLink", "IssuedDocument", "Signature"]
