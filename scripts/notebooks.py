"""Run the notebooks and write their outputs back: what a reader sees without a kernel.

    python scripts/notebooks.py [--check]

What changes with every run (widget state, times) is left out. `--check` only looks at sizes and forbidden code.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

import nbformat
from nbclient import NotebookClient

ROOT = Path(__file__).resolve().parent.parent
LIMIT_BYTES = 300_000


def run(path: Path) -> None:
    os.environ["WORKBENCH_PROGRESS"] = "off"  # bars say nothing in a notebook that is kept
    notebook = nbformat.read(path, as_version=4)
    NotebookClient(
        notebook, timeout=600, kernel_name="python3", resources={"metadata": {"path": str(path.parent)}}
    ).execute()
    notebook.metadata = nbformat.from_dict(
        {
            "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
            "language_info": {"name": "python"},
        }
    )
    for number, cell in enumerate(notebook.cells):
        cell.metadata = nbformat.from_dict({})
        cell.id = f"c{number:02d}"
        # A widget is nothing without its kernel; its picture stays.
        for output in cell.get("outputs", []):
            output.get("data", {}).pop("application/vnd.jupyter.widget-view+json", None)
        cell.outputs = [o for o in cell.get("outputs", []) if o.get("name") != "stderr"] if "outputs" in cell else None
        if cell.outputs is None:
            del cell["outputs"]
    nbformat.write(notebook, path)


def problems(path: Path) -> list[str]:
    notebook = nbformat.read(path, as_version=4)
    found = []
    if (size := path.stat().st_size) > LIMIT_BYTES:
        found.append(f"{path.name} has {size:,} bytes, more than {LIMIT_BYTES:,}")
    code = [cell.source for cell in notebook.cells if cell.cell_type == "code"]
    lines = [line.strip() for source in code for line in source.splitlines()]
    found += [f"{path.name} defines something: {line}" for line in lines if line.startswith(("def ", "class "))]
    if not all(cell.execution_count for cell in notebook.cells if cell.cell_type == "code"):
        found.append(f"{path.name} has cells that were not run")
    return found


def main() -> int:
    paths = sorted((ROOT / "notebooks").glob("*.ipynb"))
    if "--check" not in sys.argv[1:]:
        for path in paths:
            print(f"running {path.name}", flush=True)
            run(path)
    found = [problem for path in paths for problem in problems(path)]
    print("\n".join(found) or f"{len(paths)} notebooks are in order")
    return bool(found)


if __name__ == "__main__":
    sys.exit(main())
