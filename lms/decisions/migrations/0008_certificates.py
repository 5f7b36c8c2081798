"""Signing keys, certificates, and what becomes of a certificate."""

import django.db.models.deletion
import django.utils.timezone
import lms.toolkit.random_ids
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('decisions', '0007_panels_append_only'),
        ('people', '0005_authority'),
        ('records', '0003_recorded_at'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='SigningKey',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key_id', models.CharField(max_length=16, unique=True, verbose_name='signing key')),
                ('algorithm', models.CharField(default='ed25519', max_length=16)),
                ('public_key', models.CharField(max_length=100, verbose_name='public key')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='created')),
                ('retired_at', models.DateTimeField(blank=True, null=True, verbose_name='retired')),
                ('bank', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='signing_keys', to='people.organisation')),
            ],
            options={
                'verbose_name': 'signing key',
                'verbose_name_plural': 'signing keys',
                'ordering': ['created_at', 'id'],
            },
        ),
        migrations.CreateModel(
            name='Certificate',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.CharField(default=lms.toolkit.random_ids.public_id, editable=False, max_length=32, unique=True)),
                ('number', models.CharField(max_length=40, unique=True, verbose_name='certificate number')),
                ('year', models.PositiveSmallIntegerField()),
                ('sequence', models.PositiveIntegerField()),
                ('holder', models.CharField(max_length=60, verbose_name='name as issued')),
                ('nodes', models.JSONField(verbose_name='nodes')),
                ('level', models.CharField(choices=[('0', 'none'), ('1', '1 observes'), ('2a', '2a does it together with the mentor'), ('2b', '2b acts with the mentor present'), ('3a', '3a acts alone, everything is re-checked'), ('3b', '3b acts alone, key points are re-checked'), ('4', '4 certified to work solo'), ('5', '5 may supervise others')], max_length=2, verbose_name='entrusted level')),
                ('amount_limit', models.DecimalField(blank=True, decimal_places=2, max_digits=14, null=True, verbose_name='amount limit')),
                ('products', models.JSONField(blank=True, default=list, verbose_name='products')),
                ('issued_on', models.DateField(verbose_name='issued on')),
                ('starts_on', models.DateField(verbose_name='from')),
                ('ends_on', models.DateField(blank=True, null=True, verbose_name='valid until')),
                ('decision', models.CharField(blank=True, max_length=32)),
                ('issue_key', models.CharField(max_length=64, unique=True)),
                ('payload', models.TextField()),
                ('signature', models.CharField(max_length=100)),
                ('digest', models.CharField(max_length=64, verbose_name='digest')),
                ('state', models.CharField(choices=[('active', 'in force'), ('suspended', 'suspended'), ('revoked', 'revoked'), ('replaced', 'replaced by another certificate')], default='active', max_length=10, verbose_name='state')),
                ('bank', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='certificates', to='people.organisation')),
                ('document', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='certificate', to='records.issueddocument')),
                ('issued_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='issued_certificates', to=settings.AUTH_USER_MODEL)),
                ('replaced_by', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='replaces', to='decisions.certificate')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='certificates', to=settings.AUTH_USER_MODEL, verbose_name='person')),
                ('key', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='certificates', to='decisions.signingkey')),
            ],
            options={
                'verbose_name': 'certificate',
                'verbose_name_plural': 'certificates',
                'ordering': ['-year', '-sequence'],
            },
        ),
        migrations.CreateModel(
            name='CertificateEvent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('state', models.CharField(choices=[('active', 'in force'), ('suspended', 'suspended'), ('revoked', 'revoked'), ('replaced', 'replaced by another certificate')], max_length=10, verbose_name='state')),
                ('reason', models.CharField(blank=True, max_length=500, verbose_name='reason')),
                ('happened_at', models.DateTimeField(verbose_name='when')),
                ('recorded_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='recorded')),
                ('actor', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='certificate_events', to=settings.AUTH_USER_MODEL)),
                ('certificate', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='events', to='decisions.certificate')),
            ],
            options={
                'verbose_name': 'event of a certificate',
                'verbose_name_plural': 'events of certificates',
                'ordering': ['happened_at', 'id'],
                'constraints': [models.CheckConstraint(condition=models.Q(('state', 'active'), models.Q(('reason', ''), _negated=True), _connector='OR'), name='certificate_event_says_why')],
            },
        ),
        migrations.AddIndex(
            model_name='certificate',
            index=models.Index(fields=['user'], name='certificate_of_user'),
        ),
        migrations.AddConstraint(
            model_name='certificate',
            constraint=models.UniqueConstraint(fields=('bank', 'year', 'sequence'), name='certificate_sequence_once'),
        ),
        migrations.AddConstraint(
            model_name='certificate',
            constraint=models.CheckConstraint(condition=models.Q(('ends_on__isnull', True), ('ends_on__gte', models.F('starts_on')), _connector='OR'), name='certificate_ends_after_start'),
        ),
        migrations.AddConstraint(
            model_name='certificate',
            constraint=models.CheckConstraint(condition=models.Q(('state', 'replaced'), ('replaced_by__isnull', True), _connector='OR'), name='certificate_replaced_says_so'),
        ),
    ]
