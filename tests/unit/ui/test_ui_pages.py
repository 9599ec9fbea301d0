from __future__ import annotations

import json
import re
from html import unescape
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.test import Client

from commonweal import ui
from commonweal.ui.templatetags.ui import register
from commonweal.ui.views import EXAMPLES

HOUSE = Path(ui.__file__).parent
STATIC = HOUSE / "static" / "ui"
TEMPLATES = sorted(HOUSE.parent.rglob("templates/**/*.html"))
PHYSICAL = re.compile(
    r"(?<![\w-])((margin|padding|border)-(left|right|top|bottom)|(min-|max-)?(width|height)|left|right|top|bottom)\s*:"
)


@pytest.mark.django_db
def test_the_page_of_styles_is_open_and_shows_every_component() -> None:
    text = Client().get("/styles/").content.decode()
    for key, _title in EXAMPLES:
        assert f'id="{key}"' in text
    shown = unescape(text)
    missing = [
        tag for tag in register.tags if f"{{% {tag} " not in shown and tag != "person_menu_text"
    ]
    assert not missing


@pytest.mark.django_db
def test_the_frame_says_what_it_must() -> None:
    text = Client().get("/styles/").content.decode()
    assert '<html lang="en" dir="ltr">' in text
    assert 'href="#content"' in text
    assert text.count('role="status"') == 1
    assert "can technically read what is written here" in text
    assert "Do not write about private persons" in text


@pytest.mark.django_db
def test_htmx_runs_nothing_that_a_page_brings_and_keeps_no_copies() -> None:
    text = Client().get("/styles/").content.decode()
    found = re.search(r'name="htmx-config" content=\'([^\']+)\'', text)
    assert found
    config = json.loads(found[1])
    assert config["allowEval"] is False
    assert config["allowScriptTags"] is False
    assert config["includeIndicatorStyles"] is False
    assert config["selfRequestsOnly"] is True
    assert config["historyCacheSize"] == 0


@pytest.mark.django_db
def test_every_page_is_allowed_only_our_own_files() -> None:
    policy = Client().get("/styles/").headers["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "unsafe" not in policy


def test_no_template_brings_script_or_style_of_its_own() -> None:
    assert TEMPLATES
    for path in TEMPLATES:
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"\sstyle=|<style|\son\w+=|javascript:(?!alert\(1\)\")", text), path
        for script in re.findall(r"<script[^>]*>", text):
            assert "src=" in script, path


def test_the_sheets_stay_within_their_budget_and_know_no_left_or_right() -> None:
    sheets = [STATIC / "ui.css", *sorted((STATIC / "components").glob("*.css"))]
    assert sum(sheet.stat().st_size for sheet in sheets) <= 32 * 1024
    for sheet in sheets:
        rules = re.sub(
            r"/\*.*?\*/|@media[^{]*|@container[^{]*", "", sheet.read_text("utf-8"), flags=re.DOTALL
        )
        assert not PHYSICAL.findall(rules), sheet.name


def test_each_component_has_its_sheet_in_the_list() -> None:
    listed = re.findall(r'url\("([^"]+)"\)', (STATIC / "ui.css").read_text("utf-8"))
    there = [f"components/{sheet.name}" for sheet in (STATIC / "components").glob("*.css")]
    assert sorted(listed) == sorted(there)
    assert all(finders.find(f"ui/{name}") for name in listed)


def test_scripts_stay_small() -> None:
    scripts = list(STATIC.glob("*.js"))
    assert scripts
    assert all(script.stat().st_size < 4096 for script in scripts)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "address",
    [
        "/accounts/login/",
        "/accounts/password/reset/",
        "/accounts/password/reset/done/",
        "/accounts/password/reset/key/done/",
        "/accounts/inactive/",
    ],
)
def test_the_pages_of_sign_in_stand_in_the_frame(address: str) -> None:
    text = Client().get(address).content.decode()
    assert 'class="head"' in text
    assert text.count("<h1") == 1


@pytest.mark.django_db
def test_the_first_page_tells_a_stranger_what_this_is() -> None:
    text = Client().get("/").content.decode()
    assert "public authorities and civil society agree how to prevent violent extremism" in text
    assert "No profiles, no risk scores, no personal cases" in text
    assert 'href="/agreed/"' in text
    assert text.count("not yet") >= 2
    assert 'action="/demo/enter/"' in text


@pytest.mark.django_db
def test_outside_the_demo_the_first_page_offers_no_log_ins(settings: object) -> None:
    settings.DEMO = False
    text = Client().get("/").content.decode()
    assert "/demo/enter/" not in text
    assert "invented" not in text
