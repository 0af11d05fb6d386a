from __future__ import annotations

import subprocess
import sys
from dataclasses import fields

from workbench.formats.dbml.extras import HOMES
from workbench.model import nodes
from workbench.model.model import Model

NODES = [
    Model,
    *(c for c in vars(nodes).values() if isinstance(c, type) and issubclass(c, nodes.Node) and c is not nodes.Node),
]


def test_every_field_of_every_node_has_a_home_and_no_home_is_of_nothing():
    wanted = {(node.__name__, field.name) for node in NODES for field in fields(node)}
    assert wanted == set(HOMES)


def test_the_table_in_architecture_is_up_to_date(checkout):
    done = subprocess.run(
        [sys.executable, "scripts/architecture.py", "--check"],
        cwd=checkout,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout) == (0, ""), done.stdout
