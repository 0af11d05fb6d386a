"""MariaDB: no scratch database, since there is none without a server of somebody's."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from workbench.declaring._scratch import Scratch
from workbench.errors import UsageError

if TYPE_CHECKING:
    import contextlib

    from workbench.connect import Database


class MariaDB(Scratch):
    """What a script may do on a server of somebody's cannot be kept to one database."""

    postgresql_quotes: ClassVar[bool] = False

    def open(self) -> contextlib.AbstractContextManager[Database]:
        """Say what to do instead."""
        raise UsageError(
            "No script is run on MariaDB, which comes as a server only.",
            hint="Run it on a server of yours, then read that: workbench import mariadb://USER@HOST/NAME -o NAME.dbml.",
        )


TARGET = MariaDB()
