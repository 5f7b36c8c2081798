"""Growing and dressing the organisation tree."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lms.toolkit.uploads import UploadProblem, check_upload

from ..enums import OrganisationKind
from ..models import Organisation, User
from ..queries import organisations_visible_to
from .fields import NodeField, TidyField

LOGO_BYTES = 512 * 1024
ACCENTS = (
    ("pine", pgettext_lazy("colour", "Pine")),
    ("lake", pgettext_lazy("colour", "Lake")),
    ("blue", pgettext_lazy("colour", "Blue")),
    ("indigo", pgettext_lazy("colour", "Indigo")),
    ("plum", pgettext_lazy("colour", "Plum")),
    ("bronze", pgettext_lazy("colour", "Bronze")),
    ("slate", pgettext_lazy("colour", "Slate")),
)
BELOW_A_BANK = [(kind.value, kind.label) for kind in (OrganisationKind.DEPARTMENT, OrganisationKind.BRANCH, OrganisationKind.TEAM)]


class _NamedNode(forms.Form):
    name = TidyField(label=_("Name"), max_length=100)
    short_name = TidyField(label=_("Short name"), max_length=40, required=False, help_text=_("Shown where there is little room."))

    def refuse_double(self, parent: Organisation | None, name: str, node: Organisation | None = None) -> None:
        same = Organisation.objects.filter(parent=parent, name=name).exclude(pk=node.pk if node else None)
        if parent is not None and name and same.exists():
            self.add_error("name", _("There is already one of this name under the same organisation."))


class NodeForm(_NamedNode):
    """A new department, branch or team."""

    kind = forms.ChoiceField(label=_("Kind"), choices=BELOW_A_BANK)
    parent = NodeField(label=_("Belongs to"))
    field_order = ["kind", "name", "short_name", "parent"]

    def __init__(self, user: User, data: Any = None, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        nodes = organisations_visible_to(user).filter(is_active=True).order_by("path")
        self.fields["parent"].queryset = nodes
        self.fields["parent"].initial = nodes.first()

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        self.refuse_double(data.get("parent"), data.get("name", ""))
        return data


class RenameForm(_NamedNode):
    """Another name for a node."""

    def __init__(self, node: Organisation, data: Any = None, **kwargs: Any) -> None:
        super().__init__(data, initial={"name": node.name, "short_name": node.short_name}, **kwargs)
        self.node = node

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        self.refuse_double(self.node.parent, data.get("name", ""), self.node)
        return data


class BrandForm(forms.Form):
    """Name, colour and mark that people of the bank see."""

    brand_name = TidyField(
        label=_("Name of the platform"), max_length=40, required=False, help_text=_("Empty: the bank's people see “Duzuo”.")
    )
    accent = forms.ChoiceField(label=_("Accent colour"), choices=ACCENTS, widget=forms.RadioSelect)
    logo = forms.FileField(label=_("Logo"), required=False, help_text=_("PNG, JPEG or WebP, square, at most 512 KB."))
    remove_logo = forms.BooleanField(label=_("Remove the present logo"), required=False)

    def __init__(self, bank: Organisation, data: Any = None, files: Any = None, **kwargs: Any) -> None:
        initial = {"brand_name": bank.brand_name, "accent": bank.brand_accent or "pine"}
        super().__init__(data, files, initial=initial, **kwargs)
        if not bank.brand_logo:
            del self.fields["remove_logo"]

    def clean_logo(self) -> UploadedFile | None:
        file: UploadedFile | None = self.cleaned_data["logo"]
        if file is not None:
            try:
                self.logo_kind = check_upload(file, kinds={"png", "jpg", "webp"}, max_bytes=LOGO_BYTES).kind
            except UploadProblem as problem:
                raise forms.ValidationError(str(problem)) from problem
        return file
