"""What this room knows about a document: the way back from a passage to what became of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING
from urllib.parse import urlencode
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from commonweal.library.public import RelatedLink
from commonweal.partners.engine.names import folded
from commonweal.partners.models import (
    Confirmation,
    Evidence,
    Meeting,
    Partnership,
    Practice,
    Recommendation,
)
from commonweal.partners.rules.initiatives import SEE_PRACTICE
from commonweal.partners.rules.meetings import CHANGE_MEETING, SEE_MEETING
from commonweal.partners.rules.partnerships import SEE_PARTNERSHIP
from commonweal.partners.rules.promises import SEE_CONFIRMATION, SEE_EVIDENCE, SEE_RECOMMENDATION
from commonweal.partners.rules.taking_part import organisation_of

if TYPE_CHECKING:
    from commonweal.partners.rules.taking_part import Reader


def links_of(document_id: UUID, person: Reader) -> Sequence[RelatedLink]:
    """Return the pages that rest on a document, and the way to make a meeting from it.

    Args:
        document_id: The document.
        person: Who reads it.
    """
    return tuple(_links(document_id, person))


def carries_title(meeting: Meeting) -> bool:
    """Say whether a meeting is called as the document from which it was made."""
    # As long as a meeting's title may be.
    title = folded(meeting.document_title[:300])
    return bool(title) and folded(meeting.title) == title


def _links(document_id: UUID, person: Reader) -> Iterator[RelatedLink]:
    for meeting in Meeting.objects.filter(SEE_MEETING.rows(person), document_id=document_id):
        text = _("Meeting: %(title)s") % {"title": meeting.title}
        is_named = carries_title(meeting) and CHANGE_MEETING.allows(person, meeting)
        blank = reverse("partners:blank_title", args=[meeting.pk]) if is_named else ""
        yield RelatedLink(text, meeting.get_absolute_url(), carries=True, blank=blank)
    marked = Recommendation.objects.filter(
        SEE_RECOMMENDATION.rows(person), document_id=document_id, withdrawn_at=None
    )
    for row in marked.select_related("meeting", "addressee").order_by("start"):
        text = _("Marked at “%(meeting)s”, as number %(number)s, addressed to %(partner)s") % {
            "meeting": row.meeting.title,
            "number": row.number,
            "partner": row.addressee.name,
        }
        yield RelatedLink(text, row.get_absolute_url(), start=row.start, end=row.end, carries=True)
    shown = Evidence.objects.filter(
        SEE_EVIDENCE.rows(person), document_id=document_id, withdrawn_at=None
    )
    for each in shown.select_related("action"):
        text = _("Evidence of: %(action)s") % {"action": each.action.title}
        yield RelatedLink(text, each.action.get_absolute_url(), start=each.start, end=each.end)
    said = Confirmation.objects.filter(
        SEE_CONFIRMATION.rows(person), document_id=document_id, superseded_at=None
    )
    for view in said.select_related("action"):
        text = _("Named in a partner's view of: %(action)s") % {"action": view.action.title}
        yield RelatedLink(text, view.action.get_absolute_url(), start=view.start, end=view.end)
    agreed = Partnership.objects.filter(SEE_PARTNERSHIP.rows(person), document_id=document_id)
    for partnership in agreed:
        text = _("Text of the partnership: %(title)s") % {"title": partnership.title}
        yield RelatedLink(text, partnership.get_absolute_url())
    stands = Practice.objects.filter(SEE_PRACTICE.rows(person), papers__document_id=document_id)
    for practice in stands.order_by("title", "pk"):
        text = _("Source of the practice: %(title)s") % {"title": practice.title}
        yield RelatedLink(text, practice.get_absolute_url())
    if organisation_of(person) is not None:
        query = urlencode({"document": document_id})
        address = f"{reverse('partners:add_meeting')}?{query}"
        yield RelatedLink(text=_("Make a meeting from this document"), address=address)
        promises = reverse("partners:promises_of", args=[document_id])
        yield RelatedLink(text=_("Follow what this document promises"), address=promises)
        address = f"{reverse('partners:propose')}?{query}"
        yield RelatedLink(
            text=_("Propose the partnership of which this is the text"), address=address
        )
