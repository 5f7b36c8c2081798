"""What was called, what happened and each attempt to tell of it can only be added to."""

from django.db import migrations

from lms.toolkit.append_only import AppendOnly


class Migration(migrations.Migration):
    dependencies = [("exchange", "0002_api_schema")]

    operations = [
        AppendOnly("ClientCall"),
        AppendOnly("Event"),
        AppendOnly("DeliveryAttempt"),
    ]
