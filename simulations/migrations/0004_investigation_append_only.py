"""The database itself keeps what was done in an investigation."""

from typing import ClassVar

from django.db import migrations

from lms.toolkit.append_only import AppendOnly


class Migration(migrations.Migration):
    dependencies: ClassVar[list[tuple[str, str]]] = [("simulations", "0003_investigation")]

    operations: ClassVar[list[migrations.operations.base.Operation]] = [AppendOnly("InvestigationAct")]
