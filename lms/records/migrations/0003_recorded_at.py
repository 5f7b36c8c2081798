"""When the server wrote the row, whatever the moment it speaks of; rows from before don't know."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("records", "0002_append_only")]

    operations = [
        migrations.AddField("act", "recorded_at", models.DateTimeField("recorded", null=True, blank=True, editable=False)),
        migrations.AddField("signature", "recorded_at", models.DateTimeField("recorded", null=True, blank=True, editable=False)),
        migrations.AddField("issueddocument", "recorded_at", models.DateTimeField("recorded", null=True, blank=True, editable=False)),
    ]
