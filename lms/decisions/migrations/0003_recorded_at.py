"""When the server wrote the row, whatever the moment it speaks of; rows from before don't know."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("decisions", "0002_append_only")]

    operations = [
        migrations.AddField("decisiondocument", "recorded_at", models.DateTimeField("recorded", null=True, blank=True, editable=False)),
    ]
