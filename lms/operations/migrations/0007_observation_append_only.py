"""Observation cards can only grow."""

from django.db import migrations

from lms.toolkit.append_only import AppendOnly


class Migration(migrations.Migration):
    dependencies = [("operations", "0006_observation")]

    operations = [AppendOnly("Observation")]
