"""Rights for programs: what this key may, and the trail for oversight, without identities."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from django.utils.translation import gettext_noop as _
from ninja import Field, Query, Router, Schema

from commonweal.rights.actions.reading import record_look
from commonweal.rights.api.bearer import ByKey, scoped
from commonweal.rights.models import Role
from commonweal.rights.queries.trail import Line, Wanted, trail_page
from commonweal.rights.rules.keys import scopes_open_to
from commonweal.ui.programs import REFUSALS

LARGEST_NUMBER = 10**18
Name = Annotated[str, Field(max_length=100, pattern=r"^[a-z0-9.-]*$")]
Number = Annotated[int, Field(ge=1, le=LARGEST_NUMBER)]
# The day after it must still be one.
LAST_DAY = date(9999, 12, 30)

router = Router(tags=["rights"])


class ActingFor(Schema):
    """The partner for which the key acts."""

    id: UUID
    name: str


class Me(Schema):
    """Whose key this is, for whom it acts, and what it may be used for now."""

    person_id: UUID
    partner: ActingFor
    roles: list[str]
    scopes: list[str]
    key: str
    expires_at: datetime


class TrailFilters(Schema):
    """Which entries; what is left out asks for nothing."""

    verb: Name = ""
    room: Name = ""
    role: Literal[tuple(Role.values)] | None = None  # type: ignore[valid-type]  # the roles are known
    since: date | None = None
    until: date | None = None


class TrailLine(Schema):
    """One entry: roles and kinds of partner, no names of people."""

    number: int
    at: datetime
    verb: str
    sentence: str
    roles: list[str]
    partner: str
    person_of_that_day: str
    thing: str
    thing_id: str
    facts: dict[str, str]
    reason: str
    hash: str


class TrailLines(Schema):
    """Entries, the newest first; ``next`` is the number to ask below for the page after, or null."""

    items: list[TrailLine]
    next: int | None


@router.get(
    "/me", response={200: Me, **REFUSALS}, summary=_("See what this key may"), **scoped(None)
)
def me(request: ByKey) -> dict[str, Any]:
    """Scopes are those that the key was made for and that its person may use now."""
    person, key = request.user, request.auth
    partner = person.organisation
    assert partner is not None  # noqa: S101  every key is for a partner
    return {
        "person_id": person.pk,
        "partner": {"id": partner.pk, "name": partner.name},
        "roles": sorted(person.roles),
        "scopes": [scope for scope in scopes_open_to(person) if scope in key.scopes],
        "key": key.prefix,
        "expires_at": key.expires_at,
    }


@router.get(
    "/trail",
    response={200: TrailLines, **REFUSALS},
    summary=_("Read the trail, the newest entries first"),
    **scoped("trail.read"),
)
def trail(
    request: ByKey,
    filters: Query[TrailFilters],
    below: Number | None = None,
) -> dict[str, Any]:
    """To take it out is an export and stands in the trail, with each page."""
    wanted = Wanted(
        verb=filters.verb,
        room=filters.room,
        role=filters.role or "",
        since=filters.since and min(filters.since, LAST_DAY),
        until=filters.until and min(filters.until, LAST_DAY),
    )
    record_look(request.user, filters=wanted.set_filters, is_export=True)
    page = trail_page(wanted, below=below)
    return {"items": [_line(one) for one in page.lines], "next": page.older}


def _line(one: Line) -> dict[str, Any]:
    names = ("number", "at", "verb", "sentence", "partner", "thing_id", "reason", "hash")
    return {
        **{name: getattr(one, name) for name in names},
        "roles": list(one.roles),
        "person_of_that_day": one.person,
        "thing": one.thing_label,
        "facts": dict(one.facts),
    }
