"""What the books said of a contract on a day can only be added to."""

from django.db import migrations

from lms.toolkit.append_only import AppendOnly


class Migration(migrations.Migration):
    dependencies = [("operations", "0004_ledgers")]

    operations = [AppendOnly("ContractFigure")]
