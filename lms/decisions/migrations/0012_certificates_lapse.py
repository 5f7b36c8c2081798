"""A certificate lapses with the authority that rested on it; then nobody is the actor."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from lms.toolkit.append_only import AppendOnly

STATES = [
    ("active", "in force"),
    ("suspended", "suspended"),
    ("revoked", "revoked"),
    ("replaced", "replaced by another certificate"),
    ("lapsed", "lapsed"),
]


class Migration(migrations.Migration):
    dependencies = [("decisions", "0011_development_append_only"), migrations.swappable_dependency(settings.AUTH_USER_MODEL)]

    operations = [
        migrations.AlterField(
            "certificate", "state", models.CharField(choices=STATES, default="active", max_length=10, verbose_name="state")
        ),
        migrations.AlterField("certificateevent", "state", models.CharField(choices=STATES, max_length=10, verbose_name="state")),
        migrations.AlterField(
            "certificateevent",
            "actor",
            models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="certificate_events",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        AppendOnly("CertificateEvent"),
    ]
