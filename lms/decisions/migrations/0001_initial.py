import django.db.models.deletion
import django.utils.timezone
import lms.toolkit.random_ids
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('cohorts', '0003_slot_revision'),
        ('people', '0003_session_device'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ('policies', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Decision',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.CharField(default=lms.toolkit.random_ids.public_id, editable=False, max_length=32, unique=True)),
                ('kind', models.CharField(choices=[('ranking', 'ranking')], default='ranking', max_length=16, verbose_name='kind')),
                ('number', models.PositiveIntegerField(verbose_name='version')),
                ('title', models.CharField(max_length=200, verbose_name='title')),
                ('state', models.CharField(choices=[('draft', 'draft'), ('published', 'published, open to replies'), ('final', 'final'), ('superseded', 'replaced by a newer version'), ('withdrawn', 'withdrawn')], default='draft', max_length=12, verbose_name='state')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='computed')),
                ('content_digest', models.CharField(blank=True, max_length=64, verbose_name='digest')),
                ('published_at', models.DateTimeField(blank=True, null=True, verbose_name='published')),
                ('window_ends_on', models.DateField(blank=True, null=True, verbose_name='replies until')),
                ('final_at', models.DateTimeField(blank=True, null=True, verbose_name='final')),
                ('withdrawn_at', models.DateTimeField(blank=True, null=True, verbose_name='withdrawn')),
                ('withdrawn_reason', models.CharField(blank=True, max_length=500, verbose_name='why it was withdrawn')),
                ('author', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='authored_decisions', to=settings.AUTH_USER_MODEL, verbose_name='author')),
                ('bank', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='decisions', to='people.organisation')),
                ('cohort', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='decisions', to='cohorts.cohort', verbose_name='cohort')),
                ('published_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='published_decisions', to=settings.AUTH_USER_MODEL)),
                ('supersedes', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='successors', to='decisions.decision', verbose_name='replaces')),
            ],
            options={
                'verbose_name': 'decision',
                'verbose_name_plural': 'decisions',
                'ordering': ['-created_at', '-id'],
                'constraints': [models.UniqueConstraint(fields=('cohort', 'kind', 'number'), name='decision_number_once'), models.UniqueConstraint(condition=models.Q(('state', 'draft')), fields=('cohort', 'kind'), name='one_draft_per_cohort'), models.UniqueConstraint(condition=models.Q(('state__in', ['published', 'final'])), fields=('cohort', 'kind'), name='one_live_decision_per_cohort'), models.CheckConstraint(condition=models.Q(('state__in', ['draft', 'withdrawn']), models.Q(('published_at__isnull', False), ('window_ends_on__isnull', False), models.Q(('content_digest', ''), _negated=True)), _connector='OR'), name='published_decision_is_frozen'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'final'), _negated=True), ('final_at__isnull', False), _connector='OR'), name='final_decision_says_when'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'withdrawn'), _negated=True), models.Q(('withdrawn_reason', ''), _negated=True), _connector='OR'), name='withdrawn_decision_says_why')],
            },
        ),
        migrations.CreateModel(
            name='Meeting',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('held_at', models.DateTimeField(verbose_name='held at')),
                ('place', models.CharField(blank=True, max_length=120, verbose_name='place')),
                ('minutes', models.TextField(verbose_name='minutes of the meeting')),
                ('recorded_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('decision', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='meeting', to='decisions.decision')),
                ('participants', models.ManyToManyField(related_name='decision_meetings', to=settings.AUTH_USER_MODEL, verbose_name='participants')),
                ('recorded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='recorded_meetings', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'decision meeting',
                'verbose_name_plural': 'decision meetings',
            },
        ),
        migrations.CreateModel(
            name='RankingRun',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('engine', models.CharField(max_length=40)),
                ('rule', models.JSONField()),
                ('inputs', models.JSONField()),
                ('result', models.JSONField()),
                ('refused', models.JSONField(default=list)),
                ('computed_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('decision', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='run', to='decisions.decision')),
            ],
            options={
                'verbose_name': 'computation',
                'verbose_name_plural': 'computations',
            },
        ),
        migrations.CreateModel(
            name='Rule',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.CharField(default=lms.toolkit.random_ids.public_id, editable=False, max_length=32, unique=True)),
                ('kind', models.CharField(choices=[('ranking', 'ranking')], default='ranking', max_length=16, verbose_name='kind')),
                ('code', models.CharField(max_length=60, verbose_name='code')),
                ('title', models.CharField(max_length=200, verbose_name='title')),
                ('bank', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='decision_rules', to='people.organisation')),
            ],
            options={
                'verbose_name': 'rule',
                'verbose_name_plural': 'rules',
                'ordering': ['code'],
                'constraints': [models.UniqueConstraint(fields=('bank', 'code'), name='rule_code_once_per_bank')],
            },
        ),
        migrations.CreateModel(
            name='RuleVersion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.CharField(default=lms.toolkit.random_ids.public_id, editable=False, max_length=32, unique=True)),
                ('number', models.PositiveIntegerField(verbose_name='version')),
                ('body', models.JSONField(verbose_name='rule')),
                ('digest', models.CharField(max_length=80)),
                ('state', models.CharField(choices=[('draft', 'draft'), ('locked', 'locked'), ('superseded', 'replaced by a newer version'), ('withdrawn', 'withdrawn')], default='draft', max_length=12, verbose_name='state')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='made on')),
                ('changed_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='changed on')),
                ('offered_at', models.DateTimeField(blank=True, null=True, verbose_name='offered for signature')),
                ('locked_at', models.DateTimeField(blank=True, null=True, verbose_name='locked')),
                ('withdrawn_reason', models.CharField(blank=True, max_length=500, verbose_name='why it was withdrawn')),
                ('note', models.CharField(blank=True, max_length=500, verbose_name='what is new in this version')),
                ('author', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='authored_rules', to=settings.AUTH_USER_MODEL, verbose_name='author')),
                ('cohort', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='rule_versions', to='cohorts.cohort', verbose_name='cohort')),
                ('regulation_version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='rule_versions', to='policies.regulationversion', verbose_name='rests on')),
                ('rule', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='versions', to='decisions.rule')),
            ],
            options={
                'verbose_name': 'version of a rule',
                'verbose_name_plural': 'versions of rules',
                'ordering': ['-created_at', '-id'],
                'constraints': [models.UniqueConstraint(fields=('rule', 'number'), name='rule_version_once'), models.UniqueConstraint(condition=models.Q(('state', 'locked')), fields=('cohort',), name='one_locked_rule_per_cohort'), models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['locked', 'superseded']), _negated=True), ('locked_at__isnull', False), _connector='OR'), name='locked_rule_says_when'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'withdrawn'), _negated=True), models.Q(('withdrawn_reason', ''), _negated=True), _connector='OR'), name='withdrawn_rule_says_why')],
            },
        ),
        migrations.CreateModel(
            name='RuleText',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('body', models.JSONField()),
                ('digest', models.CharField(max_length=80)),
                ('check_up', models.JSONField()),
                ('locked_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('version', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='text', to='decisions.ruleversion')),
            ],
            options={
                'verbose_name': 'text of a locked rule',
                'verbose_name_plural': 'texts of locked rules',
            },
        ),
        migrations.AddField(
            model_name='decision',
            name='rule_version',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='decisions', to='decisions.ruleversion', verbose_name='rule'),
        ),
        migrations.CreateModel(
            name='Standing',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.CharField(default=lms.toolkit.random_ids.public_id, editable=False, max_length=32, unique=True)),
                ('position', models.PositiveIntegerField()),
                ('rank', models.PositiveIntegerField(blank=True, null=True, verbose_name='rank')),
                ('composite', models.CharField(blank=True, max_length=40, verbose_name='composite')),
                ('status', models.CharField(max_length=24, verbose_name='status')),
                ('met_standard', models.BooleanField(blank=True, null=True, verbose_name='meets the standard')),
                ('zone', models.CharField(blank=True, max_length=10)),
                ('proposal', models.CharField(blank=True, max_length=10)),
                ('decision', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='standings', to='decisions.decision')),
                ('enrolment', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='standings', to='cohorts.enrolment')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='standings', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'standing',
                'verbose_name_plural': 'standings',
                'ordering': ['position'],
                'indexes': [models.Index(fields=['user'], name='standing_of_user')],
                'constraints': [models.UniqueConstraint(fields=('decision', 'user'), name='standing_once')],
            },
        ),
        migrations.CreateModel(
            name='Reply',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.CharField(default=lms.toolkit.random_ids.public_id, editable=False, max_length=32, unique=True)),
                ('kind', models.CharField(choices=[('reply', 'reply: I want to say something'), ('appeal', 'appeal: I think something is wrong'), ('human_decision', 'request: a person shall explain and decide')], max_length=16, verbose_name='kind')),
                ('text', models.TextField(verbose_name='text')),
                ('filed_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='filed')),
                ('bank', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='replies', to='people.organisation')),
                ('standing', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='replies', to='decisions.standing')),
            ],
            options={
                'verbose_name': 'reply',
                'verbose_name_plural': 'replies',
                'ordering': ['filed_at', 'id'],
            },
        ),
        migrations.CreateModel(
            name='Outcome',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('choice', models.CharField(choices=[('pass', 'pass'), ('further_training', 'further training, then assessed again'), ('transfer', 'transfer to another post'), ('does_not_continue', 'does not go on in this programme'), ('reassess', 'independent re-assessment first')], max_length=20, verbose_name='outcome')),
                ('reasons', models.TextField(verbose_name='reasons')),
                ('chosen_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('chosen_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='chosen_outcomes', to=settings.AUTH_USER_MODEL)),
                ('standing', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='outcome', to='decisions.standing')),
            ],
            options={
                'verbose_name': 'outcome',
                'verbose_name_plural': 'outcomes',
                'constraints': [models.CheckConstraint(condition=models.Q(('reasons', ''), _negated=True), name='outcome_says_why')],
            },
        ),
        migrations.CreateModel(
            name='DecisionDocument',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('stage', models.CharField(choices=[('published', 'as published'), ('final', 'as final')], max_length=10)),
                ('content', models.JSONField()),
                ('content_digest', models.CharField(max_length=64)),
                ('frozen_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('decision', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='frozen', to='decisions.decision')),
            ],
            options={
                'verbose_name': 'frozen document',
                'verbose_name_plural': 'frozen documents',
                'ordering': ['frozen_at', 'id'],
                'constraints': [models.UniqueConstraint(fields=('decision', 'stage'), name='document_once_per_stage')],
            },
        ),
        migrations.CreateModel(
            name='Reassessment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.CharField(default=lms.toolkit.random_ids.public_id, editable=False, max_length=32, unique=True)),
                ('held_on', models.DateField(verbose_name='held on')),
                ('met_standard', models.BooleanField(verbose_name='meets the standard')),
                ('findings', models.TextField(verbose_name='findings')),
                ('evidence_id', models.CharField(max_length=32)),
                ('recorded_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('assessor', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reassessments_given', to=settings.AUTH_USER_MODEL, verbose_name='assessor')),
                ('bank', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reassessments', to='people.organisation')),
                ('cohort', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reassessments', to='cohorts.cohort')),
                ('decision', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reassessments', to='decisions.decision')),
                ('recorded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='recorded_reassessments', to=settings.AUTH_USER_MODEL)),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reassessments', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 're-assessment',
                'verbose_name_plural': 're-assessments',
                'ordering': ['recorded_at', 'id'],
                'constraints': [models.CheckConstraint(condition=models.Q(('assessor', models.F('user')), _negated=True), name='nobody_reassesses_themselves')],
            },
        ),
        migrations.CreateModel(
            name='Answer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.TextField(verbose_name='answer')),
                ('upheld', models.BooleanField(default=False, verbose_name='upheld')),
                ('answered_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='answered on')),
                ('answered_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='answered_replies', to=settings.AUTH_USER_MODEL)),
                ('reply', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='answer', to='decisions.reply')),
            ],
            options={
                'verbose_name': 'answer',
                'verbose_name_plural': 'written answers',
                'constraints': [models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='answer_is_written')],
            },
        ),
    ]
