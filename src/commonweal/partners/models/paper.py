"""What an outcome paper says in a second language, as somebody typed it beside the first."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from commonweal.partners.models.meetings import Meeting
from commonweal.partners.models.minutes import Decision
from commonweal.partners.models.promises import Recommendation
from commonweal.partners.parts import Said

ONE = ("meeting", "language")


class PaperWording(Said):
    """A meeting's title, one of its decisions, or something asked, in another language."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="paper_wordings")
    language = models.CharField(_("language"), max_length=10)
    # At most one of the two; neither for the meeting's title.
    recommendation = models.ForeignKey(
        Recommendation, null=True, on_delete=models.CASCADE, related_name="+"
    )
    decision = models.ForeignKey(Decision, null=True, on_delete=models.CASCADE, related_name="+")
    text = models.TextField(_("in this language"))

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="partners_paper_wording_of_one",
                condition=Q(recommendation=None) | Q(decision=None),
            ),
            models.UniqueConstraint(
                name="partners_paper_title_once",
                fields=ONE,
                condition=Q(recommendation=None, decision=None),
            ),
            models.UniqueConstraint(
                name="partners_paper_asked_once",
                fields=[*ONE, "recommendation"],
                condition=Q(recommendation__isnull=False),
            ),
            models.UniqueConstraint(
                name="partners_paper_decided_once",
                fields=[*ONE, "decision"],
                condition=Q(decision__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.text[:80]
