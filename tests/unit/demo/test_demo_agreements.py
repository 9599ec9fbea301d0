"""The demo's partnerships: each as far as the story says, each signed by its own people."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from commonweal.demo.agreements import AGREEMENTS, Table, agree
from commonweal.demo.city import COORDINATOR, POLICE, TEACHERS, TRADERS
from commonweal.demo.people import settle
from commonweal.partners import public as partners
from commonweal.partners.models import Meeting, Partnership, Signature
from commonweal.partners.queries.obligations import met_under
from commonweal.partners.queries.partnerships import Wanted, partnerships

pytestmark = [pytest.mark.django_db, pytest.mark.walk]


def test_they_are_as_far_as_the_story_says_and_a_meeting_counts() -> None:
    people = settle()
    now = timezone.now()

    def ago(days: int) -> datetime:
        return now - timedelta(days=days)

    agree(
        Table(
            person=lambda one: people[one.key],
            partner=lambda one: people[one.key].organisation_id,
            ago=ago,
        )
    )
    coordinator, today = people[COORDINATOR.key], timezone.localdate()
    found = {row.title: row for row in partnerships(coordinator, Wanted(), today=today)}
    stages = [found[one.title].stage for one in AGREEMENTS]
    assert stages == ["active", "expiring", "discussed"]
    for signature in Signature.objects.all():
        assert signature.person.organisation_id == signature.organisation_id
    council = Partnership.objects.get(title=AGREEMENTS[0].title)
    draft = partners.MeetingDraft(title="Council", start=ago(60).date(), partnership_id=council.pk)
    partners.add_meeting(coordinator, draft)
    [met] = met_under(coordinator, [council], today=today)
    assert (met.now.met, met.now.needed) == (1, 4)
    assert met.meetings == [Meeting.objects.get()]
    texts = [each.text for each in partners.today_items(people[TRADERS.key], since=None)]
    assert "Renew or end: Safe Squares: the Old Market stays open" in texts
    texts = [each.text for each in partners.today_items(people[TEACHERS.key], since=None)]
    assert "Discuss and sign: Answering rumours together" in texts
    texts = [each.text for each in partners.today_items(people[POLICE.key], since=None)]
    assert not [each for each in texts if "rumours" in each]
