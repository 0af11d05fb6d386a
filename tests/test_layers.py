"""The lowest layers need the standard library only; import-linter checks their order."""

import sys

import grimp
import pytest

LOWEST = ("errors", "artefact", "naming", "targets", "progress", "excerpt", "model", "facts", "findings", "decisions")
"""Layers 0 to 2 of the `layers` contract in pyproject.toml."""

# Packages that a function of these modules may load when it is called, never on import.
ALLOWED = {"workbench.progress": {"tqdm", "IPython"}}


@pytest.fixture(scope="module")
def graph():
    return grimp.build_graph("workbench", include_external_packages=True, cache_dir=None)


@pytest.mark.parametrize("name", LOWEST)
def test_a_lowest_layer_needs_the_standard_library_only(graph, name):
    package = f"workbench.{name}"
    assert package in graph.modules
    modules = {package} | {module for module in graph.modules if module.startswith(f"{package}.")}
    foreign = {
        f"{module} imports {imported}"
        for module in modules
        for imported in graph.find_modules_directly_imported_by(module)
        if imported.partition(".")[0] not in sys.stdlib_module_names | {"workbench", *ALLOWED.get(module, ())}
    }
    assert foreign == set()
