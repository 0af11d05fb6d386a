"""The face of the package: formats by name and by ending."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.diagram import schemas
from workbench import diagram
from workbench.errors import UnknownNameError, UsageError


def test_the_formats_are_the_files():
    folder = Path(diagram.__file__).parent
    assert set(diagram.formats()) == {p.stem for p in folder.glob("*.py") if not p.stem.startswith("_")}


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("a.svg", ("svg", ".svg")),
        ("A.PNG", ("png", ".png")),
        (Path("build") / "a.b.mmd", ("mermaid", ".mmd")),
        ("a.pdf", ("eralchemy", ".pdf")),
        ("a.eralchemy.png", ("eralchemy", ".eralchemy.png")),
    ],
)
def test_a_format_by_the_ending_of_its_file(path, expected):
    assert diagram.format_of(path) == expected


def test_no_two_formats_want_the_same_ending():
    suffixes = [suffix for name in diagram.formats() for suffix in diagram.load(name).suffixes]
    assert len(suffixes) == len(set(suffixes))


def test_an_unknown_ending_or_format_names_the_known_ones():
    with pytest.raises(UsageError, match=r"No diagram format has the ending of 'a.gif'. Known endings: .*\.svg"):
        diagram.format_of("a.gif")
    with pytest.raises(UnknownNameError, match=r"There is no diagram format 'mermade'. Did you mean 'mermaid'"):
        diagram.draw(schemas.bare(), "mermade")
    with pytest.raises(UsageError, match=r"svg writes no '.gif'. It writes .svg."):
        diagram.draw(schemas.bare(), "svg", suffix=".gif")


@pytest.mark.parametrize("name", diagram.formats())
def test_an_artefact_has_the_usual_ending_of_its_format(name):
    artefact, _ = diagram.draw(schemas.bare(), name)
    target = diagram.load(name)
    assert artefact.path == f"diagram{target.suffixes[0]}"
    assert artefact.media_type == target.media_type


def test_importing_the_package_loads_nothing_heavy():
    heavy = "{'eralchemy2', 'py_mini_racer', 'resvg_py', 'pandas', 'duckdb'}"
    code = f"import sys, workbench.diagram; print(sorted({heavy} & set(sys.modules)))"
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert result.stdout == "[]\n"
