"""Tables of people and where they belong."""

from .access import BankAccess
from .authority import Authority
from .code import SignInCode
from .kinship import Kinship
from .level import LevelHeld
from .membership import Membership
from .mentorship import Mentorship
from .organisation import Organisation
from .session import UserSession
from .user import User

__all__ = [
    "Authority",
    "BankAccess",
    "Kinship",
    "LevelHeld",
    "Membership",
    "Mentorship",
    "Organisation",
    "SignInCode",
    "User",
    "UserSession",
]
