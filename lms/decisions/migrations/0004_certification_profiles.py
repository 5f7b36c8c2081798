"""What a bank asks for at each node, as a draft and as it was locked."""

import django.db.models.deletion
import django.utils.timezone
import lms.toolkit.random_ids
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('decisions', '0003_recorded_at'),
        ('people', '0005_authority'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='CertificationProfile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.CharField(default=lms.toolkit.random_ids.public_id, editable=False, max_length=32, unique=True)),
                ('code', models.CharField(choices=[('first', 'first intake'), ('mature', 'mature department'), ('own', "the bank's own")], max_length=10, verbose_name='made from')),
                ('number', models.PositiveIntegerField(verbose_name='version')),
                ('title', models.CharField(max_length=200, verbose_name='title')),
                ('content', models.JSONField(verbose_name='requirements')),
                ('digest', models.CharField(max_length=80)),
                ('state', models.CharField(choices=[('draft', 'draft'), ('locked', 'locked'), ('superseded', 'replaced by a newer version'), ('withdrawn', 'withdrawn')], default='draft', max_length=12, verbose_name='state')),
                ('effective_on', models.DateField(verbose_name='in force from')),
                ('reason', models.CharField(max_length=500, verbose_name='why this profile')),
                ('capacity', models.JSONField(blank=True, null=True, verbose_name='capacity check')),
                ('short_reason', models.CharField(blank=True, max_length=500, verbose_name='why it is locked although cases or mentors are short')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='made on')),
                ('changed_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='changed on')),
                ('offered_at', models.DateTimeField(blank=True, null=True, verbose_name='offered for signature')),
                ('locked_at', models.DateTimeField(blank=True, null=True, verbose_name='locked')),
                ('withdrawn_reason', models.CharField(blank=True, max_length=500, verbose_name='why it was withdrawn')),
                ('author', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='authored_certification_profiles', to=settings.AUTH_USER_MODEL, verbose_name='author')),
                ('bank', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='certification_profiles', to='people.organisation')),
            ],
            options={
                'verbose_name': 'certification profile',
                'verbose_name_plural': 'certification profiles',
                'ordering': ['-number'],
            },
        ),
        migrations.CreateModel(
            name='ProfileText',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('content', models.JSONField()),
                ('digest', models.CharField(max_length=80)),
                ('capacity', models.JSONField()),
                ('short_reason', models.CharField(blank=True, max_length=500)),
                ('effective_on', models.DateField()),
                ('locked_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('profile', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='text', to='decisions.certificationprofile')),
            ],
            options={
                'verbose_name': 'text of a locked certification profile',
                'verbose_name_plural': 'texts of locked certification profiles',
            },
        ),
        migrations.AddConstraint(
            model_name='certificationprofile',
            constraint=models.UniqueConstraint(fields=('bank', 'number'), name='profile_number_once'),
        ),
        migrations.AddConstraint(
            model_name='certificationprofile',
            constraint=models.UniqueConstraint(condition=models.Q(('state', 'draft')), fields=('bank',), name='one_draft_profile_per_bank'),
        ),
        migrations.AddConstraint(
            model_name='certificationprofile',
            constraint=models.UniqueConstraint(condition=models.Q(('state', 'locked')), fields=('bank',), name='one_locked_profile_per_bank'),
        ),
        migrations.AddConstraint(
            model_name='certificationprofile',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['locked', 'superseded']), _negated=True), ('locked_at__isnull', False), _connector='OR'), name='locked_profile_says_when'),
        ),
        migrations.AddConstraint(
            model_name='certificationprofile',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'withdrawn'), _negated=True), models.Q(('withdrawn_reason', ''), _negated=True), _connector='OR'), name='withdrawn_profile_says_why'),
        ),
    ]
