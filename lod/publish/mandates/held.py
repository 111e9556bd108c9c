"""A mandate of an office as inventories show it."""

from msgspec import Struct

from lod.publish.index import Index
from lod.publish.mandates.sheet import NONE_FOUND, MandateRow, MandateSheet

#: The heading of the data of an inventory, and of all sheets.
INVENTORY = (
    "resolution", "title", "session", "paragraph", "cited", "asked", "verb", "activity", "deliverable", "recipient",
    "due", "periodicity", "review", "end", "money", "text_before", "changed", "answered_by", "active",
)  # fmt: skip


class OfficeMandate(Struct, frozen=True):
    """One mandate as an inventory shows it."""

    sheet: MandateSheet
    row: MandateRow
    active: bool
    answer: str  # symbol of the document that answers it
    changed: str  # "new", "unchanged" or "changed" since the text before; "" where there is none in the data

    def values(self, index: Index) -> tuple[str, ...]:
        """The mandate as data, in the order of the heading."""
        sheet, row = self.sheet, self.row
        before = ", ".join(filter(None, row.before))
        review = row.review or ("elsewhere in the text" if sheet.has_review else NONE_FOUND)
        where = (sheet.symbol, sheet.title, sheet.session, row.place, index.cite(sheet.symbol, row.place))
        asked = (row.asked_names, row.verb, row.activity, row.deliverable, row.recipient, row.when, row.periodicity)
        rest = (review, row.end or NONE_FOUND, row.money or NONE_FOUND, before, self.changed, self.answer)
        return (*where, *asked, *rest, "yes" if self.active else "no")
