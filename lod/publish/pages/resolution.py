"""The page of a resolution: its text, its notes, and beside each paragraph what it does, asks and names."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from msgspec.structs import replace

from lod.annotate.citations.told_in_english import told_in_english
from lod.data.authorities import load_authorities
from lod.data.interface import interface_language, words_of
from lod.data.organs import meeting_record, meeting_transcript
from lod.data.subjects import label_in
from lod.graph.entities import find_actor
from lod.model.annotations import Annotations
from lod.model.iris import agenda_item, document, expression, format_iri, meeting, session
from lod.model.resolution import Finding, Masthead, Record, Resolution
from lod.publish.cards import topics
from lod.publish.citation import format_citation
from lod.publish.index import Index
from lod.publish.pages.cited import cited_by_function
from lod.publish.pages.duties import ShownName, shown_name
from lod.publish.pages.environment import Linker, json_script, render
from lod.publish.pages.provenance import checks, findings_of, origins, unread_texts
from lod.publish.pages.record import roll_call, steps, tally, votes_by_region
from lod.publish.pages.view import View
from lod.publish.places import printed_numbers
from lod.read.tree.languages import ENGLISH, frames
from lod.review.paragraphs import Kin


def render_resolution(
    resolution: Resolution,
    annotations: Annotations,
    index: Index,
    others: Sequence[Resolution] = (),
    findings: Sequence[Finding] = (),
    kin: Sequence[Kin] = (),
    series: str = "",
) -> str:
    """The page of a resolution in its main reading; `series` is the path of its series."""
    return render_reading(resolution, resolution, annotations, index, others, findings, kin, series)


def language_path(main: Resolution, reading: Resolution) -> str:
    """The path of a reading's page: the resolution's own, or "A/RES/78/10/fr" for another language.

    The IRI of the resolution and of its paragraphs is one in all languages.
    """
    path = document(main.masthead.symbol).path
    return path if reading.language == main.language else expression(path, reading.language)


def render_reading(
    main: Resolution,
    reading: Resolution,
    annotations: Annotations,
    index: Index,
    others: Sequence[Resolution] = (),
    findings: Sequence[Finding] = (),
    kin: Sequence[Kin] = (),
    series: str = "",
    english: Annotations | None = None,
) -> str:
    """The page of a resolution in the language of one reading.

    `others` are all readings but the main one, `findings` where they differ, `kin` where its series has paragraphs;
    `english` are the annotations of the English reading, beside one in another language of the interface.
    """
    if english:
        annotations = told_in_english(annotations, english)
    path, elsewhere = language_path(main, reading), _elsewhere(main, reading, others)
    link = Linker(path, elsewhere=index.unpublished)
    view = View(reading, annotations, link, index, main.masthead.organ, elsewhere, kin, english)
    found = findings_of(main, reading, others, findings)
    language = interface_language(reading.language)
    counted = tally(main.record, main.masthead.organ, main.masthead.adopted, language)
    return render(
        "resolution.html",
        path,
        document(main.masthead.symbol).path,
        index.base,
        language=language,
        resolution=reading,
        dropped=view.kin[""],
        series=series,
        compared={relative.symbol for relative in kin},
        languages=_languages(main, reading, others),
        origins=origins(main, others),
        checks=checks(found, view.places | _places(annotations), elsewhere),
        unread=tuple(unread_texts(main)) if reading is main else (),
        json_ld=json_script(_json_ld(main, annotations, index.base)),
        counts=(len((english or annotations).acts), len(annotations.citations), len(annotations.mentions)),
        data=("ttl", "jsonld"),
        **_head(main, reading, index),
        **_adoption(main.record, language),
        tally=counted,
        regions=votes_by_region(main.record, counted),
        cites=cited_by_function(annotations),
        **_text(reading, view),
    )


def _head(main: Resolution, reading: Resolution, index: Index) -> dict[str, Any]:
    """What the page says above the text: the masthead, and what stands before and behind the resolution."""
    head = main.masthead if reading is main else _translated(main.masthead, reading)
    language = interface_language(reading.language)
    told_by = reading if head.report == reading.masthead.report else main
    committee = load_authorities().get(find_actor(main.masthead.committee) or "")
    return {
        "head": head,
        "organ": _organ(head.organ, language),
        "committee": committee.path if committee else "",
        "committee_name": (committee.name_in(reading.language) if committee else "") or head.committee,
        "related": _related(main),
        "number": format_citation(head.symbol, language),
        "pinpoint": ShownName(head.report.pinpoint or "", told_by.language) if head.report else None,
        "transcript": meeting_transcript(head.meeting, head.session, head.organ) if head.meeting else "",
        "numbers": dict(printed_numbers(reading.walk())),
        "cited_by": index.cited_by(head.symbol),
        "predecessor": index.predecessor(head.symbol) if head.symbol in index.cards else None,
        "successors": index.successors(head.symbol),
        "index": index,
    }


def _organ(organ: str, language: str) -> str:
    """Who resolved, as citations name it; in English where no table has its name in the language."""
    path = f"actor/{organ}"
    name = shown_name(language, path, load_authorities().name_of(path)).text
    return name or words_of("united_nations", language=language)


def _adoption(record: Record, language: str) -> dict[str, Any]:
    """What the record says of the way to adoption, of the vote and of what the text is about."""
    return {
        "roll_call": roll_call(record, language),
        "steps": steps(record, language),
        "subjects": _subjects(record, language),
        "tagged_goals": record.goals,
        "outcome": record.outcome,
    }


def _subjects(record: Record, language: str) -> Mapping[ShownName, str]:
    """The paths of the library's headings by their names, in a language where a table has them; each name once."""
    found: dict[ShownName, str] = {}
    for topic in topics(record):
        own = label_in(language, topic.iri) if language != ENGLISH else ""
        found.setdefault(ShownName(own, language) if own else ShownName(topic.label), topic.path)
    return found


