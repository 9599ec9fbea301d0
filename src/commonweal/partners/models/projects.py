"""Projects and their money: who funds what, where, who does it, and what came of it. No person is named.

Project ─< ProjectRole          (who takes part as what)
   ├────< ProjectPhase
   ├────< ProjectBudget
   ├────< ProjectTransaction    (withdrawn, never deleted)
   └────< ProjectResult         (baseline, target, actual)
Organisation 1─1 PartnerReference   (how IATI calls it)
"""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from commonweal.partners.models.initiatives import Initiative
from commonweal.partners.models.prevention import Objective
from commonweal.partners.parts import ORGANISATION, Said

USER = settings.AUTH_USER_MODEL


class ProjectState(models.TextChoices):
    PIPELINE = "1", _("in preparation")
    IMPLEMENTATION = "2", _("under way")
    FINALISATION = "3", _("being completed")
    CLOSED = "4", _("closed")
    CANCELLED = "5", _("cancelled")
    SUSPENDED = "6", _("suspended")


class ProjectRoleKind(models.TextChoices):
    FUNDING = "1", _("funds it")
    ACCOUNTABLE = "2", _("answers for it")
    EXTENDING = "3", _("passes the money on")
    IMPLEMENTING = "4", _("does it")


class TransactionKind(models.TextChoices):
    INCOMING = "1", _("money that came in")
    COMMITMENT = "2", _("commitment to others")
    DISBURSEMENT = "3", _("money handed to others")
    EXPENDITURE = "4", _("money spent")
    INCOMING_COMMITMENT = "11", _("commitment to us")
    OUTGOING_PLEDGE = "12", _("pledge to others")
    INCOMING_PLEDGE = "13", _("pledge to us")


class ResultKind(models.TextChoices):
    OUTPUT = "1", _("output: what is made")
    OUTCOME = "2", _("outcome: what changes")
    IMPACT = "3", _("impact: what it is for")
    OTHER = "9", _("other")


class ProjectSector(models.TextChoices):
    PEACE = "15220", _("prevention of conflict, peace-building")
    POLICE = "15132", _("police")
    CIVIL = "15150", _("participation and civil society")
    RIGHTS = "15160", _("human rights")
    WOMEN = "15170", _("women’s rights organisations")
    REINTEGRATION = "15240", _("reintegration")


class Project(models.Model):
    """Work with its own money, in phases; its identifier is unique here, as the standard asks for everywhere."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    title = models.CharField(_("title"), max_length=300)
    text = models.TextField(_("what it is for"))
    theory = models.TextField(_("how it is meant to work"))
    harm_indicator = models.TextField(_("how one notices that it harms"))
    iati_identifier = models.CharField(_("IATI identifier"), max_length=200, unique=True)
    state = models.CharField(
        max_length=2, choices=ProjectState, default=ProjectState.PIPELINE, db_index=True
    )
    state_reason = models.TextField(blank=True)
    planned_start = models.DateField(_("planned first day"))
    planned_end = models.DateField(_("planned last day"), null=True, blank=True)
    actual_start = models.DateField(null=True, blank=True)
    actual_end = models.DateField(null=True, blank=True)
    # ISO 4217.
    currency = models.CharField(_("currency"), max_length=3)
    # ISO 3166-1, two letters; nobody is forced into one.
    country = models.CharField(_("country"), max_length=2, blank=True)
    place = models.CharField(_("where"), max_length=200, blank=True)
    sector = models.CharField(_("sector"), max_length=5, choices=ProjectSector, blank=True)
    objective = models.ForeignKey(
        Objective, null=True, blank=True, on_delete=models.SET_NULL, related_name="projects"
    )
    initiative = models.ForeignKey(
        Initiative, null=True, blank=True, on_delete=models.SET_NULL, related_name="projects"
    )
    keeper = models.ForeignKey(ORGANISATION, on_delete=models.PROTECT, related_name="+")
    added_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField(default=timezone.now)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["title", "added_at", "id"]
        constraints = [
            models.CheckConstraint(
                name="partners_project_days_in_order",
                condition=Q(planned_end=None) | Q(planned_end__gte=F("planned_start")),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("partners:project", args=[self.pk])


class PartnerReference(models.Model):
    """How the standard calls a partner: registration agency and number."""

    id = models.BigAutoField(primary_key=True)
    organisation = models.OneToOneField(
        ORGANISATION, on_delete=models.PROTECT, related_name="iati_reference"
    )
    ref = models.CharField(_("organisation identifier"), max_length=100, unique=True)

    class Meta:
        ordering = ["ref"]

    def __str__(self) -> str:
        return self.ref


class ProjectRole(models.Model):
    """An organisation that funds a project, answers for it, passes its money on or does it."""

    id = models.BigAutoField(primary_key=True)
    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="roles")
    organisation = models.ForeignKey(ORGANISATION, on_delete=models.PROTECT, related_name="+")
    role = models.CharField(_("role"), max_length=1, choices=ProjectRoleKind)
    activity_id = models.CharField(_("its own record of the project"), max_length=200, blank=True)

    class Meta:
        ordering = ["role", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["project", "organisation", "role"], name="partners_project_role_once"
            ),
        ]

    def __str__(self) -> str:
        return self.role


class ProjectPhase(models.Model):
    """A part of a project's time, with what is to be done in it."""

    id = models.BigAutoField(primary_key=True)
    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="phases")
    title = models.CharField(_("title"), max_length=300)
    start = models.DateField(_("from"))
    end = models.DateField(_("until"))

    class Meta:
        ordering = ["start", "id"]
        constraints = [
            models.CheckConstraint(
                name="partners_phase_days_in_order", condition=Q(end__gte=F("start"))
            ),
        ]

    def __str__(self) -> str:
        return self.title


