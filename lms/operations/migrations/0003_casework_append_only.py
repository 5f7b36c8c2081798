"""What happened to a case, who was on site and which mode was chosen stays as it was written."""

from django.db import migrations

from lms.toolkit.append_only import AppendOnly


class Migration(migrations.Migration):
    dependencies = [("operations", "0002_casework")]

    operations = [AppendOnly("CaseEvent"), AppendOnly("SiteSignIn"), AppendOnly("ModeChange")]
