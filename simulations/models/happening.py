"""What every act in a room is kept as, whichever room it is."""

from django.db import models


class Happening(models.Model):
    """Never changed or deleted; a repeated request has the same ``key`` and makes no second row."""

    seq = models.PositiveIntegerField()
    seat = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=10)
    data = models.JSONField(default=dict)
    key = models.CharField(max_length=64)
    at = models.DateTimeField()

    class Meta:
        abstract = True
