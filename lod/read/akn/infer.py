"""Inference of what official XML leaves unmarked: headings, and the kinds of unnumbered paragraphs.

The rules are those of text (`lod.read.text.builder`), so that text and XML give the same tree. Each says whether it
holds for an element, and places the element where it does.
"""

import re
from collections.abc import Callable, Iterator

from lod.model.resolution import PartKind
from lod.read.akn.body import AknBody
from lod.read.akn.markup import Element
from lod.read.tree.drafts import Draft
from lod.read.tree.endings import is_stopped
from lod.read.tree.headings import LONGEST_HEADING, find_section_number
from lod.read.tree.languages import COLONS, COMMAS, STOPS
from lod.read.tree.markers import LABEL, NUMBER, label_of
from lod.read.tree.openers import is_operative, is_preambular
from lod.read.tree.passages import TableNote

_COMMAS, _STOPS, _COLONS = tuple(COMMAS), tuple(STOPS), tuple(COLONS)
_CONJUNCTIONS = (" and", " or")
_SHORT = 60  # characters of a heading that a file marks as a paragraph, at most
_EMPHASIS = frozenset("*_ ")

#: Elements in which the words of a note may stand, and the marks of a table's notes.
_WRAPPING = frozenset(("content", "p", "intro"))
_MARKS = re.compile(r"[^\W\d_]|\*+")

Rule = Callable[[AknBody, Element], bool]


def place_marked_heading(body: AknBody, element: Element) -> None:
    """Place what a file marks as a heading: an annex's, a section's, or the title of what was just begun."""
    if element.text():
        any(rule(body, element) for rule in HEADING_RULES)


def place_unmarked(body: AknBody, element: Element) -> None:
    """Place an unnumbered paragraph by what its words say."""
    any(rule(body, element) for rule in UNNUMBERED_RULES)


def infer_furniture(body: AknBody, element: Element) -> bool:
    """ "* * *": signs that say nothing.

    >>> body, elements = AknBody.of("<p>* * *</p><p>* Reissued.</p>")
    >>> [infer_furniture(body, element) for element in elements]
    [True, False]
    """
    if not _EMPHASIS.issuperset(element.text()):
        return False
    body.copyist.furniture(element)
    return True


def infer_table_note(body: AknBody, element: Element) -> bool:
    """ "<sup>a</sup> See A/78/534." right below a table that has the mark in a cell: a note of that table.

    >>> body, (element,) = AknBody.of("<p><sup>a</sup> See A/78/534.</p>")
    >>> infer_table_note(body, element)
    False
    """
    table, raised = body.tree.table_above(), next(iter(element.elements), None)
    while raised is not None and raised.tag in _WRAPPING:
        raised = next(iter(raised.elements), None)
    if table is None or raised is None or raised.tag != "sup" or not element.text().startswith(raised.text()):
        return False
    mark = raised.text().strip()
    if mark in (note.mark for note in table.notes) or mark not in _raised(body, table):
        return False
    table.notes.append(TableNote(mark, body.copyist.skip_printed(element, mark), [element.span]))
    return True


def _raised(body: AknBody, table: Draft) -> Iterator[str]:
    """The marks that are raised in the cells of a table: letters and stars."""
    for cell in table.cells:
        for first, last in cell.spans:
            for item in body.copyist.document.events[first:last]:
                if isinstance(item, Element) and item.tag == "sup":
                    yield from _MARKS.findall(item.text())


def infer_annex(body: AknBody, element: Element) -> bool:
    """ "Annex", "Annex II".

    >>> body, elements = AknBody.of("<p>Annex II</p><p>Annex II to the report</p>")
    >>> [infer_annex(body, element) for element in elements]
    [True, False]
    """
    found = body.frame.annex.fullmatch(element.text())
    if found is None:
        return False
    body.tree.begin_annex(found["number"], body.copyist.number(element))
    return True


def infer_section(body: AknBody, element: Element) -> bool:
    """ "II", "A. Coordination": the next of a row of sections, or the first of a new one.

    >>> body, elements = AknBody.of("<p>I. Elections</p><p>III. Rules</p><p>II</p>")
    >>> [infer_section(body, element) for element in elements]
    [True, False, True]
    """
    words = element.text()
    found = find_section_number(words, body.frame.language) if len(words) <= LONGEST_HEADING else None
    level = body.tree.section_level(found.latin, found.word) if found else None
    if found is None or level is None:
        return False
    section = body.tree.begin_section(found.printed, level, body.copyist.skip_printed(element, words[: found.end]))
    if found.end < len(words):
        section.spans.append(element.span)
    return True


def infer_short_section(body: AknBody, element: Element) -> bool:
    """ "II", "A. Coordination": a section's heading that the file marks as a paragraph.

    >>> body, elements = AknBody.of("<p>I. The members are elected.</p><p>I. Elections</p>")
    >>> [infer_short_section(body, element) for element in elements]
    [False, True]
    """
    words = element.text()
    return len(words) < _SHORT and not is_stopped(words) and infer_section(body, element)


