"""Adding documents in the browser: folders keep their paths, mistakes are said where they are; and the library's pages under axe."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from commonweal.library import public
from commonweal.library.models import Origin
from factories import PASSWORD, CoordinatorFactory, PersonFactory

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
        page.get_by_role("button", name="Sign in", exact=True).click()
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


def ids(page: Page) -> list[str]:
    return page.eval_on_selector_all("[id]", "all => all.map(one => one.id)")


@pytest.mark.parametrize("heading", ["Files, a folder or a zip", "Or paste a text"])
def test_a_form_sent_empty_says_so_for_everybody(
    adding: Callable[..., Page],
    day_and_night: Callable[[Page], None],
    fits: Callable[[Page], None],
    heading: str,
) -> None:
    page = adding(viewport={"width": 320, "height": 800})
    form = page.get_by_role("region", name=heading).locator("form")
    form.evaluate("form => { form.noValidate = true }")
    form.locator("button[type=submit]").click()
    expect(page.locator("[aria-invalid=true]")).to_have_count(1)
    described = page.locator("[aria-invalid=true]").get_attribute("aria-describedby") or ""
    assert set(described.split()) <= set(ids(page))
    assert len(ids(page)) == len(set(ids(page)))
    fits(page)
    day_and_night(page)


@pytest.mark.parametrize(
    "path",
    [
        "/library/search/?q=women&year=soon&body=nobody&kind=nothing&country=Nowhere&field=x",
        "/library/search/?q=%22%22%22&page=999",
        "/library/?year=99999&body=1&language=xx&sort=backwards&page=nine",
    ],
)
def test_values_that_cannot_be_are_shown_and_can_be_taken_away(
    adding: Callable[..., Page],
    day_and_night: Callable[[Page], None],
    fits: Callable[[Page], None],
    path: str,
) -> None:
    public.add_now("page.txt", FILES["minutes.txt"].encode(), person=None)
    page = adding(viewport={"width": 320, "height": 800})
    page.goto(path)
    expect(page.locator("#results")).to_be_visible()
    chips = page.locator(".chip")
    if "year=" in path:
        expect(chips.filter(has_text="Year")).to_be_visible()
    fits(page)
    day_and_night(page)


def test_a_document_its_removal_and_its_return(
    window: Callable[..., Page],
    day_and_night: Callable[[Page], None],
    fits: Callable[[Page], None],
) -> None:
    text = (Path(__file__).parent / "test_one_promise.py").read_text().split('"""')[3]
    key = public.add_now("page.txt", text.encode(), person=None)
    page = window("/accounts/login/", viewport={"width": 320, "height": 800})
    page.locator("input[type=email]").fill(CoordinatorFactory().email)
    page.locator("input[type=password]").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()

    def check() -> None:
        fits(page)
        day_and_night(page)

    page.goto(f"/library/{key}/")
    expect(page.locator(".source--title")).to_have_text(
        "Halvera's partners meet about open squares"
    )
    check()
    page.get_by_role("link", name="Remove").click()
    check()
    page.get_by_role("button", name="Remove it").click()
    expect(page.get_by_role("heading", name="Removed documents")).to_be_visible()
    check()
    page.goto(f"/library/{key}/?from=0&to=9")
    expect(page.get_by_role("heading", name="The document was removed")).to_be_visible()
    check()
    page.get_by_role("button", name="Put back").click()
    expect(page.locator(".source--title")).to_be_visible()
