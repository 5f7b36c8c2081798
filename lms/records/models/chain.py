"""The chain's own tables, so that sealing never touches the rows it seals."""

from django.db import models
from django.utils import timezone


class ChainHead(models.Model):
    """The end of one chain; its row is the lock under which the chain grows."""

    chain = models.CharField(max_length=80, unique=True)
    position = models.PositiveBigIntegerField(default=0)
    digest = models.CharField(max_length=80)

    def __str__(self) -> str:
        return f"{self.chain}@{self.position}"


class ChainLink(models.Model):
    """One sealed row of a chain."""

    chain = models.CharField(max_length=80)
    position = models.PositiveBigIntegerField()
    row_kind = models.CharField(max_length=40)
    row_id = models.CharField(max_length=32)
    row_digest = models.CharField(max_length=80)
    digest = models.CharField(max_length=80)
    sealed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["chain", "position"], name="chain_position_once"),
            models.UniqueConstraint(fields=["row_kind", "row_id"], name="chain_row_once"),
        ]

    def __str__(self) -> str:
        return f"{self.chain}#{self.position}"
