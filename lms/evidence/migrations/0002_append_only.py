"""The database itself refuses to change or delete these rows."""

from django.db import migrations

from lms.toolkit.append_only import AppendOnly


class Migration(migrations.Migration):
    dependencies = [("evidence", "0001_initial")]

    operations = [
        AppendOnly("Evidence"),
    ]
