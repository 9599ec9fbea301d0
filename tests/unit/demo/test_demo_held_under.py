"""The demo's meetings are held under the partnership that is called as they are."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.utils import timezone

from commonweal.demo import tell
from commonweal.demo.agreements import Table, agree
from commonweal.demo.people import settle
from commonweal.demo.story import PREVENTION_COUNCIL, RIVERSIDE_COUNCIL
from commonweal.partners.models import Meeting, Partnership

pytestmark = [pytest.mark.django_db, pytest.mark.walk]


def test_the_council_meets_under_its_partnership_and_the_others_under_none() -> None:
    stage = tell.Stage(people=settle(), documents={}, now=timezone.now())
    agree(Table(person=stage.person, partner=stage.partner, ago=stage.ago))
    asked = (replace(RIVERSIDE_COUNCIL.promises[1], key="asked"),)
    by_hand = replace(
        PREVENTION_COUNCIL, title="The council", document="", promises=asked, days_ago=60
    )
    tell._gather(stage, by_hand)
    tell._gather(stage, RIVERSIDE_COUNCIL)
    tell._listen(stage)
    council = Partnership.objects.get(title__startswith="Prevention Council")
    assert list(council.meetings.all()) == [Meeting.objects.get(title="The council")]
    assert Partnership.objects.filter(kind="public-council").count() == 2
