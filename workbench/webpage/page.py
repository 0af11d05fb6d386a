"""A page rendered from a template of the package that asks, in the frame that all pages share."""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any, Final

from jinja2 import ChoiceLoader, Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from workbench.webpage.highlight import highlight
from workbench.webpage.wording import count, plural, share, size, visible

if TYPE_CHECKING:
    from collections.abc import Mapping

_HOME: Final = "workbench.webpage"


def render(package: str, template: str, context: Mapping[str, Any], *, script: str | None = None) -> str:
    """Fill a template that extends ``base.html.j2``.

    Every value is escaped; characters that act without being seen are replaced (:func:`~workbench.webpage.visible`).
    The page carries a content security policy that allows this script and nothing else to run, and nothing to load
    (W3C CSP3, section 2.3.1).

    Parameters
    ----------
    package
        Dotted name of the package whose folder ``templates/`` holds the template.
    template
        File name in it.
    context
        Values that the template names.
    script
        File of JavaScript in the same folder, beside what the frame has.

    Raises
    ------
    jinja2.UndefinedError
        When the template names a value that is not there.
    """
    source = _read(_HOME, "base.js") + (_read(package, script) if script else "")
    digest = base64.b64encode(hashlib.sha256(source.encode()).digest()).decode()
    page = _environment(package).get_template(template)
    # Files of this package, not data: they go in as they are.
    return page.render(context, script=Markup(source), script_hash=f"sha256-{digest}")  # noqa: S704


def fill(package: str, template: str, context: Mapping[str, Any]) -> str:
    """Fill a template that is a part of a page, escaped as a page is; for the output of a notebook.

    Raises
    ------
    jinja2.UndefinedError
        When the template names a value that is not there.
    """
    return _environment(package).get_template(template).render(context)


@cache
def _environment(package: str) -> Environment:
    environment = Environment(
        loader=ChoiceLoader([PackageLoader(package), PackageLoader(_HOME)]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_finalize,
    )
    environment.filters.update(count=count, plural=plural, share=share, size=size, highlight=highlight)
    return environment


def _finalize(value: object) -> object:
    """Clean what a template prints; markup was made here and is clean already."""
    return visible(value) if isinstance(value, str) and not isinstance(value, Markup) else value


@cache
def _read(package: str, name: str) -> str:
    return resources.files(package).joinpath("templates", name).read_text(encoding="utf-8")
