"""Nobody edits when a row was recorded."""

import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("evidence", "0002_append_only")]

    operations = [
        migrations.AlterField(
            "evidence",
            "recorded_at",
            models.DateTimeField("recorded", default=django.utils.timezone.now, editable=False),
        ),
    ]
