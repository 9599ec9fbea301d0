"""When a record ends, beside the record: {% load retention %} {% kept_until document %}."""

from __future__ import annotations

from typing import Any

from django import template
from django.db.models import Model
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from commonweal.rights.queries.retention import end_of_row
from commonweal.rights.queries.trail import thing_name
from commonweal.rights.rules.keeping import keeping_of
from commonweal.rights.rules.roles import coordinates
from commonweal.rights.rules.verbs import sentence_of

register = template.Library()
YEAR = 365


@register.filter
def in_words(days: int) -> str:
    """Return a number of days as people say it: 30 days, 5 years."""
    if days == 0:
        return _("at once")
    if days % YEAR < 5 and days >= YEAR:
        years = days // YEAR
        return ngettext("%(count)s year", "%(count)s years", years) % {"count": years}
    return ngettext("%(count)s day", "%(count)s days", days) % {"count": days}


@register.filter
def reason_of_end(why: str) -> str:
    """Return why a record ends then, or was erased, in words."""
    return {
        "period": _("its period is over then"),
        "needed": _("something rests on it; it is not kept longer, even so"),
        "hard maximum": _("the longest time it may be kept is over then"),
        "removed": _("it was removed or withdrawn"),
        "request": _("somebody asked for it"),
    }.get(why, why)


@register.filter
def record_kind(label: str) -> object:
    """Return what people call a kind of record."""
    keeping = keeping_of(label)
    return keeping.name if keeping else label


@register.filter
def one_of_kind(label: str) -> str:
    """Return what people call one record of a kind."""
    return thing_name(label)


@register.filter
def act_in_words(key: str) -> str:
    """Return the sentence of an act of the trail."""
    return sentence_of(key)


@register.inclusion_tag("rights/kept_until.html", takes_context=True)
def kept_until(context: dict[str, Any], thing: Model) -> dict[str, Any]:
    """Show when a record is erased and why then, and who may hold it where that is the reader."""
    end = end_of_row(thing)
    reader = getattr(context.get("request"), "user", None)
    return {
        "end": end,
        "day": timezone.localdate(end.at) if end else None,
        "keeping": keeping_of(thing._meta.label),
        "key": thing.pk,
        "may_hold": reader is not None and coordinates(reader),
    }
