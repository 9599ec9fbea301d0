"""Chain what the plain trail holds, and turn yes-or-no rights into roles granted for a time."""

from datetime import timedelta
from uuid import uuid4

from django.db import migrations
from django.utils import timezone

from commonweal.rights.engine.chain import BEGINNING, hash_of
from commonweal.rights.engine.types import Link

REASON = "Worked here before roles were granted for a time."
DAYS = 365


def chain(apps, schema_editor):
    plain = apps.get_model("rights", "PlainEntry")
    entries = apps.get_model("rights", "TrailEntry")
    at, previous, number = None, BEGINNING, 0
    rows = []
    for number, row in enumerate(plain.objects.order_by("id").iterator(), start=1):
        at = max(at, row.at) if at else row.at
        link = Link(
            entry=number,
            segment=1,
            at=at,
            person_id=str(row.person_id) if row.person_id else None,
            organisation_id=str(row.organisation_id) if row.organisation_id else None,
            roles=[],
            verb=row.verb,
            thing=row.thing,
            thing_id=row.thing_id,
            facts=row.facts,
            reason_digest="",
            before_digest="",
            after_digest="",
            previous=previous,
            hash="",
        )
        previous_of_this, previous = previous, hash_of(link)
        rows.append(
            entries(
                id=number,
                segment=1,
                at=at,
                person_id=row.person_id,
                organisation_id=row.organisation_id,
                verb=row.verb,
                thing=row.thing,
                thing_id=row.thing_id,
                facts=row.facts,
                previous=previous_of_this,
                hash=previous,
            )
        )
    entries.objects.bulk_create(rows, batch_size=500)
    apps.get_model("rights", "TrailSegment").objects.create(number=1)
    apps.get_model("rights", "TrailHead").objects.create(
        id=1, entry=number, hash=previous, segment=1, at=at
    )


def grant(apps, schema_editor):
    person, grants = apps.get_model("rights", "Person"), apps.get_model("rights", "Grant")
    now = timezone.now()
    grants.objects.bulk_create(
        grants(
            id=uuid4(),
            person_id=one.pk,
            organisation_id=one.organisation_id,
            role="co-ordinator" if one.is_staff else "partner",
            starts_at=now,
            ends_at=now + timedelta(days=DAYS),
            reason=REASON,
        )
        for one in person.objects.exclude(organisation=None)
    )
    apps.get_model("rights", "Invitation").objects.filter(is_coordinator=True).update(
        role="co-ordinator"
    )
    apps.get_model("rights", "Invitation").objects.filter(reason="").update(reason=REASON)


class Migration(migrations.Migration):

    dependencies = [("rights", "0003_rights_of_every_room")]

    operations = [
        migrations.RunPython(chain, migrations.RunPython.noop),
        migrations.RunPython(grant, migrations.RunPython.noop),
    ]
