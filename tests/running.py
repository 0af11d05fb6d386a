"""Commands run in this process, and small files for them."""

from __future__ import annotations

from workbench.cli import main

DATA = "id,name\n1,a\n2,b\n"
MODEL = "Table orders {\n  id int [pk]\n  name text\n}\n"


def runner(capsys):
    """A function that runs a command; it gives status, stdout and stderr."""

    def run(*arguments):
        capsys.readouterr()
        status = main([*map(str, arguments), "-q"])
        out, err = capsys.readouterr()
        return status, out, err

    return run


def refused(result, *words):
    """One line that says what is wrong, and nothing else."""
    status, out, err = result
    assert (status, out) == (2, "")
    assert err.startswith("workbench: ")
    assert err.count("\n") == 1
    assert "Traceback" not in err
    for word in words:
        assert word in err


def write(folder, files):
    """A folder with files by name."""
    folder.mkdir(exist_ok=True)
    for name, content in files.items():
        (folder / name).write_bytes(content if isinstance(content, bytes) else content.encode())
    return folder
