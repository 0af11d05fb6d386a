"""The lock files name no host, and the wheel is complete, small, and works where there is nothing but Python."""

import json
import os
import re
import subprocess
import sys
import tomllib
import venv
import zipfile

import pytest

MAXIMUM_WHEEL_BYTES = 5_000_000
LOCK_FILES = ("poetry.lock", "workbench/widget/frontend/package-lock.json")
ASSETS = (
    "workbench/widget/static/widget.js",
    "workbench/widget/static/app.js",
    "workbench/widget/static/widget.css",
    "workbench/layout/static/elk-worker.min.js",
    "workbench/layout/static/elkjs-LICENSE.md",
    "workbench/layout/static/elkjs-NOTICE.txt",
    "workbench/diagram/static/Inter-Regular.ttf",
    "workbench/diagram/static/Inter-SemiBold.ttf",
    "workbench/diagram/static/Inter-LICENSE.txt",
    "workbench/advise/words.txt",
    "workbench/advise/words-licence.txt",
)

ELSEWHERE = {
    name: value
    for name, value in os.environ.items()
    if name not in {"PYTHONPATH", "PYTHONHOME", "VIRTUAL_ENV"} and not name.startswith("WORKBENCH_")
}
"""Environment of a person who has the wheel and no checkout."""


@pytest.mark.parametrize("lock_file", LOCK_FILES)
def test_a_lock_file_names_no_host(checkout, lock_file):
    lines = (checkout / lock_file).read_text(encoding="utf-8").splitlines()
    # An address, or a host name of the usual endings that stands by itself.
    host = re.compile(r"://|\b(?:[a-z0-9-]+\.)+(?:com|org|net|io|dev|internal|local)\b")
    files = re.compile(r"\.(?:whl|tar\.gz|zip)\b")
    assert [line for line in lines if host.search(line) and not files.search(line)] == [], "next step: make lock"


def test_npm_installs_what_the_lock_file_pins_by_hash(checkout):
    packages = json.loads((checkout / LOCK_FILES[1]).read_text(encoding="utf-8"))["packages"]
    assert [name for name, package in packages.items() if name and "integrity" not in package] == []


def test_the_lock_file_belongs_to_the_project_file(checkout):
    lock = tomllib.loads((checkout / "poetry.lock").read_text(encoding="utf-8"))
    project = tomllib.loads((checkout / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert set(lock["extras"]) == {name.lower() for name in project["optional-dependencies"]}


@pytest.fixture(scope="module")
def wheel(checkout):
    """Wheel of this checkout, built as `make wheel` builds it."""
    subprocess.run([sys.executable, "scripts/setup.py", "--wheel"], cwd=checkout, check=True)
    (found,) = (checkout / "dist").glob("data_modeling_workbench-*.whl")
    return found


@pytest.mark.slow
def test_the_wheel_is_small_and_complete(wheel):
    assert wheel.stat().st_size <= MAXIMUM_WHEEL_BYTES
    with zipfile.ZipFile(wheel) as archive:
        sizes = {entry.filename: entry.file_size for entry in archive.infolist()}
        metadata = next(name for name in sizes if name.endswith(".dist-info/METADATA"))
        described = archive.read(metadata).decode()
    assert [asset for asset in ASSETS if not sizes.get(asset)] == []
    assert "workbench/py.typed" in sizes
    assert [name for name in sizes if "/frontend/" in name or "node_modules" in name or "__pycache__" in name] == []
    assert {name.partition("/")[0] for name in sizes if ".dist-info/" not in name} == {"workbench"}
    assert "Name: data-modeling-workbench\n" in described
    assert "License-Expression: Apache-2.0\n" in described
    assert any(name.endswith(".dist-info/licenses/LICENSE") for name in sizes)


@pytest.fixture(scope="module")
def empty_environment(wheel, tmp_path_factory):
    """A virtual environment outside of the checkout that holds the wheel and what it depends on, no extra."""
    folder = tmp_path_factory.mktemp("elsewhere") / "environment"
    venv.create(folder, with_pip=True)
    binaries = folder / ("Scripts" if os.name == "nt" else "bin")
    subprocess.run([binaries / "python", "-m", "pip", "install", "-qq", wheel], cwd=folder, env=ELSEWHERE, check=True)
    return binaries


@pytest.mark.slow
def test_the_installed_wheel_imports(empty_environment, tmp_path):
    code = "import workbench; print(workbench.__file__)"
    command = [empty_environment / "python", "-W", "error", "-c", code]
    result = subprocess.run(command, cwd=tmp_path, env=ELSEWHERE, capture_output=True, text=True, check=False)
    assert (result.returncode, result.stderr) == (0, "")
    assert result.stdout.startswith(str(empty_environment.parent))


@pytest.mark.slow
def test_the_installed_demo_works_on_data_that_it_generates(empty_environment, tmp_path):
    command = [empty_environment / "workbench", "demo", "--to", "demo"]
    result = subprocess.run(command, cwd=tmp_path, env=ELSEWHERE, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stdout + result.stderr
    endings = {path.suffix for path in (tmp_path / "demo").rglob("*") if path.is_file()}
    assert endings >= {".dbml", ".svg", ".png", ".mmd", ".md", ".html", ".sql"}
    assert (tmp_path / "demo" / "index.html").is_file()
    # Without the extra there is no PostgreSQL to prove on, and the output says what to install.
    assert "data-modeling-workbench[postgresql]" in result.stdout + result.stderr
