"""An act without its entry must not be possible: full disk, failing writes, many writers at once."""

from __future__ import annotations

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from django.db import DatabaseError, OperationalError, connection, transaction

from commonweal.rights.actions.people import add_organisation
from commonweal.rights.actions.trail import Thing, record, verb
from commonweal.rights.models import Organisation, TrailEntry, TrailHead, trail_guard
from commonweal.rights.queries.verify import verify

IS_SQLITE = connection.vendor == "sqlite"
ACTS = "rights.organisation.added"
WRITERS, EACH = 50, 4
ROOT = Path(__file__).resolve().parents[3]
MANY_WRITERS = f"""
import sys, threading
import django
django.setup()
from django.core.management import call_command
from django.db import connection, transaction
if sys.argv[1] == "migrate":
    call_command("migrate", verbosity=0, interactive=False)
    sys.exit()
from commonweal.rights.actions.people import add_organisation
failed = []
def write(number):
    try:
        for turn in range({EACH}):
            add_organisation(None, name=f"Partner {{sys.argv[1]}} {{number}} {{turn}}")
    except Exception as error:
        failed.append(repr(error))
    finally:
        connection.close()
threads = [threading.Thread(target=write, args=(n,)) for n in range({WRITERS // 2})]
[one.start() for one in threads]
[one.join() for one in threads]
sys.exit("\\n".join(failed) or 0)
"""


def acts() -> int:
    return TrailEntry.objects.filter(verb=ACTS).count()


@pytest.mark.skipif(not IS_SQLITE, reason="limits the pages of SQLite")
@pytest.mark.django_db(transaction=True)
def test_on_a_full_disk_the_act_fails_too() -> None:
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA page_count")
        (pages,) = cursor.fetchone()
        cursor.execute(f"PRAGMA max_page_count = {pages}")
    done: list[int] = []

    def work() -> None:
        for number in range(10_000):
            add_organisation(None, name=f"Partner {number}")
            done.append(number)

    try:
        with pytest.raises(OperationalError, match="full"):
            work()
    finally:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA max_page_count = 1000000")
    assert done
    assert Organisation.objects.count() == acts() == len(done)
    assert verify().broken is None
    # With room again, the chain goes on where it was.
    add_organisation(None, name="Partner with room")
    assert acts() == len(done) + 1
    assert verify().broken is None


@pytest.mark.skipif(not IS_SQLITE, reason="makes a trigger of SQLite")
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("table", ["rights_trailentry", "rights_trailhead", "rights_trailwords"])
def test_an_act_whose_entry_cannot_be_written_fails(table: str) -> None:
    add_organisation(None, name="Before")
    act = "UPDATE" if table == "rights_trailhead" else "INSERT"
    with connection.cursor() as cursor:
        cursor.execute(
            f"CREATE TEMP TRIGGER failing BEFORE {act} ON main.{table} "
            "BEGIN SELECT RAISE(ABORT, 'cannot be written'); END"
        )

    @transaction.atomic
    def work() -> None:
        made = Organisation.objects.create(name="After")
        record(None, FAILING, thing=made, reason="Because.")

    try:
        with pytest.raises(DatabaseError, match="cannot be written"):
            work()
    finally:
        with connection.cursor() as cursor:
            cursor.execute("DROP TRIGGER failing")
    assert not Organisation.objects.filter(name="After").exists()
    assert verify().broken is None


FAILING = verb("rights.test.failing", "tries to write")


@pytest.mark.django_db(transaction=True)
def test_a_fork_of_the_chain_is_refused() -> None:
    add_organisation(None, name="One")
    with trail_guard.lifted(connection):
        TrailHead.objects.update(entry=0)
    with pytest.raises(DatabaseError), transaction.atomic():
        record(None, FAILING, thing=Thing("rights.Person", "1"))
    assert TrailEntry.objects.count() == 1


@pytest.mark.skipif(not IS_SQLITE, reason="its own file of SQLite")
def test_fifty_writers_in_two_processes_keep_one_chain(tmp_path: Path) -> None:
    environment = {
        **os.environ,
        "COMMONWEAL_DATA": str(tmp_path),
        "DJANGO_SETTINGS_MODULE": "commonweal.config.settings",
        "PYTHONPATH": str(ROOT / "src"),
        "COMMONWEAL_DEMO": "0",
    }

    def run(*words: str) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [sys.executable, *words],
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def ended(process: subprocess.Popen[str]) -> str:
        out, error = process.communicate(timeout=300)
        assert process.returncode == 0, error
        return out

    ended(run("-c", MANY_WRITERS, "migrate"))
    for process in [run("-c", MANY_WRITERS, name) for name in ("a", "b")]:
        ended(process)
    found = ended(run("-m", "commonweal.cli", "rights", "verify", "--json"))
    assert f'"entries": {WRITERS * EACH},' in found
    assert '"broken": null' in found


@pytest.mark.skipif(IS_SQLITE, reason="threads share no SQLite in memory")
@pytest.mark.django_db(transaction=True)
def test_fifty_writers_on_postgresql_keep_one_chain() -> None:
    def write(number: int) -> None:
        try:
            for turn in range(EACH):
                add_organisation(None, name=f"Partner {number} {turn}")
        finally:
            connection.close()

    with ThreadPoolExecutor(max_workers=WRITERS) as pool:
        list(pool.map(write, range(WRITERS)))
    assert acts() == Organisation.objects.count() == WRITERS * EACH
    found = verify()
    assert found.broken is None
    assert found.entries == WRITERS * EACH
