"""The daily task erases what has reached its end, everywhere, once, and nothing else."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone

from commonweal.kernel.errors import Conflict, NotFound
from commonweal.library import public as library
from commonweal.library.models import Body, Document, Intake, IntakeItem
from commonweal.partners import public as partners
from commonweal.partners.models import Action, Evidence, Meeting, Recommendation
from commonweal.rights.actions import retention as actions
from commonweal.rights.actions.erasure import erase_now
from commonweal.rights.actions.trail import Thing, record, verb
from commonweal.rights.models import (
    Decision,
    Grant,
    Hold,
    Note,
    Person,
    Proposal,
    RecordKey,
    RetentionRun,
    Tombstone,
    TrailEntry,
    TrailWords,
)
from commonweal.rights.queries.retention import end_of_row, overdue
from commonweal.rights.rules import keeping as register
from factories import CoordinatorFactory, PersonFactory
from factories_partners import (
    ActionFactory,
    EvidenceFactory,
    MeetingFactory,
    documented_meeting,
    world,
)

pytestmark = pytest.mark.django_db
YEAR = timedelta(days=365)
DAY = timedelta(days=1)
WORD = "Quillerbrand"
SAID = verb("rights.test.said", "said something")
PAPER = b"""Round table on the Quillerbrand square
12 March 2026

Halvera, 12 March 2026 - The City of Halvera met the Quillerbrand Youth Forum.

