"""What every test can use."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

settings.register_profile(
    "dev", max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.register_profile("ci", parent=settings.get_profile("dev"), derandomize=True)
# The same again on another database: the rules were tried at length on the first.
settings.register_profile("again", parent=settings.get_profile("ci"), max_examples=8)
settings.register_profile("deep", parent=settings.get_profile("dev"), max_examples=1000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci" if os.environ.get("CI") else "dev"))

ROOT = Path(__file__).resolve().parent.parent


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--with-database",
        action="store_true",
        help="Only the tests that use the database, and walk not through every address.",
    )


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what a second database cannot change, where that is asked for."""
    if config.getoption("--with-database"):
        left_out = [item for item in items if not _uses_database(item)]
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if _uses_database(item)]


def _uses_database(item: pytest.Item) -> bool:
    if item.get_closest_marker("walk"):
        return False
    marked = any(item.get_closest_marker(name) for name in ("django_db", "postgresql"))
    fixtures = {"db", "transactional_db", "live_server"} & set(getattr(item, "fixturenames", ()))
    return marked or bool(fixtures) or hasattr(getattr(item, "cls", None), "_fixture_setup")


@pytest.fixture(scope="session")
def published_texts() -> Path:
    """The folder of the five published texts; a marked test is only run where it is named."""
    folder = Path(os.environ.get("COMMONWEAL_TEXTS", ROOT.parent / "shared" / "seeds"))
    if not folder.is_absolute():
        folder = ROOT / folder
    assert folder.is_dir(), f"the five published texts are not at {folder} (COMMONWEAL_TEXTS)"
    return folder


@pytest.fixture(autouse=True)
def data_folder(settings: object, tmp_path: Path) -> Path:
    """Every test has its own files: originals, mail, search index."""
    settings.DATA = tmp_path
    settings.MEDIA_ROOT = tmp_path / "originals"
    settings.SEARCH_FOLDER = tmp_path / "search"
    settings.EMAIL_FILE_PATH = tmp_path / "mail"
    return tmp_path


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings: None) -> None:
    """Find the tables made by an earlier run, where migrations and models are still the same."""
    import tables

    tables.copy_in()


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: object) -> None:
    """Keep the tables for the next run."""
    import tables

    with django_db_blocker.unblock():  # type: ignore[attr-defined]
        tables.copy_out()


@pytest.fixture(scope="session", autouse=True)
def _flush_after_tests() -> Iterator[None]:
    """Let a test's end remove the trail, as no program may: the triggers are lifted for the flush alone."""
    from django.db import connections
    from django.test import TransactionTestCase

    from commonweal.rights.models import trail_guard

    flush = TransactionTestCase._fixture_teardown

    def lifted_flush(case: TransactionTestCase) -> None:
        with trail_guard.lifted(connections["default"]):
            flush(case)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", lifted_flush)
        yield


@pytest.fixture(scope="session", autouse=True)
def _run_folder() -> Iterator[None]:
    """Remove the run's own data folder at its end (settings_test makes it)."""
    yield
    folder = Path(os.environ["COMMONWEAL_DATA"])
    if folder.parent == Path(tempfile.gettempdir()):
        shutil.rmtree(folder, ignore_errors=True)
