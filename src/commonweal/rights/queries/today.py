"""What this room says on a person's first page about roles, notes and the trail."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from commonweal.kernel.today import TodayItem
from commonweal.rights.models import NoteShare, Role, TrailEntry
from commonweal.rights.queries.invitations import invitations_to_agree, open_invitations
from commonweal.rights.queries.people import ending_soon, ends_asked_for, own_ending_soon
from commonweal.rights.queries.sign_in import people_without_second_step
from commonweal.rights.rules.notes import shares_with
from commonweal.rights.rules.roles import coordinates, holds, speaks_for

if TYPE_CHECKING:
    from commonweal.rights.models import Person

# How many acts are counted; beyond them it says "more than".
MOST_COUNTED = 1_000
MOST_NEWCOMERS = 10


def roles_that_end(person: Person, *, since: datetime | None) -> Sequence[TodayItem]:  # noqa: ARG001  what ends is told until it does
    """Return the person's own roles that end soon, and how many of others they may extend.

    Args:
        person: Whose first page it is.
        since: When they read it before.
    """
    own = [
        TodayItem(
            kind="due",
            text=_("Your role %(role)s for %(partner)s ends.")
            % {"role": grant.get_role_display(), "partner": grant.organisation.name},
            address=reverse("rights:person", args=[person.pk]),
            due_on=timezone.localdate(grant.ends_at),
            detail=_("Whoever keeps people and roles can extend it."),
        )
        for grant in own_ending_soon(person)
    ]
    ends = list(ending_soon(person).values_list("ends_at", flat=True))
    if not ends:
        return own
    text = ngettext(
        "%(count)s role ends that you may extend.", "%(count)s roles end that you may extend.", len(ends)
    )  # fmt: skip
    return [
        *own,
        TodayItem(
            kind="due",
            text=text % {"count": len(ends)},
            address=reverse("rights:people") + "?ending=1",
            due_on=timezone.localdate(ends[0]),
            role=_keeps_people_as(person),
            count=len(ends),
        ),
    ]


def newcomers_to_agree(person: Person, *, since: datetime | None) -> Sequence[TodayItem]:  # noqa: ARG001  told until somebody has said yes or no
    """Return who is to act for the person's partner and waits for a yes or no of its people.

    Args:
        person: Whose first page it is.
        since: When they read it before.
    """
    return [
        TodayItem(
            kind="waiting",
            text=_("Agree or decline: %(who)s is to act for %(partner)s.")
            % {
                "who": each.for_person.name if each.for_person else each.email,
                "partner": each.organisation.name,
            },
            address=reverse("rights:agree", args=[each.pk]),
            due_on=timezone.localdate(each.expires_at),
            detail=_("They would read your notes. Nothing happens before one of you agrees."),
        )
        for each in invitations_to_agree(person)[:MOST_NEWCOMERS]
    ]


def notes_shared_since(person: Person, *, since: datetime | None) -> Sequence[TodayItem]:
    """Tell how many notes other partners shared with the person since their last visit.

    Args:
        person: Whose first page it is.
        since: When they read it before; on the first visit all that is shared is new.
    """
    shared = NoteShare.objects.filter(shares_with(person))
    if since is not None:
        shared = shared.filter(shared_at__gt=since)
    own = Q(note__organisation_id=speaks_for(person))
    count = shared.exclude(own).values("note_id").distinct().count()
    if not count:
        return []
    text = ngettext("Another partner shared a note with you.", "Other partners shared %(n)s notes with you.", count)  # fmt: skip
    return [
        TodayItem(
            kind="new",
            text=text % {"n": count},
            address=reverse("rights:notes"),
            detail=_("It can be taken back at any time."),
            count=count,
        )
    ]


def accounts_to_look_at(person: Person, *, since: datetime | None) -> Sequence[TodayItem]:  # noqa: ARG001  told until it is done
    """Tell the administrator whose sign-in is not yet as safe as their role asks, and if the trail is broken.

    Args:
        person: Whose first page it is.
        since: When they read it before.
    """
    if not holds(person, Role.ADMINISTRATOR):
        return []
    open_ones = open_invitations(person).count()
    bare = people_without_second_step().count()
    asked = ends_asked_for(person).count()
    words = (
        (bare, ngettext("%(n)s person has a role that needs a second step at sign-in, and has none yet.", "%(n)s people have a role that needs a second step at sign-in, and have none yet.", bare)),
        (asked, ngettext("%(n)s role is to end, which takes a second person who asks for it.", "%(n)s roles are to end, which takes a second person who asks for it.", asked)),
        (open_ones, ngettext("%(n)s invitation was not accepted yet.", "%(n)s invitations were not accepted yet.", open_ones)),
    )  # fmt: skip
    return [
        TodayItem(
            kind="waiting",
            text=text % {"n": count},
            address=reverse("rights:people"),
            role=Role.ADMINISTRATOR,
            count=count,
        )
        for count, text in words
        if count
    ]


def acts_since(person: Person, *, since: datetime | None) -> Sequence[TodayItem]:
    """Tell oversight how many acts the trail has since their last visit, and where to look.

    Args:
        person: Whose first page it is.
        since: When they read it before; on the first visit the whole trail is new.
    """
    if not holds(person, Role.OVERSIGHT):
        return []
    # Entries stand in the order of time: the newest ones are read, whatever their number.
    newest = TrailEntry.objects.order_by("-id").values_list("at", flat=True)[: MOST_COUNTED + 1]
    count = sum(since is None or at > since for at in newest)
    if not count:
        return []
    text = ngettext("%(n)s act was written down in the trail.", "%(n)s acts were written down in the trail.", count)  # fmt: skip
    shown = _("more than %(most)s") % {"most": MOST_COUNTED} if count > MOST_COUNTED else count
    return [
        TodayItem(
            kind="new",
            text=capfirst(text % {"n": shown}),
            address=reverse("rights:trail"),
            detail=_("Draw a random check, or look at what stands out."),
            role=Role.OVERSIGHT,
            count=count,
        )
    ]


def _keeps_people_as(person: Person) -> str:
    return Role.COORDINATOR if coordinates(person) else Role.ADMINISTRATOR