Participants recommended that the City of Halvera should keep the Quillerbrand entrance step-free.
"""


def hold(thing: Any, *, until: datetime) -> Hold:
    return Hold.objects.create(
        thing=thing._meta.label,
        thing_id=str(thing.pk),
        reason="A court asks",
        until=until.date(),
        placed_at=until - 300 * DAY,
        placed_by=CoordinatorFactory(),
    )


def say(thing: Any, words: str) -> None:
    with transaction.atomic():
        record(None, SAID, thing=thing, reason=words, change=(None, words))


@pytest.fixture
def document() -> Document:
    return Document.objects.get(pk=library.add_now(f"{WORD}.txt", PAPER, person=None))


def later(**days: int) -> datetime:
    return timezone.now() + timedelta(**days)


# What is due goes, and what is not stays


def test_nothing_goes_before_its_time(document: Document) -> None:
    outcome = actions.retain(now=document.added_at + 5 * YEAR - DAY)
    assert Document.objects.exists()
    assert outcome is not None
    assert "library.Document" not in outcome.counts


def test_a_document_goes_when_its_period_is_over(document: Document, data_folder: Path) -> None:
    outcome = actions.retain(now=document.added_at + 5 * YEAR)
    assert outcome is not None
    assert outcome.counts["library.Document"].erased == 1
    assert outcome.problems == ()
    assert not Document.objects.exists()
    assert not Body.objects.exists()
    assert [file for file in (data_folder / "originals").rglob("*") if file.is_file()] == []
    stone = Tombstone.objects.get(thing="library.Document")
    assert (stone.thing_id, stone.why) == (str(document.pk), "period")
    assert set(stone.remains) == {"added_at", "date_issued", "size_bytes"}


def test_a_document_stays_while_a_promise_rests_on_it_but_not_for_ever() -> None:
    meeting_id, document_id = documented_meeting(PersonFactory())
    document = Document.objects.get(pk=document_id)
    actions.retain(now=document.added_at + 6 * YEAR)
    assert Document.objects.filter(pk=document_id).exists()
    end = end_of_row(document)
    assert end is not None
    assert end.why == "needed"
    assert end.at == document.added_at + 15 * YEAR
    actions.retain(now=end.at + DAY)
    assert not Document.objects.exists()
    assert not Meeting.objects.filter(pk=meeting_id).exists()


def test_a_removed_document_goes_after_its_thirty_days(document: Document) -> None:
    library.remove(document.pk, person=CoordinatorFactory())
    actions.retain(now=later(days=29))
    assert Document.objects.exists()
    actions.retain(now=later(days=31))
    assert not Document.objects.exists()
    assert Tombstone.objects.get(thing_id=str(document.pk)).why == "removed"


def test_withdrawn_evidence_goes_sooner() -> None:
    kept, taken = EvidenceFactory(), EvidenceFactory(withdrawn_at=timezone.now())
    actions.retain(now=later(days=366))
    assert set(Evidence.objects.all()) == {kept}
    assert Tombstone.objects.get(thing_id=str(taken.pk)).why == "removed"


def test_a_whole_promise_goes_with_its_meeting_at_the_hard_maximum() -> None:
    around = world()
    around.do()
    meeting = Meeting.objects.get(pk=around.meeting_id)
    end = meeting.added_at + 15 * YEAR
    # Marked again and acted on in the last year: the meeting's clock is the one that counts.
    late = end - YEAR
    Recommendation.objects.update(marked_at=late)
    Action.objects.update(added_at=late, state="ongoing")
    Evidence.objects.update(at=late)
    actions.retain(now=end - DAY)
    assert Action.objects.exists()
    assert Meeting.objects.exists()
    actions.retain(now=end)
    for model in (Meeting, Recommendation, Action, Evidence):
        assert not model.objects.exists(), model
        assert Tombstone.objects.filter(thing=model._meta.label).exists(), model
    whys = dict(Tombstone.objects.values_list("thing", "why"))
    assert whys["partners.Recommendation"] == whys["partners.Action"] == "hard maximum"


def test_after_a_generation_only_tombstones_and_names_of_institutions_are_left() -> None:
    world().do()
    CoordinatorFactory()
    for years in (16, 30):
        outcome = actions.retain(now=timezone.now() + years * YEAR)
        assert outcome is not None
        assert outcome.problems == ()
    left = {
        one.thing: one.all().count()
        for one in register.keepings()
        if one.thing != "rights.RetentionRun" and one.all().exists()
    }
    assert set(left) <= {"rights.Tombstone", "rights.TrailSegment"}
    assert set(Person.objects.values_list("name", flat=True)) == {"Erased person"}


# t5: close, re-open, edit, read again: the end stays where it was


def test_closing_and_reopening_an_action_leaves_its_end_where_it_was() -> None:
    around = world()
    action_id = around.do()
    action = Action.objects.get(pk=action_id)
    before = end_of_row(action)
    partners.report(around.owner, action_id, partners.ReportDraft("reopened", text="Not yet"))
    late = timezone.localdate() + timedelta(days=300)
    partners.report(
        around.owner, action_id, partners.ReportDraft("extended", text="Rain", due_on=late)
    )
    partners.report_done(around.owner, action_id)
    again = end_of_row(Action.objects.get(pk=action_id))
    assert before is not None
    assert again == before
    assert again.at == action.added_at + 10 * YEAR


def test_adding_a_known_document_again_leaves_its_end_where_it_was(document: Document) -> None:
    before = end_of_row(document)
    library.add_now("again.txt", PAPER, person=PersonFactory())
    assert Document.objects.count() == 1
    assert end_of_row(Document.objects.get()) == before


def test_removing_and_putting_back_leaves_the_end_where_it_was(document: Document) -> None:
    from commonweal.library.actions.removal import put_back

    before = end_of_row(document)
    coordinator = CoordinatorFactory()
    library.remove(document.pk, person=coordinator)
    assert end_of_row(Document.objects.get()) != before
    put_back(document.pk, person=coordinator)
    assert end_of_row(Document.objects.get()) == before


def test_a_role_that_is_ended_sooner_is_kept_no_longer() -> None:
    found = Grant.objects.get(person=PersonFactory())
    before = end_of_row(found)
    found.ended_at = timezone.now()
    found.save()
    assert end_of_row(found) == before


# Holds


def test_what_is_held_stays_until_the_hold_is_over(document: Document) -> None:
    end = document.added_at + 5 * YEAR
    hold(document, until=end + 10 * DAY)
    outcome = actions.retain(now=end + DAY)
    assert outcome is not None
    assert outcome.counts["library.Document"] == actions.Batch(held=1)
    assert overdue(now=end + 3 * DAY) == []
    actions.retain(now=end + 11 * DAY)
    assert not Document.objects.exists()


def test_a_lifted_hold_holds_nothing(document: Document) -> None:
    placed = hold(document, until=later(days=4000))
    Hold.objects.filter(pk=placed.pk).update(lifted_at=timezone.now())
    actions.retain(now=document.added_at + 5 * YEAR)
    assert not Document.objects.exists()


@pytest.mark.parametrize("which", ["meeting", "evidence"])
def test_a_hold_on_a_part_or_on_the_whole_keeps_both(which: str) -> None:
    evidence = EvidenceFactory()
    meeting = evidence.action.recommendation.meeting
    far = later(days=17 * 365)
    hold(meeting if which == "meeting" else evidence, until=far + 30 * DAY)
    actions.retain(now=far)
    assert Evidence.objects.filter(pk=evidence.pk).exists()
    assert Action.objects.filter(pk=evidence.action_id).exists()
    assert Meeting.objects.filter(pk=meeting.pk).exists()
    assert Hold.objects.exists()


def test_a_held_record_is_not_erased_on_request_either(document: Document) -> None:
    hold(document, until=later(days=5))
    thing = Thing("library.Document", str(document.pk))
    with pytest.raises(Conflict, match="lift the hold first"):
        erase_now(None, thing, why="request", now=timezone.now())
    Hold.objects.all().delete()
    erase_now(None, thing, why="request", now=timezone.now())
    assert Tombstone.objects.get().why == "request"
    with pytest.raises(NotFound):
        erase_now(None, thing, why="request", now=timezone.now())


@pytest.mark.parametrize("thing", [("rights.Person_groups", "1"), ("library.Document", "x")])
def test_what_is_no_record_is_not_erased(thing: tuple[str, str]) -> None:
    with pytest.raises(NotFound):
        erase_now(None, Thing(*thing), why="request", now=timezone.now())


# Erased means erased everywhere


def test_everything_beside_a_record_goes_with_it(document: Document) -> None:
    person = PersonFactory()
    say(document, f"about {WORD}")
    on = {"thing": "library.Document", "thing_id": str(document.pk)}
    note = Note.objects.create(
        organisation=person.organisation, author=person, text=f"{WORD} asked", **on
    )
    say(note, f"note on {WORD}")
    proposal = Proposal.objects.create(kind="library.value", key="title", value=WORD, **on)
    Decision.objects.create(
        proposal=proposal,
        state="corrected",
        value=WORD,
        why=WORD,
        by=person,
        organisation=person.organisation,
    )
    intake = Intake.objects.create(person=person, added_for=person.organisation)
    IntakeItem.objects.create(intake=intake, place=1, name=WORD, title=WORD, document=document)
    other = library.add_now("other.txt", PAPER.replace(WORD.encode(), b"Riverside"), person=None)
    say(Document.objects.get(pk=other), "stays")
    erase_now(None, Thing("library.Document", str(document.pk)), why="request", now=timezone.now())
    assert not Note.objects.exists()
    assert not Proposal.objects.exists()
    assert not Decision.objects.exists()
    assert list(TrailWords.objects.values_list("reason", flat=True)) == ["stays"]
    assert not RecordKey.objects.filter(**on).exists()
    assert not RecordKey.objects.filter(thing="rights.Note").exists()
    assert RecordKey.objects.filter(thing_id=str(other)).exists()
    # The entries stay, without words and without a key: what they say cannot be guessed.
    assert TrailEntry.objects.filter(verb="rights.test.said", thing_id=str(document.pk)).exists()
    assert not library.find_passages(WORD, person=CoordinatorFactory())


def test_files_of_evidence_go_with_the_action() -> None:
    evidence = EvidenceFactory()
    evidence = Evidence(
        action=evidence.action,
        kind="file",
        title="photo",
        person=evidence.person,
        organisation=evidence.organisation,
        file_name="photo.jpg",
    )
    evidence.file.save("photo.jpg", ContentFile(WORD.encode()), save=False)
    evidence.save()
    stored = Path(evidence.file.path)
    assert stored.read_bytes() == WORD.encode()
    actions.retain(now=later(days=11 * 365))
    assert not stored.exists()


def test_leftovers_of_files_go_and_files_in_use_stay(
    document: Document, data_folder: Path, settings: object
) -> None:
    settings.FILE_UPLOAD_TEMP_DIR = data_folder / "uploads"
    lost = [
        data_folder / "originals" / "ab" / "cdef",
        data_folder / "incoming" / "0000" / "1",
        data_folder / "uploads" / "x.upload",
        data_folder / "evidence" / "ab" / "abc",
        data_folder / "mail" / "1.log",
    ]
    for file in lost:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(b"left")
    foreseen = actions.foresee(now=later(days=31))
    assert foreseen.counts["files rights.mail"].erased == 1
    assert all(file.exists() for file in lost)
    actions.retain(now=later(days=31))
    assert not any(file.exists() for file in lost)
    assert Document.objects.filter(pk=document.pk).exists()
    assert any(f.is_file() for f in (data_folder / "originals").rglob("*"))


def test_counts_of_attempts_go_when_they_have_run_out(settings: object) -> None:
    from django.core.cache import cache, caches
    from django.core.management import call_command
    from django.db import connection

    settings.CACHES = {
        "default": {
            "BACKEND": "django.core.cache.backends.db.DatabaseCache",
            "LOCATION": "counts_here",
        }
    }
    sweep = next(one for one in register.files_keepings() if one.key == "rights.counts").sweep
    assert sweep(later(days=1), is_dry=False) == 0  # the table is not there yet
    call_command("createcachetable", verbosity=0)
    cache.set("tried", 1, timeout=60)
    cache.set("limit", 1, timeout=90_000_000)
    assert isinstance(caches["default"]._table, str)
    assert sweep(later(days=1), is_dry=True) == 1
    assert sweep(later(days=1), is_dry=False) == 1
    with connection.cursor() as cursor:
        cursor.execute("SELECT cache_key FROM counts_here")
        assert [key for (key,) in cursor.fetchall()] == [":1:limit"]


def test_a_folder_that_cannot_be_swept_does_not_stop_the_run(
    document: Document, monkeypatch: pytest.MonkeyPatch
) -> None:
    def sweep(_older: datetime, *, is_dry: bool) -> int:
        raise PermissionError

    real = register._FILES["rights.mail"]
    monkeypatch.setitem(register._FILES, "rights.mail", replace(real, sweep=sweep))
    outcome = actions.retain(now=later(days=6 * 365))
    assert outcome is not None
    assert outcome.problems == ("files rights.mail: PermissionError",)
    assert not Document.objects.exists()
    assert RetentionRun.objects.get().finished_at


# Killed half-way, run twice


class Killed(BaseException):
    """As if the process had ended here."""


@pytest.fixture
def killed(monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """Let one kind's erase function stop before, or after, its work, once."""

    def arm(thing: str, *, after: bool, with_: type[BaseException] = Killed) -> None:
        real = register.keeping_of(thing)
        assert real is not None

        def broken(keys: Sequence[Any]) -> None:
            monkeypatch.setitem(register._KEEPINGS, thing, real)
            if after:
                real.erase(keys)
            raise with_

        monkeypatch.setitem(register._KEEPINGS, thing, replace(real, erase=broken))

    return arm


