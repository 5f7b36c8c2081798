"""What became of a certificate can only be added to."""

from django.db import migrations

from lms.toolkit.append_only import AppendOnly


class Migration(migrations.Migration):
    dependencies = [("decisions", "0008_certificates")]

    operations = [AppendOnly("CertificateEvent")]
