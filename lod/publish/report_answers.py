"""Which documents answer the reports that resolutions ask for, over all texts of a build."""

from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path

import pyoxigraph as ox
from msgspec.structs import replace

from lod.graph.report_answers import answer_triples
from lod.graph.serialize import serialize
from lod.publish.index import Index
from lod.review.mandates.answers import Answer, find_answers
from lod.review.mandates.reports import ReportsOf


def with_answers(index: Index, reports: Mapping[str, ReportsOf]) -> Index:
    """The index with the answers that later texts of each series show, by the act that asks."""
    found: dict[str, Answer] = {}
    for symbol in index.cards:
        if reports[symbol].asked and (later := index.series_after(symbol)):
            for answer in find_answers(reports[symbol], [reports[other] for other in later]):
                found[f"{symbol}#{answer.act}"] = answer
    return replace(index, answers=found)


def write_answers(index: Index, folder: Path) -> dict[str, Path]:
    """The answers of each resolution that has any as a file of sorted N-Triples, by its symbol."""
    found: dict[str, list[Answer]] = defaultdict(list)
    for act, answer in index.answers.items():
        found[act.partition("#")[0]].append(answer)
    made = {}
    for number, (symbol, answers) in enumerate(found.items()):
        told = ((a.act, a.symbol, a.by, a.citation) for a in answers)
        made[symbol] = folder / f"answers-{number}"
        made[symbol].write_bytes(serialize(answer_triples(symbol, told, index.base), ox.RdfFormat.N_TRIPLES))
    return made
