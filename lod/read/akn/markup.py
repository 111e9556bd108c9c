"""Parsing XML into elements that know their offsets in the file.

Reads: a source's text. Writes: the root element; words and elements carry their offsets in that text, so that what is
made of them leads back into the file as given. Nothing outside the file is ever read: a document type declaration,
and with it every entity of a file's own, is refused.
"""

from collections.abc import Iterator
from xml.parsers import expat

from msgspec import Struct, field

from lod.model.errors import SourceError

NAMESPACE = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"
#: Official files nest some 15 elements deep and hold some thousands.
DEEPEST = 100
LARGEST = 32_000_000  # bytes
_PREFIX = NAMESPACE + "}"


class Words(Struct, eq=False):
    """Character data: source [start:end) says `data`; the two differ where the file escapes a character.

    White space alone is always `SPACE`, which stands nowhere: nobody asks for its place.
    """

    start: int
    data: str
    end: int = 0


SPACE = Words(-1, " ", -1)


class Element(Struct, eq=False):
    """An element by its local name ("{...}name" outside Akoma Ntoso's namespace).

    Its events are `events[first:last]` of the document, its own tags included.
    """

    tag: str
    attributes: dict[str, str]
    first: int
    everyone: "list[Element]"  # the document's elements, in the order of their opening tags
    place: int  # this one's place among them
    after: int = 0  # the place after the last one below it
    last: int = 0
    content: "list[Element | Words]" = field(default_factory=list)
    _text: str | None = None  # the words, once they were asked for

    @property
    def span(self) -> tuple[int, int]:
        """Its events [first:last)."""
        return self.first, self.last

    @property
    def elements(self) -> "Iterator[Element]":
        """The child elements."""
        return (item for item in self.content if isinstance(item, Element))

    def walk(self) -> "list[Element]":
        """This element and all below it, in document order."""
        return self.everyone[self.place : self.after]

    def find(self, *tags: str) -> "Element | None":
        """The first element with one of the tags, this one or below it."""
        return next((element for element in self.walk() if element.tag in tags), None)

    def child(self, *tags: str) -> "Element | None":
        """The first child element with one of the tags."""
        return next((element for element in self.elements if element.tag in tags), None)

    def get(self, name: str) -> str:
        """An attribute, "" where there is none."""
        return self.attributes.get(name, "")

    def words(self) -> "list[Words]":
        """All character data, that of notes left out."""
        found: list[Words] = []
        for item in self.content:
            if isinstance(item, Words):
                found.append(item)
            elif item.tag != "authorialNote":
                found += item.words()
        return found

    def text(self) -> str:
        """The words without notes, white space folded; only for elements of a whole document."""
        if self._text is None:
            self._text = " ".join("".join([words.data for words in self.words()]).split())
        return self._text


class MarkupDocument(Struct, frozen=True):
    """A parsed file: its root and, in the order of the file, words and elements, each where it opens and closes."""

    root: Element
    events: "list[Words | Element]"


def parse_markup(text: str, name: str) -> MarkupDocument:
    """The document in an XML text; raises SourceError for what is not well-formed, not Akoma Ntoso or not safe."""
    builder = _Builder(text, name)
    try:
        builder.parser.Parse(text, True)
    except expat.ExpatError as fault:
        where = f"{name}, line {fault.lineno}"
        raise SourceError(f"is not well-formed XML: {expat.ErrorString(fault.code)}", where, "fix the file") from fault
    assert builder.root is not None, "a well-formed document has a root"
    return MarkupDocument(builder.root, builder.events)


def parse_fragment(markup: str) -> tuple[str, MarkupDocument]:
    """A text whose root holds some markup of Akoma Ntoso, and its document; errors are those of `parse_markup`.

    >>> [element.text() for element in parse_fragment("<num>1.</num><p>Thanks  them.</p>")[1].root.elements]
    ['1.', 'Thanks them.']
    """
    text = f'<akomaNtoso xmlns="{NAMESPACE}">{markup}</akomaNtoso>'
    return text, parse_markup(text, "fragment")


class _Builder:
    """Collects what the parser reports."""

    def __init__(self, text: str, name: str) -> None:
        self.name = name
        self.root: Element | None = None
        self.events: list[Words | Element] = []
        self.elements: list[Element] = []
        self._open: list[Element] = []
        self._bytes = None if text.isascii() else text.encode()
        self._byte = self._character = 0
        self._words: Words | None = None
        self.parser = expat.ParserCreate("utf-8", "}")
        self.parser.buffer_text = False
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._data
        self.parser.StartDoctypeDeclHandler = self._refuse_type
        self.parser.CommentHandler = self.parser.ProcessingInstructionHandler = self._pass
        self.parser.StartCdataSectionHandler = self.parser.EndCdataSectionHandler = self._pass

    def _here(self) -> int:
        """The parser's place in characters."""
        now = self.parser.CurrentByteIndex
        if self._bytes is None:
            return now
        self._character += len(self._bytes[self._byte : now].decode())
        self._byte = now
        return self._character

    # The handlers of elements and words ask for open words themselves: a call would cost more than the question.

    def _pass(self, *_: object) -> None:
        if self._words is not None:
            self._close(self._words)

    def _close(self, words: Words) -> None:
        """The words read last end here."""
        words.end, self._words = self._here(), None

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        if self._words is not None:
            self._close(self._words)
        opened, elements, events = self._open, self.elements, self.events
        if not opened and not tag.startswith(_PREFIX):
            raise SourceError(
                f"is no Akoma Ntoso 3.0: its root is {tag!r}", self.name, f"the root belongs in {NAMESPACE}"
            )
        if len(opened) >= DEEPEST:
            raise SourceError(f"nests more than {DEEPEST} elements", self.name, "give the XML of a resolution")
        element = Element(tag.removeprefix(_PREFIX), attributes, len(events), elements, len(elements))
        elements.append(element)
        if opened:
            opened[-1].content.append(element)
        else:
            self.root = element
        opened.append(element)
        events.append(element)

    def _end(self, _tag: str) -> None:
        if self._words is not None:
            self._close(self._words)
        element = self._open.pop()
        self.events.append(element)
        element.last, element.after = len(self.events), len(self.elements)

    def _data(self, data: str) -> None:
        at = -1
        if self._words is None:
            if self.events[-1] is SPACE and data.isspace():
                return  # a line's end and the next one's indent are one white space
        else:
            self._words.end = at = self._here()
            self._words = None
        if data.isspace():
            words = SPACE
        else:
            words = self._words = Words(self._here() if at < 0 else at, data)
        self._open[-1].content.append(words)
        self.events.append(words)

    def _refuse_type(self, *_: object) -> None:
        raise SourceError("declares a document type", self.name, "take the <!DOCTYPE ...> out: it may define entities")
