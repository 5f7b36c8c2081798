import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('exchange', '0001_core'),
    ]

    operations = [
        migrations.AddField(
            model_name='clientsystem',
            name='calls_per_minute',
            field=models.PositiveIntegerField(default=1200, verbose_name='calls per minute'),
        ),
        migrations.AddField(
            model_name='delivery',
            name='tried_since',
            field=models.DateTimeField(default=django.utils.timezone.now),
        ),
        migrations.AlterField(
            model_name='event',
            name='kind',
            field=models.CharField(choices=[('authority.changed', 'authority changed'), ('decision.final', 'a decision is final'), ('ping', 'test message')], max_length=30, verbose_name='what happened'),
        ),
        migrations.CreateModel(
            name='DeliveryAttempt',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField(verbose_name='attempt')),
                ('outcome', models.CharField(max_length=60, verbose_name='outcome')),
                ('milliseconds', models.PositiveIntegerField(verbose_name='took')),
                ('tried_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='when')),
                ('delivery', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='tries', to='exchange.delivery')),
            ],
            options={
                'ordering': ['-id'],
            },
        ),
        migrations.CreateModel(
            name='ClientDay',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('day', models.DateField(verbose_name='day')),
                ('asked', models.PositiveIntegerField(default=0, verbose_name='questions')),
                ('refused', models.PositiveIntegerField(default=0, verbose_name='answered no')),
                ('system', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='days', to='exchange.clientsystem')),
            ],
            options={
                'ordering': ['-day'],
                'constraints': [models.UniqueConstraint(fields=('system', 'day'), name='client_day_once')],
            },
        ),
    ]