KINDS = ["partners.Evidence", "partners.Action", "partners.Recommendation", "partners.Meeting",
         "library.Document", "rights.Grant", "rights.Person", "rights.TrailSegment"]  # fmt: skip


@pytest.mark.parametrize("after", [False, True])
@pytest.mark.parametrize("thing", KINDS)
def test_a_run_that_is_killed_is_taken_up_and_finished(
    thing: str, after: bool, killed: Any, document: Document
) -> None:
    world().do()
    far = later(days=16 * 365)
    killed(thing, after=after)
    try:
        actions.retain(now=far)
    except Killed:
        assert RetentionRun.objects.get().is_open
    else:
        assert thing == "rights.TrailSegment"  # nothing of it is due so soon
    outcome = actions.retain(now=far)
    assert outcome is not None
    assert outcome.problems == ()
    assert not RetentionRun.objects.filter(is_open=True).exists()
    assert RetentionRun.objects.count() == (2 if thing == "rights.TrailSegment" else 1)
    for model in (Meeting, Recommendation, Action, Evidence, Document, Grant):
        assert not model.objects.exists(), model
    for label in ("partners.Meeting", "library.Document"):
        assert Tombstone.objects.filter(thing=label).count() == 1
        assert outcome.counts.get(label, actions.Batch(erased=1)).erased == 1
    assert overdue(now=far + 2 * DAY) == []


