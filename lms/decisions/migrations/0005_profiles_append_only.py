"""A profile that was locked can only be followed by another."""

from django.db import migrations

from lms.toolkit.append_only import AppendOnly


class Migration(migrations.Migration):
    dependencies = [("decisions", "0004_certification_profiles")]

    operations = [AppendOnly("ProfileText")]
