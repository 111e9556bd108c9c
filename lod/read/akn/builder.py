"""Elements of an Akoma Ntoso body to a draft tree, as the XML marks them; rules settle what it leaves open.

Official files mark preambular paragraphs, numbered paragraphs, points and most headings. They leave open the depth of
lettered and roman paragraphs that stand side by side, where a section or an annex ends, and what unnumbered paragraphs
are: see `lod.read.akn.infer`.
"""

import re
from collections.abc import Iterable, Sequence

from lod.model.numerals import roman_value
from lod.model.resolution import PartKind
from lod.read.akn.body import AknBody
from lod.read.akn.infer import infer_heading, infer_text, place_marked_heading, place_unmarked
from lod.read.akn.markup import Element
from lod.read.akn.passages import Copyist
from lod.read.akn.tables import printed_cells
from lod.read.tree.drafts import Draft
from lod.read.tree.endings import is_finished, is_stopped
from lod.read.tree.headings import LONGEST_HEADING, find_section_number
from lod.read.tree.labels import is_bracketed, is_number, printed_number
from lod.read.tree.languages import COMMAS, ENGLISH
from lod.read.tree.markers import Level
from lod.read.tree.openers import is_preambular

_COMMAS = tuple(COMMAS)
_SHORT = 80  # characters of a heading among preambular paragraphs, at most
#: What a section's number is where it counts on from none.
_A_LETTER = Level("letter", 0)
_SECTION = re.compile(r"[A-Z]|[IVXL]+")
#: Elements that group paragraphs of a body under a number or a heading of their own.
_GROUPS = frozenset(("section", "part", "chapter", "title", "division", "subpart", "hcontainer"))


def build_draft(root: Element, copyist: Copyist, language: str) -> Draft:
    """The draft of a resolution: preamble, body and annexes of the statement, or of each lettered part of a file."""
    body = AknBody.begin(copyist, language)
    statements = [element for element in root.walk() if element.tag == "statement"]
    collected = root.find("documentCollection") is not None
    for statement in statements or [root]:
        if collected:
            _read_part(body, statement)
        for item in statement.elements:
            if item.tag == "preamble":
                _read_preamble(body, item)
            elif item.tag == "mainBody":
                read_main(body, item)
            elif item.tag == "attachments":
                for attachment in item.elements:
                    _read_attachment(body, attachment)
    return body.tree.root


def _read_part(body: AknBody, statement: Element) -> None:
    """A resolution's lettered part ("A"), published as a document of its own."""
    number, preface = statement.find("docNumber"), statement.child("preface")
    section = body.tree.begin_lettered_part(number.text() if number else "")
    title = preface.find("docTitle") if preface else None
    if title is not None:
        section.spans.append(title.span)


def _read_preamble(body: AknBody, element: Element) -> None:
    """Preambular paragraphs; the enacting formula is the reader's."""
    for item in element.elements:
        if item.tag == "container" and not _is_bare_heading(body, item):
            body.open_paragraph(PartKind.PREAMBULAR, item)
        elif item.tag != "formula" and item.text():
            place_unmarked(body, item)


def _is_bare_heading(body: AknBody, element: Element) -> bool:
    """ "Social aspects" among preambular paragraphs: short words without an end that open no paragraph.

    >>> body, elements = AknBody.of("<container>Social aspects</container><container>The report,</container>")
    >>> [_is_bare_heading(body, element) for element in elements]
    [True, False]
    """
    words = element.text()
    opens = is_preambular(words) if body.language == ENGLISH else element.get("name")
    return len(words) < _SHORT and not opens and not is_finished(words)


def _read_attachment(body: AknBody, element: Element) -> None:
    """An annex; the heading that says so is its title."""
    main = element.find("mainBody")
    if main is None:
        return
    first = next((item for item in main.elements if item.text()), None)
    if first is None or not body.frame.annex.fullmatch(first.text()):
        body.tree.begin_annex()
    read_main(body, main)


def read_main(body: AknBody, element: Element) -> None:
    """Place the blocks of a body or a section, one after the other.

    >>> body, (main,) = AknBody.of("<mainBody><paragraph><num>1.</num><p>Thanks them.</p></paragraph></mainBody>")
    >>> read_main(body, main)
    >>> [(part.kind.value, part.number) for part in body.tree.root.parts]
    [('operative', '1')]
    """
    if element.tag == "mainBody":
        body.numbers = not body.tree.in_annex and _has_numbers(body, element)
    for item in element.elements:
        match item.tag:
            case tag if tag in _GROUPS:
                _begin_section(body, item)
                read_main(body, item)
            case "preamble":
                _read_preamble(body, item)
            case "num" if not item.text() or element.tag in _GROUPS:
                pass
            case "paragraph":
                _read_paragraph(body, item)
            case "container" if item.child("table"):
                _read_table(body, item)
            case "crossHeading":
                _read_cross_heading(body, item)
            case "subheading" | "heading":
                place_marked_heading(body, item)
            case _ if item.text() and item.child("num") is None:
                place_unmarked(body, item)


def _has_numbers(body: AknBody, main: Element) -> bool:
    """Whether numbered paragraphs stand in a body before its first annex."""
    for element in main.walk():
        if element.tag == "num" and is_number(printed_number(element.text())):
            return True
        if element.tag in ("heading", "subheading") and body.frame.annex.fullmatch(element.text()):
            return False
    return False


