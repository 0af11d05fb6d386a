from __future__ import annotations

import subprocess
import sys


def test_notebooks_were_run_are_small_and_define_nothing(checkout):
    done = subprocess.run(
        [sys.executable, "scripts/notebooks.py", "--check"], cwd=checkout, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout) == (0, "3 notebooks are in order\n"), done.stderr
