"""When an event was written, which token a call came with, and an index for what waits."""

import django.utils.timezone
from django.db import migrations, models

from lms.toolkit.append_only import AppendOnly


class Migration(migrations.Migration):

    dependencies = [
        ('exchange', '0003_append_only'),
    ]

    operations = [
        migrations.AddField(
            model_name='clientcall',
            name='token',
            field=models.CharField(blank=True, default='', max_length=12, verbose_name='Token'),
        ),
        # Events of earlier days count as recorded now: their numbers alone give their order, and none of them is on its way any longer.
        migrations.AddField(
            model_name='event',
            name='recorded_at',
            field=models.DateTimeField(default=django.utils.timezone.now),
        ),
        migrations.AddIndex(
            model_name='delivery',
            index=models.Index(condition=models.Q(('state', 'waiting')), fields=['system', 'id'], name='delivery_waiting'),
        ),
        # SQLite made both tables again for their new columns, and lost the guards on the way.
        AppendOnly("ClientCall"),
        AppendOnly("Event"),
    ]
