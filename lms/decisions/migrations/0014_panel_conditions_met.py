"""A condition of a grant is met: who says so, when, and what shows it."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("decisions", "0013_low_run"), migrations.swappable_dependency(settings.AUTH_USER_MODEL)]

    operations = [
        migrations.AddField("panelcondition", "met_on", models.DateField(blank=True, null=True, verbose_name="met on")),
        migrations.AddField(
            "panelcondition",
            "met_by",
            models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="panel_conditions_met",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField("panelcondition", "note", models.CharField(blank=True, max_length=500, verbose_name="what shows it")),
        migrations.AddConstraint(
            "panelcondition",
            models.CheckConstraint(
                condition=Q(met_on__isnull=True) | (Q(met_by__isnull=False) & ~Q(note="")), name="met_panel_condition_says_how"
            ),
        ),
    ]
