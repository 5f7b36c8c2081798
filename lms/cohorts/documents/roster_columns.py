"""The columns of a roster: one list for the template and for the reader, so that the two can't drift apart."""

from collections.abc import Collection
from datetime import date

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lms.toolkit import cell_parsers
from lms.toolkit.cell_parsers import BadCell, Parser
from lms.toolkit.spreadsheet import Column
from lms.toolkit.workbook import CellValue

from ..domain.roster import plain_name
from ..enums import LegalFooting

HEADERS = {
    "name": pgettext_lazy("person", "Name"),
    "employee_number": _("Employee number"),
    "phone": _("Mobile phone"),
    "branch": _("Branch"),
    "footing": _("Legal footing"),
    "joined_on": _("Joined on"),
    "seat": _("Seat"),
    "note": _("Note"),
}


def _name() -> Parser:
    read = cell_parsers.text(60)

    def parse(value: CellValue) -> str:
        name = " ".join(str(read(value)).split())
        if not any(character.isalpha() for character in name) or any(character.isdigit() for character in name):
            raise BadCell("name", _("should be a person's name"))
        return name

    return parse


def _employee_number() -> Parser:
    read = cell_parsers.employee_number(30)

    def parse(value: CellValue) -> str:
        number = str(read(value))
        if "_" in number:
            raise BadCell("employee_number", _("should be letters, digits and hyphens only"))
        return number

    return parse


def _branch(known: Collection[str] | None) -> Parser:
    """Unknown branches are named with the other mistakes of their row; without ``known`` the text is taken as it is."""
    read = cell_parsers.text(100)

    def parse(value: CellValue) -> str:
        name = str(read(value))
        if known is not None and plain_name(name) not in known:
            raise BadCell("unknown_branch", _("should be a branch or department of this bank"))
        return name

    return parse


def roster_columns(branches: Collection[str] | None = None) -> list[Column]:
    """Aliases are what banks call these columns in their own lists."""
    parsers: dict[str, tuple[Parser, bool, tuple[str, ...]]] = {
        "name": (_name(), True, ("姓名", "学员姓名", "full name")),
        "employee_number": (_employee_number(), False, ("工号", "员工号", "员工编号", "staff number")),
        "phone": (cell_parsers.phone(), False, ("手机号", "手机号码", "手机", "联系电话", "电话", "phone")),
        "branch": (_branch(branches), False, ("支行", "网点", "支行/网点", "所属机构", "单位", "branch")),
        "footing": (cell_parsers.choice(LegalFooting.choices), True, ("法律身份", "身份", "用工身份")),
        "joined_on": (cell_parsers.date(date(2000, 1, 1), date(2100, 12, 31)), False, ("入班日期", "入班时间", "报到日期", "joined")),
        "seat": (cell_parsers.integer(1, 999), False, ("座号", "座位", "座位号", "seat number")),
        "note": (cell_parsers.text(200), False, ("备注", "说明", "remarks")),
    }
    return [
        Column(key, HEADERS[key], aliases=aliases, required=required, parse=parse) for key, (parse, required, aliases) in parsers.items()
    ]


UNIQUE = ("employee_number", "phone", "seat")
