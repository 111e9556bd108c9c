"""What the merged data say of each thing: they are read as sorted lines, never held whole."""

from collections import defaultdict
from collections.abc import Collection
from itertools import groupby
from pathlib import Path


def lines_of_things(whole: Path, symbols: Collection[str], base: str) -> tuple[dict[str, bytes], int]:
    """The N-Triples of every thing of ours that is no resolution of the data, by its path; and the number of lines."""
    found: dict[str, list[bytes]] = defaultdict(list)
    own, count = f"<{base}".encode(), 0
    with whole.open("rb") as lines:
        for subject, group in groupby(lines, key=lambda line: line[: line.index(b" ")]):
            block = list(group)
            count += len(block)
            path = subject[len(own) : -1].partition(b"#")[0].decode() if subject.startswith(own) else ""
            if path and path not in symbols and not path.startswith(("def", "data/")):
                found[path] += block
    return {path: b"".join(sorted(found[path])) for path in sorted(found)}, count


def name_in(lines: bytes) -> str:
    """The English name that the triples of a thing give it."""
    for predicate in (b"core#prefLabel> ", b"terms/title> ", b"rdf-schema#label> "):
        for line in lines.splitlines():
            if predicate in line and (line.endswith((b'"@en .', b'" .'))):
                words = line.split(predicate, 1)[1].rpartition(b'"')[0]
                return words[1:].decode("utf-8").replace('\\"', '"')
    return ""
