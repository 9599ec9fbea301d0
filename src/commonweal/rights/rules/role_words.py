"""What each role may do, in one short sentence for whoever grants it."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from commonweal.rights.models import Role

MAY: Mapping[Role, str | Promise] = {
    Role.COORDINATOR: _(
        "Takes part in the work, calls meetings for any partner, removes documents, "
        "keeps people and their roles."
    ),
    Role.CIVIL_SOCIETY: _("Takes part in the work in the name of a civil-society partner."),
    Role.POLICE: _("Takes part in the work in the name of the police or a security agency."),
    Role.PARTNER: _("Takes part in the work in the name of any other partner."),
    Role.REVIEWER: _("Checks and corrects what was read of documents."),
    Role.PLACE: _("Takes part in the work in the name of a place, such as a market or a station."),
    Role.MISSION: _("Takes part in the work in the name of an impartial mission."),
    Role.DONOR: _("Reads published documents and public pages only."),
    Role.OVERSIGHT: _("Sees every decision and its reasons, without the names of persons."),
    Role.ADMINISTRATOR: _("Keeps accounts, roles and settings; sees no content."),
}
