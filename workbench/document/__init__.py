"""Documents that show the parts of a design together."""

from workbench.document.overview import index

__all__ = ["index"]
