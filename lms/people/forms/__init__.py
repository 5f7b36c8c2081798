"""Forms of the people room."""

from .access import OpenBankForm
from .fields import refuse
from .organisation import BrandForm, NodeForm, RenameForm
from .person import (
    DetailsForm,
    EndRoleForm,
    LanguageForm,
    LevelForm,
    OwnDetailsForm,
    PersonForm,
    ReasonForm,
    RoleForm,
)
from .sign_in import CodeSignInForm, FirstPasswordForm, SignInForm

__all__ = [
    "BrandForm",
    "CodeSignInForm",
    "DetailsForm",
    "EndRoleForm",
    "FirstPasswordForm",
    "LanguageForm",
    "LevelForm",
    "NodeForm",
    "OpenBankForm",
    "OwnDetailsForm",
    "PersonForm",
    "ReasonForm",
    "RenameForm",
    "RoleForm",
    "SignInForm",
    "refuse",
]
