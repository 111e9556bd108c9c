"""What a build is asked for besides its sources."""

import hashlib
from pathlib import Path

from msgspec import Struct

from lod.model.iris import DEFAULT_BASE
from lod.publish.layout import Layout
from lod.publish.pages.look import THEME_FILE, theme_files


class Settings(Struct, frozen=True):
    """What a build is asked for besides its sources."""

    base: str = DEFAULT_BASE
    engine: str = "auto"
    source_timeout: float = 60  # seconds that a source may take to be read, to be annotated, to be shown
    prune: bool = False  # whether what is withdrawn leaves no tombstone
    publication: Path | None = None  # a file that says who publishes
    cache: Path | None = None  # where results of steps are kept for the next build; None for nowhere
    theme: Path | None = None  # a folder that overrides templates, style and texts
    layout: Layout = Layout.FULL

    def made_from(self) -> list[str]:
        """The settings that make a difference to what is published; raises OSError for a file that cannot be read."""
        return [*self.of_data(), *self._theme()]

    def of_data(self) -> list[str]:
        """Those that make a difference to data; raises OSError for a file that cannot be read."""
        publication = self.publication.read_text(encoding="utf-8") if self.publication else ""
        return [self.base, self.engine, str(self.prune), self.layout, publication]

    def theme_texts(self) -> list[str]:
        """The file of the theme's words, which may stand on every page."""
        file = self.theme / THEME_FILE if self.theme else None
        return [file.read_text(encoding="utf-8")] if file and file.is_file() else []

    @property
    def theme_folder(self) -> str:
        """The folder of the theme, "" for none."""
        return str(self.theme) if self.theme else ""

    def _theme(self) -> list[str]:
        """The names and bytes of the theme's files."""
        files = theme_files(self.theme) if self.theme else []
        return [part for path in files for part in (str(path), hashlib.sha256(path.read_bytes()).hexdigest())]
