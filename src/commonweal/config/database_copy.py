"""A copy of the whole database while others write, and its way back: SQLite and PostgreSQL."""

from __future__ import annotations

import os
import re
import shutil
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path

from django.db import connection, transaction

from commonweal.kernel.errors import NoAnswer
from commonweal.rights.public import trail_end

NAMES = {"sqlite": "commonweal.sqlite3", "postgresql": "database.sql"}
END = "SELECT entry, hash FROM rights_trailhead WHERE id = 1"
# pg_dump 17 and newer write it; a server before 17 stops at it.
NEW_IN_17 = b"\nSET transaction_timeout = 0;\n"
HEAD_BYTES = 4096
# Removes what is in the schema, in the transaction that brings the copy.
CLEAR = """
DO $$ DECLARE one record; BEGIN
  FOR one IN SELECT tablename FROM pg_tables WHERE schemaname = current_schema() LOOP
    EXECUTE format('DROP TABLE IF EXISTS %I CASCADE', one.tablename); END LOOP;
  FOR one IN SELECT sequencename FROM pg_sequences WHERE schemaname = current_schema() LOOP
    EXECUTE format('DROP SEQUENCE IF EXISTS %I CASCADE', one.sequencename); END LOOP;
  FOR one IN SELECT p.oid::regprocedure AS name FROM pg_proc p
      JOIN pg_namespace n ON n.oid = p.pronamespace
      WHERE n.nspname = current_schema() AND p.prokind = 'f'
      AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e') LOOP
    EXECUTE format('DROP FUNCTION IF EXISTS %s CASCADE', one.name); END LOOP;
END $$;
"""


def copy_out(folder: Path) -> tuple[Path, tuple[int, str]]:
    """Write a copy of one moment into a folder; return its file and the end of the trail in it.

    Raises:
        NoAnswer: If PostgreSQL's client is missing or says that something is wrong.
    """
    file = folder / NAMES[connection.vendor]
    return (file, _sqlite(file) if connection.vendor == "sqlite" else _postgresql(file))


def _sqlite(file: Path) -> tuple[int, str]:
    source = f"file:{connection.settings_dict['NAME']}?mode=ro"
    with closing(sqlite3.connect(source, uri=True)) as here, closing(sqlite3.connect(file)) as copy:
        here.backup(copy)
        # One file, whole by itself.
        copy.execute("PRAGMA journal_mode=DELETE")
        found = copy.execute(END).fetchone()
    return (int(found[0]), str(found[1])) if found else (0, "")


def _postgresql(file: Path) -> tuple[int, str]:
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            cursor.execute("SELECT pg_export_snapshot()")
            (snapshot,) = cursor.fetchone()
        end = trail_end()
        run_client(
            "pg_dump", "--format=plain", "--no-owner", "--no-privileges",
            f"--snapshot={snapshot}", f"--file={file}",
        )  # fmt: skip
    return end


def copy_in(file: Path) -> None:
    """Replace what is in PostgreSQL's database by a copy: wholly, or not at all.

    Raises:
        NoAnswer: If the client is missing or says that something is wrong; nothing is changed then.
    """
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version_num")
        (server,) = cursor.fetchone()
    fit(file, server=int(server))
    clear = file.with_name("clear.sql")
    clear.write_text(CLEAR, encoding="ascii")
    run_client(
        "psql", "--no-psqlrc", "--quiet", "--set=ON_ERROR_STOP=1", "--single-transaction",
        "--output=/dev/null", f"--file={clear}", f"--file={file}",
    )  # fmt: skip
    clear.unlink()


def fit(file: Path, *, server: int) -> None:
    """Blank in a copy, where it stands, what a newer pg_dump writes and the server does not know.

    Args:
        file: The copy.
        server: The server's version as it numbers it, such as 150018.
    """
    if server >= 170000:
        return
    with file.open("r+b") as stream:
        place = stream.read(HEAD_BYTES).find(NEW_IN_17)
        if place >= 0:
            stream.seek(place + 1)
            stream.write(b" " * (len(NEW_IN_17) - 2))


def run_client(program: str, *words: str) -> None:
    """Run a program of PostgreSQL's client on our database; the password is not seen by others.

    Raises:
        NoAnswer: If it is missing or fails.
    """
    found = shutil.which(program)
    if found is None:
        raise NoAnswer(
            "site.backup.client",
            f"{program} is missing. On Debian: apt install postgresql-client "
            "(of the server's version, or newer).",
        )
    given = connection.settings_dict
    access = {"PGHOST": "HOST", "PGPORT": "PORT", "PGUSER": "USER", "PGPASSWORD": "PASSWORD"}
    environment = os.environ | {
        name: str(given[key]) for name, key in access.items() if given.get(key)
    }
    done = subprocess.run(  # noqa: S603  a program of the system, with our own words
        [found, f"--dbname={given['NAME']}", *words],
        env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip
    if done.returncode:
        lines = done.stderr.strip().splitlines() or ["no reason was given"]
        # Notices may stand before what went wrong.
        why = next((line for line in lines if re.search("error:|FATAL:", line, re.I)), lines[0])
        raise NoAnswer("site.backup.client", f"{program} failed: {why}")
