"""What the demo has made, so that loading it twice makes nothing twice."""

from __future__ import annotations

from django.db import models


class Made(models.Model):
    """One thing of the demo by its name in `story.py` or its file name."""

    name = models.CharField(max_length=200, unique=True)
    # None: it was tried, and refused as it should be (the broken file).
    made_id = models.UUIDField(null=True)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name
