"""EDTF strings (Library of Congress, levels 0 to 2; ISO 8601-2) to the integer years that SPARQL filters on."""

from __future__ import annotations

import re
from functools import lru_cache

__all__ = ["edtf_years"]

_PLAIN = re.compile(r"(\d{4})(?:-(0[1-9]|1[0-2]))?(?:/(\d{4})(?:-(0[1-9]|1[0-2]))?)?\Z")


@lru_cache(maxsize=4096)
def edtf_years(text: str) -> tuple[int, int] | None:
    """Return the earliest and latest year that an EDTF string allows.

    Args:
        text: such as `1936`, `1937-03`, `1932/1933`, `193X`, `1934~`.

    Returns:
        The two years, inclusive; None when the text is no EDTF date or its end comes before its start.
    """
    if plain := _PLAIN.match(text):
        years = (int(plain[1]), int(plain[3] or plain[1]))
    else:
        import edtf  # slow to import, and most dates are plain

        try:
            date = edtf.parse_edtf(text)
            years = (date.lower_strict().tm_year, date.upper_strict().tm_year)
        except (edtf.EDTFParseException, AttributeError, ValueError, TypeError, OverflowError):
            return None
    return years if years[0] <= years[1] else None