def _text(reading: Resolution, view: View) -> dict[str, Any]:
    """The text in blocks, its notes, its headings, and what it asks of whom."""
    blocks = [block for part in reading.parts for block in view.blocks(part, 0)]
    return {
        "annex": (frames().get(reading.language) or frames()[ENGLISH]).heading,
        "blocks": blocks,
        "notes": [(note, view.html(note.place, note.passage, note.passage.opening)) for note in reading.footnotes],
        "anchors": _anchors(reading),
        "contents": [block for block in blocks if block.kind in ("section", "annex", "heading")],
        "asks": [duty for block in blocks for duty in block.duties if duty.addressees or duty.report],
    }


def _places(annotations: Annotations) -> set[str]:
    """The places of all that was annotated."""
    acts, named = {act.place for act in annotations.acts}, {mention.place for mention in annotations.mentions}
    return acts | named | {citation.place for citation in annotations.citations}


def _anchors(reading: Resolution) -> dict[str, tuple[str, ...]]:
    """For each note the parts that carry its mark."""
    found: dict[str, dict[str, None]] = {}
    for mark in reading.note_marks():
        found.setdefault(mark.note, {})[mark.part] = None
    return {note: tuple(parts) for note, parts in found.items()}


def _translated(masthead: Masthead, reading: Resolution) -> Masthead:
    """The masthead with the words of another language, where its reading has them."""
    own, report = reading.masthead, masthead.report
    is_same = report and own.report and own.report.symbol == report.symbol
    return replace(
        masthead,
        title=own.title,
        agenda_title=own.agenda_title,
        item_titles=own.item_titles,
        committee=own.committee,
        report=own.report if is_same else report,  # "пункт 8"
    )


def _elsewhere(main: Resolution, shown: Resolution, others: Sequence[Resolution]) -> dict[str, str]:
    """Links from the page of one reading to the places that only the pages of others have."""
    link, found = Linker(language_path(main, shown)), dict[str, str]()
    pages = {reading.language: reading for reading in (*reversed(others), main)}
    for language in sorted(pages):
        for place, _ in pages[language].passages():
            found.setdefault(place, link(language_path(main, pages[language]), place))
    return found


#: What the six languages call themselves.
LANGUAGES = {"ar": "العربية", "en": "English", "es": "Español", "fr": "Français", "ru": "Русский", "zh": "中文"}


def _languages(main: Resolution, shown: Resolution, others: Sequence[Resolution]) -> list[tuple[str, str, str, bool]]:
    """(code, own name, path, whether it is shown) of the languages in which there is a reading, by their codes."""
    readings = {reading.language: reading for reading in (*reversed(others), main)}
    if len(readings) < 2:
        return []
    return [
        (code, LANGUAGES.get(code, code), language_path(main, readings[code]), code == shown.language)
        for code in sorted(readings)
    ]


def _related(resolution: Resolution) -> dict[str, str]:
    """Paths of the session, items, meeting and document on which the resolution was adopted."""
    head = resolution.masthead
    found = {}
    if head.session and head.organ:
        found["session"] = session(head.session, head.organ).path
        found |= {f"item {item}": agenda_item(head.session, item, head.organ).path for item in head.agenda_items}
    if head.meeting and (record := meeting_record(head.meeting, head.session, head.organ)):
        found |= {"meeting": meeting(record).path, "record": record}
    if related := head.report.symbol if head.report else head.draft:
        found["report"] = document(related).path
    return found


def _json_ld(resolution: Resolution, annotations: Annotations, base: str) -> str:
    """What search engines read: schema.org Legislation."""
    head = resolution.masthead
    cited = dict.fromkeys(c.target.path for c in annotations.citations if c.target)
    value = {
        "@context": "https://schema.org",
        "@type": "Legislation",
        "@id": format_iri(document(head.symbol), base),
        "legislationIdentifier": head.symbol,
        "name": head.name,
        "inLanguage": resolution.language,
        "legislationDate": head.adopted.isoformat() if head.adopted else None,
        "datePublished": head.issued.isoformat() if head.issued else None,
        "legislationPassedBy": {"@type": "Organization", "name": load_authorities().name_of(f"actor/{head.organ}")},
        "citation": [format_iri(document(path), base) for path in cited],
        "sameAs": f"https://docs.un.org/{head.symbol}",
    }
    return json.dumps({key: given for key, given in value.items() if given}, ensure_ascii=False, indent=1)
