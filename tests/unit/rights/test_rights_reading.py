"""Reads, exports and refusals leave their line; what was searched for leaves none."""

from __future__ import annotations

import pytest
from click.testing import CliRunner
from django.db import transaction
from django.test import Client

from commonweal.library.cli.library import library
from commonweal.rights.models import TrailEntry
from commonweal.rights.public import Thing, record_denial, record_export, record_read
from factories import PersonFactory

pytestmark = pytest.mark.django_db
NOTE = Thing("rights.Note", "7")


def last() -> TrailEntry:
    found = TrailEntry.objects.first()
    assert found
    return found


def test_a_read_is_noted_with_whether_the_partner_has_a_task_in_it() -> None:
    person = PersonFactory()
    record_read(person, NOTE, is_party=False)
    assert (last().verb, last().thing_id, last().facts) == (
        "rights.record.read", "7", {"party": False},
    )  # fmt: skip
    record_read(person, NOTE)
    assert last().facts == {}


def test_an_export_is_noted_with_its_size() -> None:
    record_export(PersonFactory(), Thing("partners.Meeting", ""), rows=40)
    assert (last().verb, last().facts) == ("rights.record.exported", {"rows": 40})


@pytest.mark.django_db(transaction=True)
def test_a_refusal_is_noted_and_not_undone_with_what_was_refused() -> None:
    person = PersonFactory()
    record_denial(person, NOTE)
    assert last().verb == "rights.record.denied"
    with pytest.raises(RuntimeError), transaction.atomic():
        record_denial(person, NOTE)


def test_a_search_on_the_command_line_is_noted_without_its_words() -> None:
    done = CliRunner().invoke(library, ["search", "quizzlewharf"])
    assert done.exit_code == 0, done.output
    entry = last()
    assert (entry.verb, entry.person_id) == ("library.search.asked", None)
    assert "quizzlewharf" not in str(TrailEntry.objects.values_list())


def test_an_outcome_paper_taken_is_noted(client: Client) -> None:
    from factories_partners import MeetingFactory

    meeting = MeetingFactory()
    client.force_login(PersonFactory())
    for name in ("outcome.docx", "outcome.pdf"):
        assert client.get(f"/partners/meetings/{meeting.pk}/{name}").status_code == 200
        assert (last().verb, last().thing_id) == ("rights.record.exported", str(meeting.pk))
