"""What a change of rules or tables gains and loses over a corpus: python -m tests.rules_diff FOLDER [BASE] [SHOW]

FOLDER holds texts, PDFs or Akoma Ntoso files; BASE is the commit that this state of the files is compared with (HEAD).
Every file is read and annotated in both states, in two processes each; `lod diff --summary --show SHOW` says the rest.
For the body of the commit that makes the change.
"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from lod.cli.options import FOUND
from tests.samples import TESTS

ROOT = TESTS.parent

#: Run in each state of the files: only what both states have is used.
_DESCRIBE = """
import sys
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import pyoxigraph as ox

from lod import read, triples
from lod.read.files import expand


def described(path):
    try:
        return ox.serialize(triples(read(path)), format=ox.RdfFormat.N_TRIPLES)
    except Exception as fault:
        print(f"{path}: {fault}", file=sys.stderr)
        return b""


if __name__ == "__main__":
    with ProcessPoolExecutor(2) as pool, open(sys.argv[2], "wb") as out:
        out.writelines(pool.map(described, expand([Path(sys.argv[1])]), chunksize=8))
"""


def main(folder: Path, base: str = "HEAD", show: str = "10") -> int:
    """Print the difference; gives the exit code of `lod diff`, 0 for differences too."""
    with tempfile.TemporaryDirectory() as room:
        old, new, script = Path(room, "old.nt"), Path(room, "new.nt"), Path(room, "describe.py")
        before = Path(room, "before")
        script.write_text(_DESCRIBE, encoding="utf-8")
        _git("worktree", "add", "--quiet", "--detach", str(before), base)
        try:
            for tree, target in ((before, old), (ROOT, new)):
                _run(tree, str(script), str(folder.resolve()), str(target))
        finally:
            _git("worktree", "remove", "--force", str(before))
        command = "import sys; from lod.cli import main; sys.exit(main())"
        shown = ["diff", str(old), str(new), "--summary", "--show", show]
        code = subprocess.run([sys.executable, "-c", command, *shown], cwd=ROOT, check=False).returncode
        return 0 if code == FOUND else code


def _git(*arguments: str) -> None:
    subprocess.run(["git", *arguments], cwd=ROOT, check=True)


def _run(tree: Path, *arguments: str) -> None:
    """Run a script with the package of a tree."""
    environment = {**os.environ, "PYTHONPATH": str(tree)}
    subprocess.run([sys.executable, *arguments], cwd=tree, env=environment, check=True)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), *sys.argv[2:]))
