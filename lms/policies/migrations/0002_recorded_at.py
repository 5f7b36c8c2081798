"""When the server wrote the row, whatever the moment it speaks of; rows from before don't know."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("policies", "0001_initial")]

    operations = [
        migrations.AddField("acknowledgement", "recorded_at", models.DateTimeField("recorded", null=True, blank=True, editable=False)),
    ]
