"""Adding documents in the browser: folders keep their paths, mistakes are said where they are."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from commonweal.library.models import Origin
from factories import PASSWORD, PersonFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
FILES = {
    "minutes.txt": "Partners meet in the depot\n\nForty partners met in the old depot and agreed.",
    "spring/answers.txt": "Partners answer\n\nThe police answered what forty partners had asked.",
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder "papers" with a file, and another in a folder of its own."""
    for name, words in FILES.items():
        file = tmp_path / "papers" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(words)
    return tmp_path / "papers"


@pytest.fixture
def adding(window: Callable[..., Page]) -> Callable[..., Page]:
    """Open the page that adds documents, signed in."""

    def open_page(**options: object) -> Page:
        page = window("/accounts/login/", **options)
        page.locator("input[type=email]").fill(PersonFactory().email)
        page.locator("input[type=password]").fill(PASSWORD)
        page.get_by_role("button", name="Sign in").click()
        page.goto("/library/add/")
        return page

    return open_page


def send(page: Page) -> list[str]:
    """Add what was chosen, and return the names that were kept."""
    page.get_by_role("button", name="Add and read").click()
    expect(page.get_by_text("Done.")).to_be_visible()
    return sorted(Origin.objects.values_list("name", flat=True))


def test_a_chosen_folder_keeps_its_paths(adding: Callable[..., Page], folder: Path) -> None:
    page = adding()
    page.get_by_label("Or a whole folder").set_input_files(folder)
    assert send(page) == ["papers/minutes.txt", "papers/spring/answers.txt"]


def test_a_dropped_folder_keeps_its_paths(adding: Callable[..., Page], folder: Path) -> None:
    page = adding()
    box = page.locator("[data-drop]").bounding_box()
    assert box is not None
    session = page.context.new_cdp_session(page)
    for kind in ("dragEnter", "dragOver", "drop"):
        session.send(
            "Input.dispatchDragEvent",
            {
                "type": kind,
                "x": box["x"] + 20,
                "y": box["y"] + box["height"] - 10,
                "data": {"items": [], "files": [str(folder)], "dragOperationsMask": 1},
            },
        )
    expect(page.locator("[data-drop-list] li")).to_have_count(2)
    assert send(page) == ["papers/minutes.txt", "papers/spring/answers.txt"]


def test_without_script_names_are_plain(adding: Callable[..., Page], folder: Path) -> None:
    page = adding(java_script_enabled=False)
    page.locator("input[name=documents]").set_input_files(
        [folder / "minutes.txt", folder / "spring/answers.txt"]
    )
    page.get_by_role("button", name="Add and read").click()
    expect(page.get_by_role("row", name="minutes.txt")).to_be_visible()
    assert sorted(Origin.objects.values_list("name", flat=True)) == ["answers.txt", "minutes.txt"]
