"""Organisations agree to work together: who with whom, on what, from when until when, and who said yes when."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from commonweal.partners.parts import ORGANISATION, Said


class PartnershipKind(models.TextChoices):
    MEMORANDUM = "memorandum", _("memorandum of understanding")
    PUBLIC_PRIVATE = "public-private", _("public-private partnership")
    PUBLIC_COUNCIL = "public-council", _("Public Council")
    TEAM = "team", _("multi-agency team")


class PartnershipState(models.TextChoices):
    PROPOSED = "proposed", _("proposed")
    DISCUSSED = "discussed", _("discussed")
    SIGNED = "signed", _("signed")
    ACTIVE = "active", _("active")
    ENDED = "ended", _("ended")


class Partnership(models.Model):
    """What organisations agree with each other. "Expiring" and "renewed" follow from the day and the terms."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(_("kind of partnership"), max_length=20, choices=PartnershipKind)
    title = models.CharField(_("title"), max_length=300)
    purpose = models.TextField(_("purpose"))
    legal_basis = models.TextField(_("legal basis"), blank=True)
    terms_of_reference = models.TextField(_("terms of reference"), blank=True)
    document_id = models.UUIDField(null=True, blank=True, db_index=True)
    document_title = models.CharField(max_length=500, blank=True)
    # The first day of all, and the last of the newest term that all agreed to; each term is kept as a row.
    start = models.DateField(_("first day"), null=True, blank=True)
    end = models.DateField(_("last day"), null=True, blank=True, db_index=True)
    state = models.CharField(
        max_length=20, choices=PartnershipState, default=PartnershipState.PROPOSED, db_index=True
    )
    keeper = models.ForeignKey(ORGANISATION, on_delete=models.PROTECT, related_name="+")
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    added_at = models.DateTimeField(default=timezone.now)
    # When it was proposed, or last renewed by all: a new agreement is a new reason to keep it.
    kept_from = models.DateTimeField(default=timezone.now)
    # Since when everybody may read that it is agreed, if they may.
    published_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["title", "added_at", "id"]
        constraints = [
            models.CheckConstraint(
                name="partners_partnership_days_in_order",
                condition=Q(end=None) | Q(end__gte=F("start")),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("partners:partnership", args=[self.pk])


class MemberRole(models.TextChoices):
    CHAIR = "chair", _("chair")
    SECRETARIAT = "secretariat", _("secretariat")
    MEMBER = "member", _("member")


class Member(models.Model):
    """An organisation that is, or was, one side of a partnership."""

    id = models.BigAutoField(primary_key=True)
    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="members")
    organisation = models.ForeignKey(ORGANISATION, on_delete=models.PROTECT, related_name="+")
    role = models.CharField(_("role"), max_length=20, choices=MemberRole, default=MemberRole.MEMBER)
    # None: it was in it from the beginning.
    joined_on = models.DateField(null=True, blank=True)
    left_on = models.DateField(null=True, blank=True)
    # Whether the public page names it, as its own people said; None while they have said nothing.
    is_named = models.BooleanField(null=True, blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["partnership", "organisation"], name="partners_member_once"
            ),
        ]

    def __str__(self) -> str:
        return str(self.organisation_id)


class Term(models.Model):
    """From when until when it was agreed; a renewal is another term, and the first is never lost."""

    id = models.BigAutoField(primary_key=True)
    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="terms")
    # 1 is the first agreement, 2 the first renewal.
    number = models.PositiveSmallIntegerField(default=1)
    start = models.DateField(null=True, blank=True)
    end = models.DateField(null=True, blank=True)
    offered_at = models.DateTimeField(default=timezone.now)
    agreed_on = models.DateField(null=True, blank=True)
    dropped_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["number", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["partnership", "number"],
                condition=Q(dropped_on=None),
                name="partners_term_number_once",
            ),
            models.CheckConstraint(
                name="partners_term_days_in_order",
                condition=Q(end=None) | Q(end__gte=F("start")),
            ),
            models.CheckConstraint(
                name="partners_term_agreed_or_dropped",
                condition=Q(agreed_on=None) | Q(dropped_on=None),
            ),
        ]

    def __str__(self) -> str:
        return str(self.number)


class Signature(Said):
    """One organisation's yes to a term, said by its own people."""

    id = models.BigAutoField(primary_key=True)
    term = models.ForeignKey(Term, on_delete=models.PROTECT, related_name="signatures")

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["term", "organisation"], name="partners_signature_once"
            ),
        ]

    def __str__(self) -> str:
        return str(self.organisation_id)


class StepKind(models.TextChoices):
    PROPOSED = "proposed", _("proposed")
    CHANGED = "changed", _("changed")
    DISCUSSED = "discussed", _("taken up for discussion")
    REMARK = "remark", _("remark")
    SIGNED = "signed", _("signed")
    UNSIGNED = "unsigned", _("signature taken back")
    ALL_SIGNED = "all-signed", _("signed by all")
    ACTIVATED = "activated", _("active from now on")
    RENEWAL = "renewal", _("renewal offered")
    AGREED = "agreed", _("agreed to the renewal")
    RENEWED = "renewed", _("renewed by all")
    DROPPED = "dropped", _("renewal not agreed")
    JOINING = "joining", _("asked to join")
    JOINED = "joined", _("joined, all said yes")
    NOT_JOINED = "not-joined", _("does not join")
    LEFT = "left", _("left")
    ENDED = "ended", _("ended")


# What is said only with a reason.
STEPS_WITH_REASON = (StepKind.REMARK, StepKind.DROPPED, StepKind.LEFT, StepKind.ENDED)


class Step(Said):
    """One thing said of a partnership: who, for whom, when, and why. Rows are added, never changed."""

    id = models.BigAutoField(primary_key=True)
    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="steps")
    kind = models.CharField(max_length=20, choices=StepKind)
    text = models.TextField(blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                name="partners_step_has_reason",
                condition=~Q(kind__in=STEPS_WITH_REASON) | ~Q(text=""),
            ),
        ]

    def __str__(self) -> str:
        return self.kind