class ProjectBudget(models.Model):
    """What is meant to be spent from a day to a day."""

    id = models.BigAutoField(primary_key=True)
    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="budgets")
    start = models.DateField(_("from"))
    end = models.DateField(_("until"))
    value = models.DecimalField(_("amount"), max_digits=16, decimal_places=2)
    currency = models.CharField(_("currency"), max_length=3)
    is_committed = models.BooleanField(_("committed"), default=True)

    class Meta:
        ordering = ["start", "id"]
        constraints = [
            models.CheckConstraint(
                name="partners_budget_days_in_order", condition=Q(end__gte=F("start"))
            ),
            models.CheckConstraint(name="partners_budget_value", condition=Q(value__gte=0)),
        ]

    def __str__(self) -> str:
        return str(self.value)


class ProjectTransaction(Said):
    """Money that came, was promised or went; entered once, withdrawn with a reason, never deleted."""

    id = models.BigAutoField(primary_key=True)
    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="transactions")
    kind = models.CharField(_("kind"), max_length=2, choices=TransactionKind)
    on = models.DateField(_("day"))
    value = models.DecimalField(_("amount"), max_digits=16, decimal_places=2)
    currency = models.CharField(_("currency"), max_length=3)
    text = models.CharField(_("for what"), max_length=300, blank=True)
    provider = models.ForeignKey(
        ORGANISATION, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    provider_activity_id = models.CharField(max_length=200, blank=True)
    receiver = models.ForeignKey(
        ORGANISATION, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    receiver_activity_id = models.CharField(max_length=200, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_reason = models.TextField(blank=True)

    class Meta:
        ordering = ["on", "id"]

    def __str__(self) -> str:
        return str(self.value)


class ProjectResult(models.Model):
    """What a project is measured by: from where, how far, where it is."""

    id = models.BigAutoField(primary_key=True)
    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="results")
    kind = models.CharField(_("kind of result"), max_length=1, choices=ResultKind)
    title = models.CharField(_("what comes of it"), max_length=300)
    indicator = models.CharField(_("what is measured"), max_length=300)
    is_percentage = models.BooleanField(_("in per cent"), default=False)
    baseline = models.DecimalField(_("baseline"), max_digits=16, decimal_places=2)
    baseline_on = models.DateField(_("measured on"))
    target = models.DecimalField(_("target"), max_digits=16, decimal_places=2)
    target_on = models.DateField(_("to be reached by"))
    actual = models.DecimalField(max_digits=16, decimal_places=2, null=True, blank=True)
    actual_on = models.DateField(null=True, blank=True)
    # What did not come about is said, too.
    comment = models.CharField(max_length=500, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["kind", "id"]
        constraints = [
            models.CheckConstraint(
                name="partners_result_days", condition=Q(target_on__gt=F("baseline_on"))
            ),
            models.CheckConstraint(
                name="partners_result_actual_dated",
                condition=Q(actual=None, actual_on=None)
                | Q(actual__isnull=False, actual_on__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.title
