"""The page `docs/tables.md`, made from the declaration of tables.

`python -m lod.publish.tables.reference` writes it below the folder it is run in; a test fails when it is stale.
"""

from pathlib import Path

from lod.publish.tables.columns import LINKS, TABLES, PublishedTable, columns, key
from lod.publish.tables.files import VIEWS

_INTRO = """<!-- made by `python -m lod.publish.tables.reference`; change the declaration, and run it again -->
# Tables

Every build writes `data/tables/`: a CSV file a table (`acts.csv`), their metadata (`csv-metadata.json`, CSV on the
Web), one SQLite database of all (`unres.sqlite`), and, where DuckDB is installed (`pip install unres[tables]`), a
Parquet file a table (`acts.parquet`). Names of tables and columns are stable: columns are added at the end, and none is
renamed.

A cell without a value is empty (NULL in the database). A column marked *several* parts its values by `|`; in Parquet it
is a list. `symbol` joins all tables; things such as `actor/undp` are paths below the base of the data set's IRIs.

## Which reports are due in session 69, of whom?

In DuckDB, straight from the files:

```sql
SELECT symbol, place, addressees, deliverable
FROM 'data/tables/duties.parquet' WHERE due_session = 'session/69';
```

In pandas:

```python
import pandas as pd

duties = pd.read_csv("data/tables/duties.csv", dtype_backend="numpy_nullable")
resolutions = pd.read_csv("data/tables/resolutions.csv")
due = duties[duties.due_session == "session/69"].merge(resolutions[["symbol", "title"]], on="symbol")
print(due[["symbol", "title", "place", "deliverable"]])
```

In R:

```r
library(readr)
library(dplyr)

duties <- read_csv("data/tables/duties.csv")
resolutions <- read_csv("data/tables/resolutions.csv")
due <- duties |> filter(due_session == "session/69") |> inner_join(resolutions, by = "symbol")
select(due, symbol, title, place, deliverable)
```

In SQLite, where views do the join:

```
sqlite3 data/tables/unres.sqlite "SELECT symbol, title, deliverable FROM reports_due WHERE due_session = 'session/69'"
```

For machine learning, `data/croissant.json` describes the CSV files in Croissant, and the head of `data/README.md` is
the card of a Hugging Face data set, with a configuration for each table: `data/`, copied, loads as it stands.

```python
import mlcroissant

rows = mlcroissant.Dataset(jsonld="data/croissant.json").records(record_set="duties")
```
"""


_NUMBERS = """## `numbers`

Which resolutions are missing: a row a number of each session of which something is held, from 1 to the highest number
that is known. Not in the database; `data/tables/numbers.csv`.

| column | holds |
|---|---|
| `organ`, `session`, `number` | which resolution; sessions as symbols write them |
| `state` | `held`, `lettered` (held in parts that carry letters), `missing` |
| `symbols`, `letters` | what is held, several |
| `languages`, `missing_languages` | languages held, and those that other resolutions have, several |
| `highest_by` | what tells the last number: `data` (the highest held), `files` (its own), `cited` (at least) |
"""


def tables_page() -> str:
    """Every table with its columns, and the views of the database, as Markdown."""
    views = (f"- `{name}`: {says}" for name, (says, _) in VIEWS.items())
    return "\n".join([_INTRO, *map(_table, TABLES), _NUMBERS, "## Views of the database\n", *views, ""])


def _table(table: PublishedTable) -> str:
    rows = (
        f"| `{column.name}` | {column.types[0]}{', several' if column.many else ''} | "
        f"{_property(column.term)} | {column.says} |"
        for column in columns(table)
    )
    links = [f"`{own}` leads to `{other}.{its}`" for (name, own), (other, its) in LINKS.items() if name == table.name]
    keyed = f"Key: {', '.join(f'`{name}`' for name in key(table))}."
    told = " ".join([table.says, keyed, *(f"{link}." for link in links)])
    head = [f"## `{table.name}`\n\n{told}\n", "| column | type | property | holds |", "|---|---|---|---|"]
    return "\n".join([*head, *rows, ""])


def _property(term: object) -> str:
    return f"`{str(term).strip('<>').rpartition('#')[2].rpartition('/')[2]}`" if term else ""


if __name__ == "__main__":
    Path("docs", "tables.md").write_text(tables_page(), encoding="utf-8")
