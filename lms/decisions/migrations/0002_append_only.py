"""What was locked, computed, frozen, recorded or filed can only be added to."""

from django.db import migrations

from lms.toolkit.append_only import AppendOnly


class Migration(migrations.Migration):
    dependencies = [("decisions", "0001_initial")]

    operations = [
        AppendOnly("RuleText"),
        AppendOnly("RankingRun"),
        AppendOnly("DecisionDocument"),
        AppendOnly("Reassessment"),
        AppendOnly("Reply"),
        AppendOnly("Answer"),
    ]
