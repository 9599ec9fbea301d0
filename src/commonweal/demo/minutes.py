"""The minutes of the Riverside council: written twice, two decisions in them, one wording proposed."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from commonweal.demo.city import POLICE, WOMEN
from commonweal.demo.models import Made
from commonweal.partners import public as partners

if TYPE_CHECKING:
    from commonweal.demo.tell import Stage

FIRST = """The council met in the Riverside library. Thirty-one people came, and the women's association interpreted.

The health service reported on the second evening for mothers.

The council agreed that the next meeting is in the school.

Two speakers said that patrols on the embankment feel unfriendly after dark."""
SECOND = """The council met in the Riverside library. Thirty-one people came, and the women's association interpreted.

The health service reported on the second evening for mothers: twelve came on average.

The council agreed that the next meeting is in the school, at an hour at which shops are closed.

Two speakers said that patrols on the embankment feel unfriendly after dark.

The council agreed to put the answers to what was raised on the wall of the library."""
WORDS = "Several women said that patrols on the embankment feel unfriendly after dark, and that nobody greets."
# Women and men by age (15-24, 25-34, 35 and over, not said); the last two rows: another, not said.
FIGURES = {
    "speaker": [[1, 2, 3, 0], [0, 2, 3, 0], [0, 0, 0, 0], [0, 0, 0, 1]],
    "decision-maker": [[0, 1, 3, 0], [0, 1, 3, 0], [0, 0, 0, 0], [0, 0, 0, 0]],
    "participant": [[6, 7, 5, 0], [2, 4, 5, 0], [0, 0, 0, 0], [0, 1, 0, 1]],
}
WHY = "It was more than two, and what they asked for was a greeting."


def keep_minutes(stage: Stage) -> None:
    """Write the minutes of the Riverside council and open them; the women's association proposes words."""
    key = "meeting:riverside-council"
    meeting_id = Made.objects.values_list("made_id", flat=True).get(name=key)
    assert meeting_id is not None, "the council is told before its minutes"  # noqa: S101  settled so
    opened = stage.ago(3)
    told = partners.minutes.MinutesTold(
        revisions=(FIRST, SECOND), decisions=(3, 5), days=10, figures=FIGURES
    )
    partners.minutes.tell_minutes(stage.person(POLICE), meeting_id, told, now=opened)
    partners.minutes.propose_for(
        stage.person(WOMEN), meeting_id, 4, text=WORDS, why=WHY, now=opened + timedelta(days=1)
    )
