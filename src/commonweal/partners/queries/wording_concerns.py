"""How concerns are called on pages and papers, and what is said of words to look at twice."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

if TYPE_CHECKING:
    from django.utils.functional import Promise

    from commonweal.partners.engine.plain_words import Found, Kind

# To decline with a reason is an answer too: it is not drawn as a fault.
CONCERN_BADGES = {
    "raised": "neutral",
    "taken-up": "info",
    "answered": "info",
    "done": "ok",
    "declined": "warn",
    "withdrawn": "neutral",
}
STEP_BUTTONS: dict[str, Promise] = {
    "taken-up": gettext_lazy("We take it up"),
    "given-back": gettext_lazy("We give it back"),
    "answered": gettext_lazy("We answer"),
    "done": gettext_lazy("Say what was done"),
    "declined": gettext_lazy("Decline, with the reason"),
    "reopened": gettext_lazy("Open it again"),
    "withdrawn": gettext_lazy("Take it back: typed in by mistake"),
    "restored": gettext_lazy("Put it back on the list"),
}
FOUND_KINDS: dict[Kind, Promise] = {
    "mail": gettext_lazy("an e-mail address"),
    "telephone": gettext_lazy("a telephone number"),
    "name": gettext_lazy("a person’s name"),
    "street": gettext_lazy("a street"),
    "number": gettext_lazy("a house number or a postcode"),
    "coordinates": gettext_lazy("co-ordinates"),
    "belief": gettext_lazy("what people believe, or where they come from"),
}


def found_words(found: Sequence[Found]) -> str:
    """Return which words to look at twice, and what to do about them.

    Args:
        found: One or more findings.
    """
    named = "; ".join(
        _("“%(words)s” (looks like %(kind)s)")
        % {"words": each.words, "kind": FOUND_KINDS[each.kind]}
        for each in found
    )
    return _(
        "Look again at %(named)s. No names, no addresses, nothing about what somebody is or believes: change "
        "the words, or say below why they stay."
    ) % {"named": named}
