"""Votes, recusals, statements, files of a recognition and suspensions can only be added to."""

from django.db import migrations

from lms.toolkit.append_only import AppendOnly


class Migration(migrations.Migration):
    dependencies = [("decisions", "0006_panels")]

    operations = [
        AppendOnly("PanelVote"),
        AppendOnly("PanelRecusal"),
        AppendOnly("PanelStatement"),
        AppendOnly("RecognitionFile"),
        AppendOnly("Suspension"),
    ]