def infer_labelled(body: AknBody, element: Element) -> bool:
    """ "(a) Two meetings", "3. Decides": a label or a number that the file left in the words.

    >>> body, (num, *elements) = AknBody.of("<num>1.</num><p>(a) To meet;</p><p>(c) To pay;</p><p>2. Thanks them.</p>")
    >>> _ = body.open_numbered("1", num)
    >>> [infer_labelled(body, element) for element in elements]
    [True, False, True]
    """
    tree, words = body.tree, element.text()
    label, number = LABEL.match(words), NUMBER.match(words)
    if label:
        tree.open_introduction()
    if label and tree.paragraph is not None:
        if tree.next_levels(label_of(label)) is None:
            return False
        part, printed = body.add_point(label_of(label)), label["mark"]
    elif number and tree.last_number:
        part, printed = tree.open_paragraph(PartKind.OPERATIVE, number=number["number"]), number["mark"]
    else:
        return False
    part.marker = body.copyist.skip_printed(element, printed)
    tree.extend((element.span,), words, part)
    return True


def infer_preambular(body: AknBody, element: Element) -> bool:
    """ "Recalling ...,": an opener, or a comma at the end, before the first operative paragraph.

    >>> body, elements = AknBody.of("<p>Recalling its decision,</p><p>The report</p>")
    >>> [infer_preambular(body, element) for element in elements]
    [True, False]
    """
    words = element.text()
    if not _is_preambular(body, words):
        return False
    if not body.tree.in_preamble() and not (words.endswith(_COMMAS) and body.tree.begin_titled_section()):
        return False
    body.open_paragraph(PartKind.PREAMBULAR, element)
    return True


def _is_preambular(body: AknBody, words: str) -> bool:
    if body.language == "en" and is_preambular(words):
        return body.tree.untitled is None or words.endswith((*_COMMAS, *_STOPS))
    return words.endswith(_COMMAS) and not (body.language == "en" and is_operative(words))


def infer_operative(body: AknBody, element: Element) -> bool:
    """ "Takes note of ...": the paragraph of a resolution that numbers none.

    >>> body, elements = AknBody.of("<p>The report</p><p>Takes note of the report.</p>")
    >>> [infer_operative(body, element) for element in elements]
    [False, True]
    """
    if body.tree.in_annex or body.tree.last_number or body.numbers:
        return False
    words = element.text()
    if not (is_operative(words) if body.language == "en" else words.endswith((*_STOPS, *_COLONS))):
        return False
    body.open_paragraph(PartKind.OPERATIVE, element)
    return True


def infer_continued(body: AknBody, element: Element) -> bool:
    """Lower case goes on with what the paragraph before left unfinished.

    >>> body, elements = AknBody.of("<p>Takes note of the</p><p>report of the Board;</p><p>and its annex</p>")
    >>> [infer_operative(body, elements[0]), *(infer_continued(body, element) for element in elements[1:])]
    [True, True, False]
    """
    tree, words = body.tree, element.text()
    if tree.worded is None or not words[:1].islower() or tree.is_stopped():
        return False
    if tree.worded.kind is PartKind.SUB and _ends_point(tree.tail):
        return False
    tree.extend((element.span,), words)
    return True


def _ends_point(words: str) -> bool:
    return words.rstrip().endswith((*_STOPS, *_COMMAS)) or words.endswith(_CONJUNCTIONS)


def infer_entry(body: AknBody, element: Element) -> bool:
    """An entry of a list without labels: behind the colon of a paragraph, or behind another entry.

    >>> body, (num, *elements) = AknBody.of("<num>1.</num><p>Meets:</p><p>On Monday</p><p>On Friday.</p><p>Oil</p>")
    >>> body.tree.extend((elements[0].span,), "Meets:", body.open_numbered("1", num))
    >>> [infer_entry(body, element) for element in elements[1:]]
    [True, True, False]
    """
    if not body.tree.lists(element.text()):
        return False
    body.tree.add_entry((element.span,), element.text())
    return True


def infer_short_heading(body: AknBody, element: Element) -> bool:
    """Words without an end: a cross-heading, or the title of the annex or section just begun.

    >>> body, elements = AknBody.of("<p>Election of judges</p><p>They are elected.</p>")
    >>> [infer_short_heading(body, element) for element in elements]
    [True, False]
    """
    words = element.text()
    if len(words) > LONGEST_HEADING or is_stopped(words) or words.endswith((*_COMMAS, *_STOPS)):
        return False
    return infer_heading(body, element)


def infer_heading(body: AknBody, element: Element) -> bool:
    """A heading by the file's word.

    >>> body, (element,) = AknBody.of("<heading>Decides to meet.</heading>")
    >>> infer_heading(body, element), body.tree.root.parts[0].kind
    (True, <PartKind.HEADING: 'heading'>)
    """
    body.tree.add_heading((element.span,))
    return True


def infer_text(body: AknBody, element: Element) -> bool:
    """Unnumbered words, whatever they say: of the paragraph whose points they follow, or of what is open.

    >>> body, (element,) = AknBody.of("<p>The members are elected for three years.</p>")
    >>> infer_text(body, element), body.tree.root.parts[0].kind
    (True, <PartKind.TEXT: 'text'>)
    """
    body.tree.add_text((element.span,), element.text())
    return True


#: In the order in which they are tried; the last one of each row holds for every element.
HEADING_RULES: tuple[Rule, ...] = (infer_furniture, infer_annex, infer_section, infer_heading)
UNNUMBERED_RULES: tuple[Rule, ...] = (
    infer_furniture,
    infer_table_note,
    infer_annex,
    infer_labelled,
    infer_short_section,
    infer_preambular,
    infer_operative,
    infer_entry,
    infer_continued,
    infer_short_heading,
    infer_text,
)
