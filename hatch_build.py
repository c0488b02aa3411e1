"""The build hook: a wheel and a source archive hold the compiled widget.

The files are git-ignored, so pyproject.toml names them as artifacts; here they are made. An
editable install is left alone: askdocs.static compiles there on demand.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class WidgetHook(BuildHookInterface):  # type: ignore[type-arg]
    """Compiles the widget before its files are collected."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """`version` is "editable" for `pip install -e`; build_data stays as it is."""
        if self.target_name == "wheel" and version == "editable":
            return
        root = Path(self.root)
        # askdocs.static and askdocs_index.errors need the standard library only
        sys.path[:0] = [str(root / "plugin"), str(root / "build_index")]
        try:
            from askdocs.static import load_widget

            load_widget()
        finally:
            del sys.path[:2]
