"""What this room says on a donor's first page: the projects it has a part in, and what was made public."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from commonweal.kernel.today import TodayItem
from commonweal.partners.models import Project, Recommendation
from commonweal.partners.rules.projects import SEE_PROJECT
from commonweal.rights.public import Role, holds

if TYPE_CHECKING:
    from commonweal.rights.models import Person


def donors_today(person: Person, *, since: datetime | None) -> Iterator[TodayItem]:
    """Yield for a donor the way to its projects, and how many promises were made public.

    Args:
        person: Whose first page it is; nothing is yielded for who is no donor.
        since: What came after this moment is new; all of it if None.
    """
    if not holds(person, Role.DONOR):
        return
    own = Project.objects.filter(SEE_PROJECT.rows(person)).count()
    if own:
        yield TodayItem(
            kind="new",
            text=_("Projects you fund or have a part in: %(count)s") % {"count": own},
            address=reverse("partners:projects"),
            detail=_("How far they are, their money and what came of it."),
            role=Role.DONOR,
        )
    public = Recommendation.objects.filter(published_at__isnull=False, withdrawn_at=None)
    count = (public if since is None else public.filter(published_at__gt=since)).count()
    text = ngettext("%(count)s promise was made public.", "%(count)s promises were made public.", count)  # fmt: skip
    if count:
        yield TodayItem(
            kind="new",
            text=text % {"count": count},
            address=reverse("partners:agreed"),
            role=Role.DONOR,
            count=count,
        )
