"""The face of the package: what it names, and what it does not load."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

import workbench


def test_the_face_is_sorted_complete_and_each_name_loads():
    lazy = set(workbench._FROM)
    assert workbench.__all__ == sorted(workbench.__all__)
    assert set(workbench.__all__) == lazy | {"load_ipython_extension"}
    assert dir(workbench) == workbench.__all__
    for name in workbench.__all__:
        assert getattr(workbench, name) is not None
    with pytest.raises(AttributeError, match=r"module 'workbench' has no attribute 'nothing'"):
        _ = workbench.nothing


def loaded_by(code):
    """Modules that a fresh Python has loaded after some code."""
    program = f"import json, sys\n{code}\nprint(json.dumps(sorted(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, timeout=60)
    return set(json.loads(done.stdout.splitlines()[-1]))


HEAVY = {"duckdb", "sqlalchemy", "pandas", "anywidget", "ipywidgets", "numpy", "pygraphviz", "py_mini_racer", "sqlglot"}


@pytest.mark.parametrize("code", ["import workbench", "import workbench.cli", "from workbench import Model, read_dbml"])
def test_importing_loads_nothing_heavy(code):
    assert not loaded_by(code) & HEAVY


def test_a_project_without_data_opens_no_database():
    code = "import workbench\nworkbench.Project.declare('Table t { id int [pk] }').model"
    assert not loaded_by(code) & {"duckdb", "sqlalchemy", "pandas", "anywidget"}
