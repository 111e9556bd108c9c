"""Detection of a file's format from its first bytes, and what to do about formats that are not read."""

import re

from msgspec import Struct

from lod.model.errors import SourceError
from lod.read.encoding import wide_encoding

_AS_TEXT = "open it, and save it as UTF-8 text or as PDF"
_OFFICE = "convert it first: soffice --headless --convert-to pdf FILE (LibreOffice), or save it as UTF-8 text or as PDF"
_BROWSER = "take the PDF, or convert the page: pandoc --to plain --wrap none PAGE, or save it as text from the browser"
_SCANNED = "put it through text recognition (OCR) first, for example: ocrmypdf --image-dpi 300 PICTURE OUT.pdf"
_DATA = "give the resolution's text; lod query, validate and diff read data"
_UNPACK = "unpack it, and give the files that were in it"


class Carrier(Struct, frozen=True):
    """A kind of file that holds no text as such: how it begins, what it is called, how to get the text out."""

    begins: re.Pattern[bytes]
    what: str
    mend: str


def _carrier(begins: bytes, what: str, mend: str) -> Carrier:
    return Carrier(re.compile(begins, re.DOTALL | re.IGNORECASE), what, mend)


CARRIERS = (
    _carrier(rb"PK\x03\x04.{26}mimetypeapplication/vnd\.oasis", "is an OpenDocument file (.odt)", _OFFICE),
    _carrier(rb"PK\x03\x04", "is a zip archive, or a document of an office program", f"{_UNPACK}; or {_AS_TEXT}"),
    _carrier(rb"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "is a Word document (.doc)", _OFFICE),
    _carrier(rb"\{\\rtf", "is a document in Rich Text Format (.rtf)", _OFFICE),
    _carrier(rb"\x1f\x8b", "is a gzip archive", _UNPACK),
    _carrier(rb"\x89PNG|\xff\xd8\xff|GIF8|II\*\x00|MM\x00\*", "is a picture", _SCANNED),
    _carrier(
        rb"(?:<\?xml[^>]*>|<!--.*?-->|\s)*+<(?:!doctype\s+html|(?:html|body|div|p|h1)[\s>])",
        "is a web page (HTML)",
        _BROWSER,
    ),
    _carrier(rb"@prefix\s|PREFIX\s+[\w-]*:|(?:<[^>\s]+>\s+){2}", "is RDF already", _DATA),
    _carrier(rb"\{\s*\"|\[\s*[\[{\"]", "is JSON", _DATA),
)
#: A Word document is a zip archive too: it is told before these.
_WORD = re.compile(rb"PK\x03\x04.{0,4000}?word/", re.DOTALL)
#: A tag, a declaration or an instruction; copies in Markdown begin with a comment too, and then with words.
_XML = re.compile(rb"(?:<!--.*?-->|\s)*+<(?!!--)", re.DOTALL)
_BINARY = (b"%PDF-", b"PK\x03\x04")  # what is no text, whatever its bytes look like
_HEAD = 8192  # bytes that tell what a file is; so many that no character of two or four is cut


def find_kind(content: bytes, name: str) -> str:
    """ "pdf", "docx", "xml" or "text"; raises SourceError, saying how, where a person must first take out the text.

    >>> find_kind('<?xml version="1.0" encoding="UTF-16"?><akomaNtoso/>'.encode("utf-16"), "a.xml")
    'xml'
    >>> find_kind(b"<!-- image --> ## General Assembly", "a.md"), find_kind(b"<!-- 2024 --><akomaNtoso/>", "a.xml")
    ('text', 'xml')
    """
    encoding = "" if content.startswith(_BINARY) else wide_encoding(content)
    head = content[:_HEAD].decode(encoding, "replace").encode() if encoding else content[:_HEAD]
    head = head.lstrip(b"\xef\xbb\xbf \t\r\n")
    if _WORD.match(head):
        return "docx"
    for carrier in CARRIERS:
        if carrier.begins.match(head):
            raise SourceError(carrier.what, name, carrier.mend)
    return "pdf" if head.startswith(b"%PDF-") else "xml" if _XML.match(head) else "text"
