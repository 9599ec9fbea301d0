"""Tables of partners: a file checked, imported and taken back, beside the plainest way to do it.

    python bench/partner_tables.py [LINES]        default 50000
    python tests/postgresql.py python bench/partner_tables.py        the same on PostgreSQL

Made lines, one in two of them with something wrong in it (an unknown kind, a formula, a language that is
no code). Each step is a process of its own, so that its memory is its own. The plain way reads with
`csv.DictReader` and saves one row a line: it checks nothing, and it can be neither stopped nor taken back.
"""

from __future__ import annotations

import csv
import io
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from table import table

STEPS = ("check CSV", "check Excel", "check and keep", "import", "take back")
WRONG = (("kind", "club"), ("mandate", "=1+1"), ("languages", "Albanian"))


def lines(count: int) -> list[dict[str, str]]:
    """Return so many lines, every second one wrong."""
    made = []
    for number in range(count):
        row = {
            "name": f"School number {number} of the Riverside",
            "kind": "school",
            "mandate": "Teaches children of the quarter, and their parents in the evening. " * 3,
            "area": f"Quarter {number % 40}",
            "languages": "sq en",
        }
        column, value = WRONG[number % 3]
        made.append(row | {column: value} if number % 2 else row)
    return made


def written(rows: list[dict[str, str]], *, is_excel: bool = False) -> bytes:
    """Return the lines as a file, formulas left as they are."""
    keys = list(rows[0])
    if is_excel:
        from openpyxl import Workbook

        book = Workbook(write_only=True)
        sheet = book.create_sheet()
        sheet.append(keys)
        for row in rows:
            sheet.append(list(row.values()))
        out = io.BytesIO()
        book.save(out)
        return out.getvalue()
    text = io.StringIO()
    writer = csv.DictWriter(text, keys)
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode()


def ours(step: str, folder: Path) -> int:
    """Do one step of our way, and return how many lines it was through with."""
    from commonweal.partners.actions import imports
    from commonweal.partners.models import TableImport

    if step.startswith("check ") and step != "check and keep":
        content = (folder / ("lines.xlsx" if "Excel" in step else "lines.csv")).read_bytes()
        return sum(1 for _ in imports.checked_lines(content, imports.KINDS["partners"]))
    if step == "check and keep":
        content = (folder / "lines.csv").read_bytes()
        return imports.check_file(None, "partners", name="lines.csv", content=content).total
    run = TableImport.objects.get()
    if step == "import":
        imports.begin(None, run.pk, only_good=True)
    else:
        imports.take_back(None, run.pk)
    imports.work(run.pk)
    run.refresh_from_db()
    return run.good


def plain(folder: Path) -> int:
    """Save one row a line, with nothing checked."""
    from commonweal.partners.models import Profile
    from commonweal.rights.models import Organisation

    count = 0
    with (folder / "lines.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if count % 2 == 0:
                partner = Organisation(name="plain " + row["name"])
                partner.save()
                facts = {key: row[key] for key in ("kind", "mandate", "area", "languages")}
                Profile(organisation=partner, **facts).save()
            count += 1
    return count // 2


def one(step: str, folder: Path) -> None:
    """Do one step and print its seconds, its lines and its most memory in MB."""
    import django

    django.setup()
    began = time.perf_counter()
    count = plain(folder) if step == "plain" else ours(step, folder)
    seconds = time.perf_counter() - began
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"{seconds:.2f} {count} {memory}")


def measured(step: str, folder: Path) -> tuple[object, ...]:
    """Run a step in a process of its own, and return its row."""
    done = subprocess.run(
        [sys.executable, __file__, "--step", step, str(folder)],
        capture_output=True,
        text=True,
        check=True,
    )
    seconds, count, memory = done.stdout.split()[-3:]
    each = float(seconds) * 1000 / max(int(count), 1)
    return f"{int(count):,}", seconds, f"{each:.2f}", memory


def main() -> None:
    if "--step" in sys.argv:
        one(sys.argv[2], Path(sys.argv[3]))
        return
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 50_000
    with tempfile.TemporaryDirectory(prefix="commonweal-bench-") as place:
        folder = Path(place)
        os.environ |= {
            "COMMONWEAL_DATA": place,
            "COMMONWEAL_DEMO": "1",
            "DJANGO_SETTINGS_MODULE": os.environ.get(
                "DJANGO_SETTINGS_MODULE", "commonweal.config.settings"
            ),
        }
        migrate = [sys.executable, "-m", "django", "migrate", "--verbosity", "0", "--no-input"]
        subprocess.run(migrate, check=True)
        made = lines(count)
        (folder / "lines.csv").write_bytes(written(made))
        (folder / "lines.xlsx").write_bytes(written(made, is_excel=True))
        print(f"{count:,} lines of partners, one in two wrong:\n")
        rows = [(step, *measured(step, folder)) for step in STEPS]
        rows.append(
            ("plain: `csv.DictReader`, one save a row, nothing checked", *measured("plain", folder))
        )
        print(table(("step", "lines", "seconds", "ms a line", "most memory, MB"), rows))


if __name__ == "__main__":
    main()
