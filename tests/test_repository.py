"""Promises of the repository itself: pins, setup, start-up, licence."""

import re
import shutil
import subprocess
import sys
import tomllib
from fnmatch import fnmatch
from importlib import metadata
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from visualizer import cli

ROOT = Path(__file__).parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
PIN = re.compile(r"[a-z0-9][a-z0-9-]*==[0-9][0-9A-Za-z.]*")
SETUP_FILES = ["pyproject.toml", "constraints.txt", "Makefile", ".ci/run", ".ci/setup.py"]


def lines_of(name: str) -> list[str]:
    """Return the lines of a file that say something."""
    lines = (ROOT / name).read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line.strip() and not line.startswith("#")]


def pins() -> dict[str, str]:
    """Return the pinned version of each package."""
    return dict(line.split("==") for line in lines_of("constraints.txt"))


def declared() -> list[Requirement]:
    """Return every requirement that pyproject.toml declares."""
    extras = PROJECT["project"]["optional-dependencies"].values()
    groups = [PROJECT["build-system"]["requires"], PROJECT["project"]["dependencies"], *extras]
    return [Requirement(text) for group in groups for text in group]


def run_python(code: str) -> str:
    """Run code in a fresh interpreter; return what it prints."""
    command = [sys.executable, "-c", code]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_constraints_hold_names_and_versions_only():
    assert [line for line in lines_of("constraints.txt") if not PIN.fullmatch(line)] == []


@pytest.mark.parametrize("name", SETUP_FILES)
def test_setup_files_name_no_registry(name):
    text = (ROOT / name).read_text(encoding="utf-8")
    assert not re.search(r"https?://|index-url|find-links|trusted-host", text)


@pytest.mark.parametrize("requirement", declared(), ids=str)
def test_every_requirement_is_bounded_above_and_pinned_within(requirement):
    assert any(part.operator == "<" for part in requirement.specifier)
    assert requirement.specifier.contains(pins()[canonicalize_name(requirement.name)])


def test_source_packages_are_pinned_by_digest():
    source = re.compile(r"[a-z0-9-]+==[0-9.]+ --hash=sha256:[0-9a-f]{64}")
    assert [x for x in lines_of("assets/build/sources.txt") if not source.fullmatch(x)] == []


def test_versions_agree():
    assert metadata.version("visualizer") == PROJECT["project"]["version"]


def test_entry_point_is_the_command_line():
    (script,) = (
        x for x in metadata.entry_points(group="console_scripts") if x.name == "visualizer"
    )
    assert script.load() is cli.main


def test_importing_the_command_line_loads_neither_qt_nor_vtk():
    heavy = "{'PySide6', 'qtpy', 'vtk', 'vtkmodules', 'pyvista', 'pyvistaqt', 'matplotlib'}"
    code = f"import sys, visualizer.cli; print(sorted({heavy} & set(sys.modules)))"
    assert run_python(code).strip() == "[]"


def test_vocabulary_loads_neither_qt_nor_vtk():
    code = (
        "import contextlib, io, sys, visualizer.cli as cli\n"
        "sys.argv = ['visualizer', 'vocabulary', '--json']\n"
        "with contextlib.redirect_stdout(io.StringIO()), contextlib.suppress(SystemExit):\n"
        "    cli.main()\n"
        "print(sorted({'PySide6', 'vtkmodules', 'pyvista'} & set(sys.modules)))"
    )
    assert run_python(code).strip() == "[]"


def test_licence_is_apache_2():
    text = (ROOT / "LICENSE").read_text(encoding="utf-8")
    assert "Apache License" in text
    assert "Version 2.0, January 2004" in text
    assert PROJECT["project"]["license"] == "Apache-2.0"


@pytest.mark.skipif(not shutil.which("git"), reason="needs git")
def test_what_runs_leave_behind_is_ignored():
    made = ["out/first-view.png", ".venv/pyvenv.cfg", ".venv-build/pyvenv.cfg", "build-cache/dl/x"]
    done = subprocess.run(["git", "check-ignore", *made], cwd=ROOT, capture_output=True, text=True)
    assert done.stdout.split() == made


def test_help_names_every_target():
    text = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z]+):", text, re.MULTILINE))
    assert targets == set(re.findall(r"^([a-z]+):[^#\n]*## .", text, re.MULTILINE))
    assert {"run", "test", "check", "bench", "assets"} <= targets


@pytest.mark.parametrize("name", ["ARCHITECTURE.md", "CONTRIBUTING.md", "README.md"])
def test_documents_name_only_files_that_exist(name):
    text = (ROOT / name).read_text(encoding="utf-8")
    named = re.findall(r"`([\w./*-]+\.(?:py|toml|csv|json|md))`", text)
    rooms = [ROOT / room for room in ("visualizer", "tests", "assets", ".ci")]
    paths = [*ROOT.iterdir(), *(path for room in rooms for path in room.rglob("*.*"))]
    known = {f"/{path.relative_to(ROOT)}" for path in paths}
    assert [way for way in named if not any(fnmatch(path, f"*/{way}") for path in known)] == []
