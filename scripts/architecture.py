"""Write the table of homes into ARCHITECTURE.md: where each field of each node stands in DBML.

    python scripts/architecture.py [--check]

`--check` changes nothing and says whether the table is up to date.
"""

from __future__ import annotations

import sys
from pathlib import Path

from workbench.formats.dbml.homes import homes_table

FILE = Path(__file__).resolve().parent.parent / "ARCHITECTURE.md"
START, END = "<!-- homes:start -->", "<!-- homes:end -->"


def main() -> int:
    text = FILE.read_text(encoding="utf-8")
    head, _, rest = text.partition(START)
    tail = rest.partition(END)[2]
    wanted = f"{head}{START}\n{homes_table()}\n{END}{tail}"
    if "--check" not in sys.argv[1:]:
        FILE.write_text(wanted, encoding="utf-8")
        return 0
    if wanted != text:
        print("The table of homes in ARCHITECTURE.md is out of date. Run python scripts/architecture.py.")
    return int(wanted != text)


if __name__ == "__main__":
    sys.exit(main())
