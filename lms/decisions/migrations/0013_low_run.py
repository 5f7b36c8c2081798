"""Low judgements in a row stop authority, too."""

from django.db import migrations, models

CAUSES = [
    ("bad_loan", "bad loan"),
    ("complaint", "complaint"),
    ("red_line", "red line crossed"),
    ("low_run", "low judgements in a row"),
    ("other", "another event"),
]


class Migration(migrations.Migration):
    dependencies = [("decisions", "0012_certificates_lapse")]

    operations = [
        migrations.AlterField("suspension", "cause", models.CharField(choices=CAUSES, max_length=12, verbose_name="event")),
    ]
