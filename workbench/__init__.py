"""Workbench: from data in hand to a proven database design.

>>> import workbench
>>> project = workbench.Project.declare("Table orders { id int [pk] }")
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from workbench.project import Project

__version__ = "0.1.0"

# Names and the modules that they come from: loaded when first asked for, so that importing the package is quick.
_FROM = {
    "Add": "workbench.model.edits",
    "Attribute": "workbench.model",
    "Cardinality": "workbench.model",
    "Change": "workbench.model.edits",
    "Check": "workbench.model",
    "Drop": "workbench.model.edits",
    "Entity": "workbench.model",
    "Enum": "workbench.model",
    "EnumValue": "workbench.model",
    "Index": "workbench.model",
    "IndexPart": "workbench.model",
    "Key": "workbench.model",
    "Model": "workbench.model",
    "Move": "workbench.model.edits",
    "Project": "workbench.project",
    "QualifiedName": "workbench.model",
    "Reference": "workbench.model",
    "Rename": "workbench.model.edits",
    "Replace": "workbench.model.edits",
    "SetPrimaryKey": "workbench.model.edits",
    "Subject": "workbench.model",
    "WorkbenchError": "workbench.errors",
    "diff": "workbench.model.diff",
    "open_source": "workbench.sources",
    "parse_type": "workbench.model",
    "read_dbml": "workbench.formats.dbml",
    "write_dbml": "workbench.formats.dbml",
}

__all__ = [
    "Add",
    "Attribute",
    "Cardinality",
    "Change",
    "Check",
    "Drop",
    "Entity",
    "Enum",
    "EnumValue",
    "Index",
    "IndexPart",
    "Key",
    "Model",
    "Move",
    "Project",
    "QualifiedName",
    "Reference",
    "Rename",
    "Replace",
    "SetPrimaryKey",
    "Subject",
    "WorkbenchError",
    "diff",
    "load_ipython_extension",
    "open_source",
    "parse_type",
    "read_dbml",
    "write_dbml",
]


def __getattr__(name: str) -> Any:
    if name not in _FROM:
        raise AttributeError(f"module 'workbench' has no attribute {name!r}")
    return getattr(import_module(_FROM[name]), name)


def __dir__() -> list[str]:
    return __all__


def load_ipython_extension(ipython: Any) -> None:
    """Make ``%%dbml``, ``%%ddl`` and ``%ddl`` known to a notebook: ``%load_ext workbench``."""
    import_module("workbench.magics").load_ipython_extension(ipython)
