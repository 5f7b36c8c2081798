"""A signed-in browser remembers what kind of device it is."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("people", "0002_user_sessions")]

    operations = [
        migrations.AddField(
            model_name="usersession",
            name="device",
            field=models.CharField(blank=True, max_length=60),
        ),
    ]
