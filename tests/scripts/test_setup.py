"""The set-up takes the package index from pip's own configuration, and says clearly what is wrong and what to do."""

import importlib.util
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = Path(__file__).resolve().parents[2] / "scripts" / "setup.py"


@pytest.fixture
def setup():
    spec = importlib.util.spec_from_file_location("scripts_setup", SCRIPT)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def pip_configuration(tmp_path, monkeypatch):
    """File of pip's configuration that alone decides, apart from variables of the test."""
    for name in [name for name in os.environ if name.startswith("PIP_")]:
        monkeypatch.delenv(name)
    file = tmp_path / "pip.conf"
    file.write_text("")
    monkeypatch.setenv("PIP_CONFIG_FILE", str(file))
    return file


def test_poetry_reads_the_index_that_pip_is_configured_for(setup, pip_configuration):
    pip_configuration.write_text("[global]\nindex-url = https://mirror.invalid/root/simple\n")
    # PIP_CONFIG_FILE is read last, so that it outweighs the files of the machine.
    env = setup.poetry_environment(Path(sys.executable))
    assert env["POETRY_PYPI_MIRROR_URL"] == "https://mirror.invalid/root/simple/"


def test_a_variable_outweighs_the_file(setup, pip_configuration, monkeypatch):
    pip_configuration.write_text("[global]\nindex-url = https://mirror.invalid/root/simple\n")
    monkeypatch.setenv("PIP_INDEX_URL", "https://user:secret@other.invalid/simple/")
    env = setup.poetry_environment(Path(sys.executable))
    assert env["POETRY_PYPI_MIRROR_URL"] == "https://user:secret@other.invalid/simple/"


def test_without_a_configured_index_poetry_reads_the_default_of_pip(setup, monkeypatch):
    monkeypatch.setattr(setup, "pip_settings", lambda _: {})
    code = "from pip._internal.models.index import PyPI; print(PyPI.simple_url)"
    default = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip()
    env = setup.poetry_environment(Path(sys.executable))
    assert env["POETRY_PYPI_MIRROR_URL"].rstrip("/") == default.rstrip("/")


def test_certificates_of_pip_reach_poetry_unless_set_already(setup, monkeypatch):
    monkeypatch.setattr(setup, "pip_settings", lambda _: {"cert": "pip.pem"})
    monkeypatch.delenv("REQUESTS_CA_BUNDLE", raising=False)
    monkeypatch.setenv("SSL_CERT_FILE", "mine.pem")
    env = setup.poetry_environment(Path(sys.executable))
    assert (env["REQUESTS_CA_BUNDLE"], env["SSL_CERT_FILE"]) == ("pip.pem", "mine.pem")


def test_an_active_environment_does_not_reach_poetry(setup, monkeypatch):
    for name in setup.ENVIRONMENT_SELECTORS:
        monkeypatch.setenv(name, "elsewhere")
    assert not set(setup.ENVIRONMENT_SELECTORS) & set(setup.base_environment())


def test_a_missing_asset_stops_the_build_and_is_named(setup, monkeypatch):
    absent = setup.ROOT / "workbench" / "widget" / "static" / "absent.js"
    monkeypatch.setattr(setup, "ASSETS", (*setup.ASSETS, absent))
    expected = "^built files are missing: workbench/widget/static/absent.js. Next step: mend .*build.mjs.$"
    with pytest.raises(setup.SetupError, match=expected):
        setup.check_assets()


def test_a_failed_program_is_named_with_its_status_and_the_next_step(setup):
    with pytest.raises(setup.SetupError) as caught:
        setup.run([sys.executable, "-c", "raise SystemExit(3)"], "mend it.")
    assert "'raise SystemExit(3)'" in str(caught.value)
    assert str(caught.value).endswith("failed with status 3 (see its messages above). Next step: mend it.")
    assert caught.value.killed is False


def test_a_program_ended_by_a_signal_counts_as_half_done(setup):
    with pytest.raises(setup.SetupError) as caught:
        setup.run([sys.executable, "-c", "import os; os.kill(os.getpid(), 9)"], "run it again.")
    assert caught.value.killed is True


def test_a_python_without_ensurepip_is_reported_with_the_package_to_install(setup, monkeypatch, tmp_path):
    monkeypatch.setitem(sys.modules, "ensurepip", None)
    with pytest.raises(setup.SetupError, match="'apt install python3-venv'"):
        setup.make_environment(tmp_path / "environment")
    assert not (tmp_path / "environment").exists()


def test_too_old_a_python_gets_one_clear_line():
    code = (
        "import sys, runpy; sys.version_info = (3, 9, 2); sys.executable = 'python3'; "
        f"runpy.run_path({str(SCRIPT)!r}, run_name='__main__')"
    )
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert result.returncode == 1
    assert result.stderr == (
        "set-up: Python 3.11 or newer is needed, and 'python3' is 3.9.2. "
        "Next step: name a newer one, for example 'make PYTHON=python3.12 demo'.\n"
    )


def test_addresses_are_taken_out_of_a_package_lock(setup, tmp_path):
    file = tmp_path / "package-lock.json"
    package = {"version": "1.0.0", "integrity": "sha512-x", "license": "MIT"}
    addresses = {"funding": {"url": "https://pay.invalid"}, "resolved": "https://registry.invalid/x.tgz"}
    file.write_text(json.dumps({"lockfileVersion": 3, "packages": {"node_modules/x": package | addresses}}))
    setup.strip_hosts(file)
    assert json.loads(file.read_text()) == {"lockfileVersion": 3, "packages": {"node_modules/x": package}}
