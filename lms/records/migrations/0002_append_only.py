"""The database itself refuses to change or delete these rows."""

from django.db import migrations

from lms.toolkit.append_only import AppendOnly


class Migration(migrations.Migration):
    dependencies = [("records", "0001_initial")]

    operations = [
        AppendOnly("Act"),
        AppendOnly("ChainLink"),
        AppendOnly("Signature"),
        AppendOnly("IssuedDocument"),
    ]
