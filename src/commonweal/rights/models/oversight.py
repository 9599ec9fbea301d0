"""What the oversight body does: random checks that can be repeated, and findings with a clock."""

from __future__ import annotations

import uuid

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from commonweal.rights.models.people import Organisation, Person


class RandomCheck(models.Model):
    """Entries of the trail drawn by chance from a published seed: the same seed, the same entries."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    seed = models.CharField(_("seed"), max_length=100)
    count = models.PositiveIntegerField(_("how many"))
    verbs = models.JSONField(_("which acts"), default=list)
    # From which entries it was drawn, by their numbers; later entries change nothing.
    first_entry = models.BigIntegerField()
    last_entry = models.BigIntegerField()
    entries = models.JSONField(default=list)
    drawn_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    drawn_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-drawn_at", "id"]

    def __str__(self) -> str:
        return self.seed


class Finding(models.Model):
    """What oversight found, about an entry or a record, to whom, and the answer with its clock."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    text = models.TextField(_("finding"))
    entry = models.BigIntegerField(_("entry of the trail"), null=True, blank=True)
    check_drawn = models.ForeignKey(
        RandomCheck, null=True, blank=True, on_delete=models.PROTECT, related_name="findings"
    )
    addressee = models.ForeignKey(
        Organisation, verbose_name=_("to"), on_delete=models.PROTECT, related_name="+"
    )
    # The role by which oversight calls a partner whose name it does not learn; "" shows the name.
    addressee_kind = models.CharField(max_length=20, blank=True)
    filed_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    filed_at = models.DateTimeField(default=timezone.now)
    answer_due_on = models.DateField(_("answer due on"))
    answer = models.TextField(_("answer"), blank=True)
    answered_by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    answered_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-filed_at", "id"]
        indexes = [models.Index(fields=["addressee", "closed_at"], name="finding_to")]

    def __str__(self) -> str:
        return str(self.pk)
