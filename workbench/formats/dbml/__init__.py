"""DBML: read, written, and patched so that the author's text is kept."""

from workbench.formats.dbml.checking import check_files, diagnose, without_sense
from workbench.formats.dbml.diagnostics import DbmlError, Diagnostic
from workbench.formats.dbml.document import Document, read_dbml, write_dbml
from workbench.formats.dbml.grammar.modules import resolved
from workbench.formats.dbml.imports import Files
from workbench.formats.dbml.levels import LEVELS, Loss, write_at
from workbench.formats.dbml.patch import flattened, patch

__all__ = [
    "LEVELS",
    "DbmlError",
    "Diagnostic",
    "Document",
    "Files",
    "Loss",
    "check_files",
    "diagnose",
    "flattened",
    "patch",
    "read_dbml",
    "resolved",
    "without_sense",
    "write_at",
    "write_dbml",
]
