"""The file name is the registry: what lies in a folder is known, and nothing else names it."""

import sys

import pytest

from workbench import targets
from workbench.errors import UnknownNameError


@pytest.fixture
def package(tmp_path, monkeypatch):
    """Importable package `plants` with two targets, shared machinery, a folder and a file of another kind."""
    folder = tmp_path / "plants"
    folder.mkdir()
    (folder / "__init__.py").write_text("")
    (folder / "__main__.py").write_text("raise SystemExit")
    (folder / "_soil.py").write_text("TARGET = 'soil'")
    (folder / "rose.py").write_text("TARGET = 'a rose'")
    (folder / "broken.py").write_text("raise RuntimeError('listing must not import')")
    (folder / "readme.txt").write_text("")
    monkeypatch.syspath_prepend(str(tmp_path))
    targets.names.cache_clear()
    yield "plants"
    targets.names.cache_clear()
    for name in [module for module in sys.modules if module.partition(".")[0] == "plants"]:
        del sys.modules[name]


def test_targets_are_the_modules_without_an_underscore_in_order_and_listing_imports_none(package):
    assert targets.names(package) == ("broken", "rose")
    assert "plants.rose" not in sys.modules


def test_loading_gives_what_the_file_ends_with(package):
    assert targets.load(package, "rose") == "a rose"


@pytest.mark.parametrize("name", ["_soil", "__main__", "Rose", "../rose", "rose.TARGET", ""])
def test_only_what_is_listed_can_be_loaded(package, name):
    with pytest.raises(UnknownNameError):
        targets.load(package, name)


def test_an_unknown_target_comes_with_the_nearest_and_is_called_as_its_package(package):
    with pytest.raises(UnknownNameError) as caught:
        targets.load(package, "roses")
    assert str(caught.value) == "There is no plant 'roses'. Did you mean 'rose'? Known: broken, rose."
    with pytest.raises(UnknownNameError, match=r"There is no flower 'tulip'\."):
        targets.load(package, "tulip", kind="flower")


def test_a_fault_inside_a_target_is_not_hidden(package):
    with pytest.raises(RuntimeError, match="listing must not import"):
        targets.load(package, "broken")
