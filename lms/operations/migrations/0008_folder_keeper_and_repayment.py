"""A folder knows who keeps it and the day of an early repayment."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("operations", "0007_observation_append_only"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="casefolder",
            name="keeper",
            field=models.ForeignKey(
                blank=True,
                help_text="Who opened the folder answers for the milestones of the office.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="kept_folders",
                to=settings.AUTH_USER_MODEL,
                verbose_name="kept by",
            ),
        ),
        migrations.AddField(
            model_name="casefolder",
            name="repaid_on",
            field=models.DateField(
                blank=True,
                help_text="Entered by the office where the loan ends before its due day.",
                null=True,
                verbose_name="repaid on",
            ),
        ),
    ]
