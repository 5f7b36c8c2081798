"""The account: one per person and bank."""

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.core.validators import RegexValidator
from django.db import models
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from lms.toolkit.random_ids import public_id

from ..domain.roles import HeldRole, roles_on


class UserManager(BaseUserManager["User"]):
    """Makes accounts by their internal name."""

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(username=username)

    def create_superuser(self, username: str, password: str | None = None, **fields: object) -> "User":
        user = self.model(username=username, is_superuser=True, is_staff=True, **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(AbstractBaseUser, PermissionsMixin):
    """A person as one bank knows them; ``key`` stands for the person wherever names must not be."""

    key = models.CharField(max_length=32, unique=True, default=public_id, editable=False)
    username = models.CharField(_("internal name"), max_length=80, unique=True)
    bank = models.ForeignKey("people.Organisation", verbose_name=_("bank"), null=True, on_delete=models.PROTECT, related_name="accounts")
    employee_number = models.CharField(
        _("employee number"),
        max_length=30,
        blank=True,
        validators=[RegexValidator(r"^[A-Za-z0-9-]+$", _("Use letters, digits and hyphens only."))],
    )
    name = models.CharField(_("name"), max_length=60)
    name_pinyin = models.CharField(max_length=160, blank=True, editable=False)
    name_initials = models.CharField(max_length=30, blank=True, editable=False)
    phone = models.CharField(_("mobile phone"), max_length=11, blank=True, validators=[RegexValidator(r"^1\d{10}$", _("Enter 11 digits."))])
    email = models.EmailField(_("e-mail"), blank=True)
    language = models.CharField(_("language"), max_length=10, blank=True)
    must_change_password = models.BooleanField(_("must change the password"), default=True)
    is_active = models.BooleanField(_("active"), default=True)
    is_staff = models.BooleanField(default=False, editable=False)
    date_joined = models.DateTimeField(default=timezone.now)

    objects = UserManager()

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        verbose_name = _("account")
        verbose_name_plural = _("accounts")
        ordering = ["name_pinyin", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["bank", "employee_number"], condition=~models.Q(employee_number=""), name="employee_number_once_per_bank"
            ),
            models.UniqueConstraint(fields=["bank", "phone"], condition=~models.Q(phone=""), name="phone_once_per_bank"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_full_name(self) -> str:
        return self.name

    def get_short_name(self) -> str:
        return self.name

    # Wagtail and allauth ask for these two.
    first_name = property(lambda self: self.name)
    last_name = property(lambda self: "")

    @cached_property
    def held_roles(self) -> tuple[HeldRole, ...]:
        """Every dated role, read once per request."""
        rows = self.memberships.values_list("role", "organisation_id", "organisation__path", "starts_on", "ends_on")
        return tuple(HeldRole(*row) for row in rows)

    @cached_property
    def roles(self) -> frozenset[str]:
        """The roles held today."""
        return roles_on(self.held_roles, timezone.localdate())
