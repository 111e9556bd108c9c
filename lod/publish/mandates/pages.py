"""Pages and data of mandates: the sheet of a resolution, the tables over all, the inventory of each office."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from lod.model.iris import slug
from lod.publish.index import Index
from lod.publish.mandates.candidates import candidate_tables, mandates_by_office, offices_of
from lod.publish.mandates.held import INVENTORY, OfficeMandate
from lod.publish.mandates.sheet import ELEMENTS, NONE_FOUND, MandateRow, MandateSheet
from lod.publish.mandates.standing import Standing
from lod.publish.mandates.years import YEARS, compare_years
from lod.publish.pages.environment import render


def sheet_path(symbol: str) -> str:
    """The path of the sheet of a resolution."""
    return f"{symbol}.mandates"


def office_path(path: str) -> str:
    """The path of the inventory of an office.

    >>> office_path("actor/unep")
    'mandates/of/unep'
    """
    return f"mandates/of/{slug(path.removeprefix('actor/'))}"


def compared_path(path: str) -> str:
    """The path of the comparison of an office's last two sessions."""
    return f"{office_path(path)}.years"


def has_sheet(sheet: MandateSheet | None) -> bool:
    """Whether a resolution has a page of its mandates: where no element was found, and nothing is asked, none."""
    return bool(sheet and (sheet.rows or sheet.elements))


def sheet_page(sheet: MandateSheet, index: Index) -> str:
    """The page of a sheet."""
    path = sheet_path(sheet.symbol)
    given = [(name, sheet.given(name)) for name in ELEMENTS]
    answers = {row.act: index.answers.get(f"{sheet.symbol}#{row.act}") for row in sheet.rows}
    return render(
        "mandate-sheet.html", path, sheet.symbol, index.base, sheet=sheet, given=given, answers=answers, index=index,
        office_path=office_path,
    )  # fmt: skip


def mandate_files(index: Index) -> Iterator[tuple[str, bytes]]:
    """(path, content) of the tables over all, of the inventories, and of their data."""
    offices = offices_of(index.sheets)
    if not offices:
        return
    tables = candidate_tables(index.sheets, index)
    standing = Standing.of(index)
    asked = mandates_by_office(index.sheets)
    inventories = {path: list(_inventory(asked[path], index, standing)) for path in offices}
    counts = [(offices[path], office_path(path), len(held)) for path, held in inventories.items()]
    page = render("mandates.html", "mandates", base=index.base, tables=tables, offices=counts)
    yield "mandates.html", page.encode()
    yield "data/mandate-sheets.csv", _csv(("resolution", "title", "session", "mandates", *ELEMENTS), _sheets(index))
    for table in tables:
        path = f"mandates/{table.name}"
        yield f"{path}.html", render("mandate-table.html", path, base=index.base, table=table).encode()
        yield f"{path}.csv", _csv(table.columns, ([cell.words for cell in row] for row in table.rows))
    for path, held in inventories.items():
        yield from _office(path, offices[path], held, index, standing)


def _office(
    path: str, name: str, held: Sequence[OfficeMandate], index: Index, standing: Standing
) -> Iterator[tuple[str, bytes]]:
    compared = compare_years(held, standing)
    page = render(
        "mandate-office.html", office_path(path), base=index.base, name=name, office=path, total=len(held),
        groups=_by_series(held), counts=_counts(held), index=index, compared=compared, beside=compared_path(path),
    )  # fmt: skip
    yield f"{office_path(path)}.html", page.encode()
    yield f"{office_path(path)}.csv", _csv(INVENTORY, (mandate.values(index) for mandate in held))
    if compared is None:
        return
    page = render(
        "mandate-years.html", compared_path(path), base=index.base, name=name, compared=compared,
        inventory=office_path(path),
    )  # fmt: skip
    yield f"{compared_path(path)}.html", page.encode()
    yield f"{compared_path(path)}.csv", _csv(YEARS, (row.values for row in compared.rows))


def _inventory(
    asked: Sequence[tuple[MandateSheet, MandateRow]], index: Index, standing: Standing
) -> Iterator[OfficeMandate]:
    for sheet, row in asked:
        answer = index.answers.get(f"{sheet.symbol}#{row.act}")
        active = standing.is_active(sheet, row)
        yield OfficeMandate(sheet, row, active, answer.symbol if answer else "", _changed(sheet, row, standing))


def _changed(sheet: MandateSheet, row: MandateRow, standing: Standing) -> str:
    if sheet.symbol not in standing.before:
        return ""
    return "new" if not row.before[0] else "unchanged" if row.unchanged > 1 else "changed"


def _by_series(held: Sequence[OfficeMandate]) -> list[tuple[str, list[OfficeMandate]]]:
    """(title, mandates) of each series, the latest text first."""
    ordered = sorted(held, key=lambda one: one.sheet.title.casefold())
    groups = [(title, list(group)) for title, group in groupby(ordered, key=lambda one: one.sheet.title)]
    return [(title, sorted(group, key=lambda one: one.sheet.adopted, reverse=True)) for title, group in groups]


def _counts(held: Iterable[OfficeMandate]) -> list[tuple[str, dict[str, int]]]:
    """(session, how many mandates are new, changed, unchanged, of no text before), the latest session first."""
    found: dict[str, dict[str, int]] = {}
    for one in held:
        kinds = found.setdefault(one.sheet.session, dict.fromkeys(("new", "changed", "unchanged", ""), 0))
        kinds[one.changed] += 1
    return sorted(found.items(), key=lambda pair: (pair[0].isdigit(), pair[0].zfill(6)), reverse=True)


def _sheets(index: Index) -> Iterator[Sequence[str]]:
    """A row for each resolution: the words of each element, or that none were found."""
    for sheet in index.sheets.values():
        told = (" | ".join(one.words for one in sheet.given(name)) or NONE_FOUND for name in ELEMENTS)
        yield (sheet.symbol, sheet.title, sheet.session, str(len(sheet.rows)), *told)


def _csv(heading: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    table = io.StringIO()
    writer = csv.writer(table, lineterminator="\n")
    writer.writerow(heading)
    writer.writerows(rows)
    return table.getvalue().encode()
