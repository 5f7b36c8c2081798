"""Signals for one person under several customer numbers and for relatives; a contract made at a payout has no rate yet."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("operations", "0008_folder_keeper_and_repayment"),
    ]

    operations = [
        migrations.AlterField(
            model_name="contract",
            name="rate",
            field=models.DecimalField(blank=True, decimal_places=3, max_digits=6, null=True, verbose_name="annual rate in percent"),
        ),
        migrations.AlterField(
            model_name="signal",
            name="kind",
            field=models.CharField(
                choices=[
                    ("same_guarantor", "one guarantor in several cases"),
                    ("same_address", "one address in several cases"),
                    ("same_phone", "one telephone in several cases"),
                    ("same_identity", "one person under several customer numbers"),
                    ("relative", "a relative behind or on a case"),
                    ("two_places", "in two places at once"),
                    ("too_fast", "travelled faster than a car"),
                    ("at_night", "visited at night"),
                    ("same_photo", "one photo for several customers"),
                    ("partner_rate", "unusual approvals of a pair"),
                ],
                max_length=16,
                verbose_name="what",
            ),
        ),
    ]
