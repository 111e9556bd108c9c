"""Jena's TDB2 with a publication's dump loaded, by the recipe of `docs/engines.md` (Debian: libapache-jena-java)."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.query.rows import Rows, rows_of

JARS = Path("/usr/share/java")
#: What its commands need beside Jena itself.
LIBRARIES = (
    *("commons-cli", "commons-codec", "commons-compress", "commons-csv", "commons-io", "commons-lang3"),
    *("caffeine", "dexx.collection", "gson", "guava", "jsonld-java", "protobuf", "thrift", "titanium-json-ld"),
    *("httpclient", "httpcore", "jackson-annotations", "jackson-core", "jackson-databind", "slf4j-api", "slf4j-nop"),
)
#: Debian's copy of Xerces in Jena looks for its messages there, and fails at the start where the package has none.
MESSAGES = Path("xerces/impl/xpath/regex/message.properties")
#: The default graph is the union of all.
UNION = ("--set", "tdb2:unionDefaultGraph=true")


def is_installed() -> bool:
    return bool(shutil.which("java")) and (JARS / "jena-cmds.jar").exists()


@contextmanager
def jena(dump: Path) -> Iterator[Callable[[str, float], Rows | None]]:
    """What gives the rows of a query over a store that holds a dump, in so many seconds; None where it gives none."""
    with tempfile.TemporaryDirectory() as place:
        (own := Path(place) / MESSAGES).parent.mkdir(parents=True)
        own.touch()
        jars = {str(path.resolve()) for path in JARS.glob("jena-*.jar")}
        libraries = (f"{JARS}/{name}.jar" for name in LIBRARIES)
        command = ("java", "-cp", os.pathsep.join((place, *sorted(jars), *libraries)))
        loading = (*command, "tdb2.tdbloader", "--loc", "store", dump.resolve())
        subprocess.run(loading, cwd=place, check=True, capture_output=True)

        def ask(query: str, seconds: float) -> Rows | None:
            (Path(place) / "asked.rq").write_text(query, encoding="utf-8")
            asking = (*command, "tdb2.tdbquery", *UNION, "--loc", "store", "--results", "JSON", "--query", "asked.rq")
            try:
                told = subprocess.run(asking, cwd=place, check=True, capture_output=True, timeout=seconds)
            except (subprocess.CalledProcessError, subprocess.TimeoutExpired):
                return None
            return rows_of(told.stdout)

        yield ask
