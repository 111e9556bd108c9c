"""What `_redirects`, `_headers` and a .htaccess of w3id.org do, as their hosts document it, as far as our rules use it.

Netlify and Cloudflare Pages: rules from above, the first that fits; "*" stands for the rest of a path, ":splat" for
what it stood for; "!" goes before files. Of `_headers` all blocks that fit are joined. mod_rewrite: RewriteCond on a
header, RewriteRule with a pattern for the path below the folder; [R] ends, [NC] ignores cases.
"""

import re
import shlex
from collections.abc import Iterator, Mapping
from pathlib import Path

from msgspec import Struct


class Answer(Struct, frozen=True):
    """A status, and where it leads, or which file it shows."""

    status: int
    to: str = ""


def pages_answer(folder: Path, path: str, statuses: frozenset[int] = frozenset({301, 302, 303, 404, 410})) -> Answer:
    """What a host of pages answers for a path; rules with a status that it does not know are passed over."""
    rules = [(_fits(source, path), to, code) for source, to, code in _redirects(folder)]
    fit = [(splat, to, code) for splat, to, code in rules if splat is not None and int(code.rstrip("!")) in statuses]
    for splat, to, code in fit:
        if code.endswith("!") or not _file(folder, path):
            return Answer(int(code.rstrip("!")), to.replace(":splat", splat))
    found = _file(folder, path)
    return Answer(200, found) if found else Answer(404, "404.html")


def pages_headers(folder: Path, path: str) -> Mapping[str, str]:
    """The headers of a path, in lower case."""
    found: dict[str, str] = {}
    fit = False
    for line in _lines(folder / "_headers"):
        if not line.startswith(" "):
            fit = _fits(line.strip(), path) is not None
        elif fit:
            name, _, value = line.strip().partition(": ")
            found[name.lower()] = value
    return found


def rewritten(rules: Path, path: str, accept: str) -> Answer:
    """What mod_rewrite answers for a path below the folder of a .htaccess."""
    conditions: list[bool] = []
    for words in (shlex.split(line.replace("\\", "\\\\")) for line in _lines(rules)):
        if words[0] == "RewriteCond":
            assert words[1] == "%{HTTP:Accept}", words
            conditions.append(re.search(words[2], accept, re.IGNORECASE) is not None)
        elif words[0] == "RewriteRule":
            found = re.search(words[1], path)
            if found and all(conditions):
                code = re.search(r"R=(\d+)", words[3])
                assert code, words
                return Answer(int(code[1]), found[1].join(words[2].split("$1")) if "$1" in words[2] else words[2])
            conditions = []
    return Answer(404)


def _redirects(folder: Path) -> Iterator[tuple[str, str, str]]:
    for line in _lines(folder / "_redirects"):
        source, to, code = line.split()
        yield source, to, code


def _lines(file: Path) -> Iterator[str]:
    for line in file.read_text(encoding="utf-8").splitlines():
        if line.strip() and not line.lstrip().startswith("#"):
            yield line


def _fits(pattern: str, path: str) -> str | None:
    """What the asterisk of a pattern stands for, "" where it has none; None where the path does not fit."""
    before, star, after = pattern.partition("*")
    if not star:
        return "" if pattern == path else None
    fits = path.startswith(before) and path.endswith(after) and len(path) >= len(before) + len(after)
    return path[len(before) : len(path) - len(after)] if fits else None


def _file(folder: Path, path: str) -> str:
    """The file that a path shows: itself, or the page without its suffix."""
    names = (path[1:], f"{path[1:]}.html", f"{path[1:]}index.html")
    return next((name for name in names if name and (folder / name).is_file()), "")
