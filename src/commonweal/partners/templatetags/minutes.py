"""How minutes are drawn: their phase, and what changed between two texts, for eyes and for screen readers.

{% load minutes %} {% phase_badge minutes %} {% changed_words before after %} {% pieces_of change.pieces %}
"""

from __future__ import annotations

from collections.abc import Iterable

from django import template
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from commonweal.partners.engine.minutes import Piece, stage_of, word_pieces
from commonweal.partners.models import Amendment, Minutes
from commonweal.partners.queries.wording import AMENDMENT_BADGES, MINUTES_BADGES, STAGE_NAMES
from commonweal.ui.templatetags.ui import badge

register = template.Library()


@register.simple_tag
def phase_badge(minutes: Minutes) -> SafeString:
    """Draw how far minutes are."""
    return badge(MINUTES_BADGES[minutes.phase], capfirst(str(minutes.get_phase_display())))


@register.simple_tag
def stage_badge(minutes: Minutes | None) -> SafeString | str:
    """Draw how far a held meeting is by its minutes; nothing where none are begun."""
    if not minutes:
        return ""
    name = capfirst(str(STAGE_NAMES[stage_of(minutes.phase)]))
    return badge(MINUTES_BADGES[minutes.phase], name)


@register.simple_tag
def amendment_badge(row: Amendment) -> SafeString:
    """Draw what became of a proposed wording."""
    return badge(AMENDMENT_BADGES[row.state], capfirst(str(row.get_state_display())))


@register.simple_tag
def changed_words(before: str, after: str) -> SafeString:
    """Draw what changed from one text to another."""
    return pieces_of(word_pieces(before, after))


@register.simple_tag
def pieces_of(pieces: Iterable[Piece]) -> SafeString:
    """Draw words that stayed, came and went: <ins> and <del>, each said by a screen reader.

    The words are escaped: what somebody typed is shown, never run.
    """
    drawn = [_piece(each) for each in pieces]
    return mark_safe("".join(drawn))  # noqa: S308  each part is escaped where it is made


def _piece(piece: Piece) -> SafeString:
    if piece.operation == "same":
        return conditional_escape(piece.text)
    tag, begins, ends = (
        ("ins", _("added:"), _("end of what was added"))
        if piece.operation == "added"
        else ("del", _("taken out:"), _("end of what was taken out"))
    )
    return format_html(
        '<{0}><span class="visually-hidden">{1} </span>{2}<span class="visually-hidden"> ({3}) </span></{0}>',
        mark_safe(tag),  # noqa: S308  one of two words above
        begins,
        piece.text,
        ends,
    )