def _begin_section(body: AknBody, section: Element) -> None:
    """ "<section><num>I</num>": also where the number stands in a paragraph of its own, and where none is printed.

    >>> body, (part,) = AknBody.of("<part><heading>Oil</heading><paragraph><p>Notes.</p></paragraph></part>")
    >>> _begin_section(body, part), [(section.kind.value, section.number) for section in body.tree.root.parts]
    (None, [('section', None)])
    """
    num = section.child("num") or (section.child("p") or section).child("num")
    heading = section.child("heading", "subheading")
    if num is not None and num.text():
        number = printed_number(num.text())
        body.begin_section(number, num, Level("roman", roman_value(number.lower()) or 0))
    elif heading is not None and find_section_number(heading.text(), body.language) is None:
        body.tree.begin_section(None, Level(section.tag, 0))


def _read_paragraph(body: AknBody, element: Element) -> None:
    """A paragraph, and the heading that stands in it before its words."""
    num = element.child("num")
    number = printed_number(num.text()) if num else ""
    heading = element.child("heading", "subheading")
    words = [item for item in element.elements if item not in (num, heading)]
    if heading is not None and num is not None and not is_number(number):
        body.begin_section(number, num, _A_LETTER)
        infer_heading(body, heading)
        num = None
    elif heading is not None:
        place_marked_heading(body, heading)
    if num is None or not number:
        _read_unnumbered(body, words)
    elif is_number(number) and not is_bracketed(num.text()) and not _is_quoted(body, int(number)):
        _read_content(body, body.open_numbered(str(int(number)), num), words)
    else:
        _read_point(body, number, num, words)


def _is_section(num: Element, words: Iterable[Element]) -> bool:
    """Whether a capital or roman number without brackets, and words without an end, are those of a section.

    >>> _, (num, title, words) = AknBody.of("<num>A.</num><p>Pensions</p><p>To pay pensions;</p>")
    >>> _is_section(num, [title]), _is_section(num, [words])
    (True, False)
    """
    printed, text = num.text(), " ".join(item.text() for item in words)
    is_title = len(text) <= LONGEST_HEADING and not is_stopped(text)
    return is_title and "(" not in printed and _SECTION.fullmatch(printed_number(printed)) is not None


def _is_quoted(body: AknBody, number: int) -> bool:
    """Whether a number is that of words that the paragraph before quotes: "new paragraph 4:" and "4. ..."."""
    tree = body.tree
    return 1 < number <= tree.last_number and not tree.may_restart and tree.introduces()


def _read_unnumbered(body: AknBody, words: Iterable[Element]) -> None:
    """A paragraph without a number."""
    for item in words:
        if item.tag == "list":
            intro = item.child("intro")
            if intro is not None:
                place_unmarked(body, intro)
            _read_list(body, item)
        elif item.child("table"):
            _read_table(body, item)
        elif item.text():
            place_unmarked(body, item)


def _read_content(body: AknBody, part: Draft, items: Iterable[Element]) -> None:
    """The words of a paragraph or point, and the points and tables in it."""
    for item in items:
        if item.tag in ("list", "sublist"):
            intro = item.child("intro")
            if intro is not None:
                body.tree.extend((intro.span,), intro.text(), part)
            _read_list(body, item, item.tag == "sublist")
        else:
            body.tree.extend((item.span,), item.text(), part)


def _read_list(body: AknBody, element: Element, deeper: bool = False) -> None:
    """Points one after the other; a list below of one point may be a misread letter: "(i)" after "(h)"."""
    first = deeper and sum(item.tag == "point" for item in element.elements) > 1
    for item in element.elements:
        if item.tag == "point":
            num = item.child("num")
            rest = [inner for inner in item.elements if inner is not num]
            _read_point(body, printed_number(num.text()) if num else "", num, rest, first)
            first = False
        elif item.tag in ("sublist", "list"):
            _read_list(body, item, True)
        elif item.tag == "wrapUp" and item.text():
            infer_text(body, item)


def _read_point(
    body: AknBody, label: str, num: Element | None, content: Sequence[Element], deeper: bool = False
) -> None:
    """A point with what stands in it; `deeper`: the first of a list below. Some files mark a section's title so."""
    if num is not None and _is_section(num, content):
        section = body.begin_section(label, num, _A_LETTER)
        section.spans += [item.span for item in content]
        return
    point = body.add_point(label, deeper)
    if num is not None:
        point.marker = body.copyist.number(num)
    _read_content(body, point, content)


def _read_table(body: AknBody, element: Element) -> None:
    """What a container holds before its table is the caption; what follows it is text of its own."""
    items = list(element.elements)
    at = next(i for i, item in enumerate(items) if item.tag == "table")
    caption = [item.span for item in (*items[:at], items[at].child("caption")) if item is not None and item.text()]
    if cells := printed_cells(items[at]):
        body.tree.add_table(caption, element.text(), cells=cells)
    else:
        body.tree.add_table((element.span,), element.text())
    for item in items[at + 1 :] if cells else ():
        if item.tag == "table":
            body.tree.add_table((), item.text(), cells=printed_cells(item))
        elif item.text():
            place_unmarked(body, item)


def _read_cross_heading(body: AknBody, element: Element) -> None:
    """In a section that has no paragraph yet, cross-headings mark its preambular paragraphs."""
    words = element.text()
    if words.endswith(_COMMAS) or (body.language == "en" and is_preambular(words)):
        body.open_paragraph(PartKind.PREAMBULAR, element)
    else:
        place_marked_heading(body, element)
