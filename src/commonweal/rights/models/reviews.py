"""Review by people, once for all rooms: what a machine or a person proposes, and who decided what."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import F, Func, Q, TextField, Value
from django.db.models.functions import Cast, Replace, StrIndex
from django.db.models.lookups import Exact
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from commonweal.rights.models.people import Organisation, Person


def _undashed(name: str) -> Func:
    """Return the id of a column as every database writes it here: 32 digits."""
    return Replace(Cast(F(name), TextField()), Value("-"), Value(""))


class Proposal(models.Model):
    """Something proposed about one record: its value, the reasons, and how sure the proposer is."""

    class State(models.TextChoices):
        WAITING = "waiting", _("waits for a person")
        ACCEPTED = "accepted", _("accepted")
        CORRECTED = "corrected", _("corrected")
        REJECTED = "rejected", _("rejected")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    # What is proposed, as declared by a room: library.value, partners.evidence ...
    kind = models.CharField(max_length=60)
    thing = models.CharField(max_length=100)
    thing_id = models.CharField(max_length=64)
    # Which part of the record, such as event.start; with kind and record it names the proposal.
    key = models.CharField(max_length=300)
    value = models.JSONField(null=True)
    # [{"rule", "detail", "spans"}]: the passage, the matched item, the rule.
    reasons = models.JSONField(default=list)
    confidence = models.FloatField(null=True)
    # None: the machine, in this version.
    proposed_by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    # Everybody who ever proposed a value here, for whoever proposes anew takes nobody else's part away:
    # their ids, without dashes.
    proposers = models.JSONField(default=list)
    machine = models.CharField(max_length=60, blank=True)
    proposed_at = models.DateTimeField(default=timezone.now)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    # The value that holds now: the proposed one, the corrected one, or none.
    settled = models.JSONField(null=True)

    class Meta:
        ordering = ["proposed_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "thing", "thing_id", "key"], name="proposal_once"
            ),
        ]
        indexes = [models.Index(fields=["kind", "state"], name="proposal_state")]

    def __str__(self) -> str:
        return self.key


class Decision(models.Model):
    """What one person decided about a proposal, and why. Undone, never deleted."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="decisions")
    state = models.CharField(max_length=10, choices=Proposal.State)
    # What the person put in the value's place.
    value = models.JSONField(null=True)
    # What was proposed then, and by which machine: a later reading may propose something else.
    proposed = models.JSONField(null=True)
    machine = models.CharField(max_length=60, blank=True)
    why = models.TextField(_("why"), blank=True)
    # Accepted with many others at once, unseen one by one: no measure of how often the machine is right.
    is_together = models.BooleanField(default=False)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    # Repeated from the proposal, so that the database itself refuses one's own approval.
    proposed_by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    # Repeated likewise: all who proposed before, ids without dashes, a space between.
    proposers = models.TextField(blank=True)
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    undone_why = models.TextField(blank=True)

    class Meta:
        ordering = ["-at", "id"]
        constraints = [
            models.CheckConstraint(
                name="rights_decision_four_eyes",
                condition=Q(proposed_by=None) | ~Q(proposed_by=F("by")),
            ),
            models.CheckConstraint(
                name="rights_decision_no_proposer",
                condition=Exact(StrIndex(F("proposers"), _undashed("by")), 0),
            ),
            models.UniqueConstraint(
                fields=["proposal"],
                condition=Q(undone_at=None),
                name="rights_decision_one_holds",
            ),
        ]

    def __str__(self) -> str:
        return self.state
