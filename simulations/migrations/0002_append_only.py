"""The database itself keeps what happened in a committee room."""

from typing import ClassVar

from django.db import migrations

from lms.toolkit.append_only import AppendOnly


class Migration(migrations.Migration):
    dependencies: ClassVar[list[tuple[str, str]]] = [("simulations", "0001_initial")]

    operations: ClassVar[list[migrations.operations.base.Operation]] = [AppendOnly("CommitteeEvent")]
