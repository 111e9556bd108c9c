"""What can go wrong, said so that a person can act: what, where, and how to mend it."""


class UnresError(ValueError):
    """Every error that this package raises on purpose.

    `what` says the fault with the value, `where` the file (and line, row or rule), `mend` what to do about it;
    the message is made of the three.
    """

    def __init__(self, what: str, where: str = "", mend: str = "") -> None:
        self.what, self.where, self.mend = what, where, mend
        super().__init__(what, where, mend)

    def __str__(self) -> str:
        place = f"{self.where}: " if self.where else ""
        advice = f" ({self.mend})" if self.mend else ""
        return f"{place}{self.what}{advice}"


class SourceError(UnresError):
    """A file that cannot be read as a source of a resolution: missing, empty, binary, no resolution."""


class SymbolError(UnresError):
    """A string that is no document symbol, or a name that is no IRI path of ours."""


class DataError(UnresError):
    """A rule, table, ontology, shapes or template file of ours that breaks its own contract."""
