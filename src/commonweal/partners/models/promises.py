"""What a meeting asks of a partner, and what the partner answers."""

from __future__ import annotations

import uuid
from datetime import date
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from commonweal.partners.models.meetings import Meeting
from commonweal.partners.parts import ORGANISATION, Passage, Said

if TYPE_CHECKING:
    pass


# The day of what has no date: it comes last, on every database alike.
NEVER = date.max


class RecommendationType(models.TextChoices):
    RECOMMENDATION = "recommendation", _("recommendation")
    COMMITMENT = "commitment", _("commitment")
    NEXT_STEP = "next step", _("next step")


class Affected(models.TextChoices):
    """Whom a recommendation concerns: groups of the public, never a person and never a belief or an origin."""

    EVERYBODY = "everybody", _("everybody")
    WOMEN = "women", _("women and girls")
    YOUTH = "youth", _("young people")
    CHILDREN = "children", _("children")
    PARENTS = "parents", _("parents and families")
    OLDER = "older", _("older people")
    DISABILITIES = "disabilities", _("people with disabilities")
    VICTIMS = "victims", _("victims of violence")
    RETURNING = "returning", _("people who return, as a group")
    RESIDENTS = "residents", _("residents of a quarter")
    TRADERS = "traders", _("traders and workers")
    ASSOCIATIONS = "associations", _("associations")
    STAFF = "staff", _("staff of offices, schools and services")


class Closing(models.TextChoices):
    NOT_IMPLEMENTED = "not-implemented", _("not implemented")
    SUPERSEDED = "superseded", _("superseded")


class Recommendation(Passage):
    """What a meeting asks of one partner, with the exact words it was marked from."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="recommendations")
    number = models.PositiveIntegerField()
    # The paragraph of the meeting's minutes in which it was marked, and in which revision of them.
    minutes_paragraph = models.UUIDField(null=True, blank=True)
    minutes_revision = models.PositiveSmallIntegerField(null=True, blank=True)
    # Who should lead it and by when, as the meeting asks; a promise is the partner's own action.
    lead = models.ForeignKey(
        ORGANISATION, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    wanted_by = models.DateField(_("wanted by"), null=True, blank=True)
    type = models.CharField(_("kind"), max_length=20, choices=RecommendationType)
    text = models.TextField(_("what is asked"))
    addressee = models.ForeignKey(ORGANISATION, on_delete=models.PROTECT, related_name="+")
    marked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    # For which partner; whoever marked it may act for another one by now.
    marked_for = models.ForeignKey(
        ORGANISATION, null=True, on_delete=models.PROTECT, related_name="+"
    )
    marked_at = models.DateTimeField(default=timezone.now)
    published_at = models.DateTimeField(null=True, blank=True, db_index=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_reason = models.TextField(blank=True)
    # What those who keep it say of it.
    reference = models.CharField(_("reference"), max_length=60, blank=True)
    title = models.CharField(_("short title"), max_length=300, blank=True)
    cluster = models.CharField(_("cluster"), max_length=100, blank=True, db_index=True)
    affected = models.JSONField(_("whom it concerns"), default=list, blank=True)
    sdg_targets = models.CharField(_("SDG targets"), max_length=200, blank=True)
    source_body = models.CharField(_("body that asks"), max_length=300, blank=True)
    document_symbol = models.CharField(_("document symbol"), max_length=100, blank=True)
    paragraph = models.CharField(_("paragraph"), max_length=60, blank=True)
    # What a table said that nobody here has said: shown as that, and written out again as it came.
    from_file = models.JSONField(default=dict, blank=True)
    closed_as = models.CharField(max_length=20, choices=Closing, blank=True)
    closed_reason = models.TextField(blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_for = models.ForeignKey(
        ORGANISATION, null=True, on_delete=models.PROTECT, related_name="+"
    )
    superseded_by = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="supersedes"
    )
    version = models.PositiveIntegerField(default=1)
    # Derived with every act (actions/standing.py), so that lists of many thousands need not derive it again.
    progress_now = models.CharField(max_length=25, default="not-started")
    position_now = models.CharField(max_length=20, null=True)  # noqa: DJ001  null: not answered, as derived
    due_on_now = models.DateField(default=NEVER)
    # How many passages of later documents wait for somebody to say whether they are evidence.
    offers_waiting = models.PositiveIntegerField(default=0, db_index=True)

    class Meta(Passage.Meta):
        ordering = ["-marked_at", "meeting", "number"]
        indexes = [
            models.Index(
                fields=["due_on_now", "-marked_at", "number", "id"], name="recommendation_board"
            ),
            models.Index(fields=["progress_now"], name="recommendation_progress"),
            models.Index(fields=["-marked_at"], name="recommendation_newest"),
            models.Index(fields=["addressee", "marked_at"], name="recommendation_addressee"),
        ]
        constraints = [
            *Passage.Meta.constraints,
            models.UniqueConstraint(
                fields=["meeting", "number"], name="partners_recommendation_number_once"
            ),
            models.UniqueConstraint(
                fields=["reference"],
                condition=~Q(reference=""),
                name="partners_recommendation_reference_once",
            ),
            models.CheckConstraint(
                name="partners_recommendation_closed_has_reason",
                condition=Q(closed_as="") | ~Q(closed_reason=""),
            ),
        ]

    def __str__(self) -> str:
        return self.text[:80]

    def get_absolute_url(self) -> str:
        return reverse("partners:recommendation", args=[self.pk])

    @property
    def is_public(self) -> bool:
        return self.published_at is not None and self.withdrawn_at is None


class Position(models.TextChoices):
    SUPPORTED = "supported", _("supported")
    IN_PART = "in-part", _("supported in part")
    NOT_AGREED = "not-agreed", _("not agreed")


class Answer(Said):
    """What the addressee says. A later answer stands before the earlier ones, which stay."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    recommendation = models.ForeignKey(
        Recommendation, on_delete=models.PROTECT, related_name="answers"
    )
    # 1 for the first answer; two people who answer the same state cannot both have the next number.
    number = models.PositiveSmallIntegerField()
    position = models.CharField(_("answer"), max_length=20, choices=Position)
    reason = models.TextField(_("reason"), blank=True)
    # Without the addressee's yes the public sees the position only.
    is_public = models.BooleanField(default=False)

    class Meta:
        ordering = ["-number"]
        indexes = [models.Index(fields=["-at"], name="answer_newest")]
        constraints = [
            models.UniqueConstraint(
                fields=["recommendation", "number"], name="partners_answer_number_once"
            ),
            models.CheckConstraint(
                name="partners_answer_has_reason",
                condition=Q(position=Position.SUPPORTED) | ~Q(reason=""),
            ),
        ]

    def __str__(self) -> str:
        return self.position
