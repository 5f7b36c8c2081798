"""A competency matrix once in force and an evaluation once given can only be added to."""

from django.db import migrations

from lms.toolkit.append_only import AppendOnly


class Migration(migrations.Migration):
    dependencies = [("decisions", "0010_development")]

    operations = [
        AppendOnly("PostStandard"),
        AppendOnly("StageEvaluation"),
    ]