def test_to_run_it_twice_does_nothing_twice(document: Document) -> None:
    far = later(days=6 * 365)
    first, second = actions.retain(now=far), actions.retain(now=far)
    assert first is not None
    assert second is not None
    assert first.counts["library.Document"].erased == 1
    assert "library.Document" not in second.counts
    assert Tombstone.objects.filter(thing="library.Document").count() == 1


def test_one_record_that_cannot_be_erased_stays_and_is_named(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    good, bad = ActionFactory(), ActionFactory()
    real = register.keeping_of("partners.Action")
    assert real is not None

    def erase(keys: Sequence[Any]) -> None:
        if bad.pk in keys:
            raise OSError("the disk")
        real.erase(keys)

    monkeypatch.setitem(register._KEEPINGS, "partners.Action", replace(real, erase=erase))
    Action.objects.update(state="done", reported_by=PersonFactory(), reported_at=timezone.now(), reported_for=good.owner)  # fmt: skip
    Recommendation.objects.update(marked_at=good.added_at + YEAR)
    Meeting.objects.update(added_at=good.added_at + YEAR)
    far = good.added_at + 10 * YEAR + 2 * DAY
    outcome = actions.retain(now=far)
    assert outcome is not None
    assert outcome.problems == (f"partners.Action {bad.pk}: OSError",)
    assert list(Action.objects.all()) == [bad]
    assert RetentionRun.objects.get().message == outcome.problems[0]
    assert [one.key for one in overdue(now=far)] == [str(bad.pk)]


def test_turns_come_to_an_end_with_everything_erased() -> None:
    MeetingFactory.create_batch(120)
    far, turns = later(days=16 * 365), 0
    outcome = actions.retain(now=far, is_over=lambda: True)
    while outcome is not None and not outcome.is_finished:
        turns += 1
        assert turns < 40
        outcome = actions.retain(now=far, is_over=lambda: True)
    assert outcome is not None
    assert outcome.counts["partners.Meeting"].erased == 120
    assert not Meeting.objects.exists()
    assert RetentionRun.objects.count() == 1


def test_one_batch_is_one_entry_with_counts_and_no_words(document: Document) -> None:
    actions.retain(now=later(days=6 * 365))
    facts = [entry.facts for entry in TrailEntry.objects.filter(verb="rights.retention.erased")]
    assert {"kind": "library.Document", "erased": 1, "held": 0} in facts
    assert WORD not in str(facts)


def test_a_run_that_another_living_process_has_is_left_alone() -> None:
    RetentionRun.objects.create(runner="elsewhere:1")
    assert actions.retain() is None
    RetentionRun.objects.update(seen_at=timezone.now() - timedelta(minutes=11))
    assert actions.retain() is not None


def test_only_one_run_can_be_open() -> None:
    from django.db import IntegrityError

    RetentionRun.objects.create(runner="a:1")
    with pytest.raises(IntegrityError), transaction.atomic():
        RetentionRun.objects.create(runner="b:2")


def test_whoever_has_lost_the_run_erases_nothing(
    document: Document, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = RetentionRun.objects.create(runner="other:1")
    stolen = RetentionRun(pk=run.pk, runner="me:1")
    monkeypatch.setattr(actions, "_claim", lambda **_now: stolen)
    assert actions.retain(now=later(days=6 * 365)) is None
    assert Document.objects.exists()


def test_a_run_is_due_once_a_day() -> None:
    now = timezone.now()
    assert actions.next_run_at(now=now) == now
    actions.retain(now=now)
    assert actions.next_run_at(now=now) == now + DAY
    assert actions.next_run_at(now=now - 40 * DAY) == now - 39 * DAY
    RetentionRun.objects.create()
    assert actions.next_run_at(now=now) == now


def test_a_dry_run_changes_nothing_and_says_what_would_go(document: Document) -> None:
    foreseen = actions.foresee(now=later(days=6 * 365))
    assert foreseen.counts["library.Document"].erased == 1
    assert Document.objects.exists()
    assert not RetentionRun.objects.exists()


def test_what_is_overdue_is_named_until_it_is_erased(document: Document) -> None:
    late = document.added_at + 5 * YEAR + 2 * DAY
    assert [(one.thing, one.key) for one in overdue(now=late)] == [
        ("library.Document", str(document.pk))
    ]
    actions.retain(now=late)
    assert overdue(now=late) == []
