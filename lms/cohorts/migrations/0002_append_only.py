"""The history of enrolments can only grow."""

from django.db import migrations

from lms.toolkit.append_only import AppendOnly


class Migration(migrations.Migration):
    dependencies = [("cohorts", "0001_initial")]

    operations = [AppendOnly("EnrolmentChange")]
