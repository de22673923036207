"""EDTF strings to years, by hand-worked cases and by properties."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from historiograph.loading.dates import edtf_years


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("1936", (1936, 1936)),
        ("1937-03", (1937, 1937)),
        ("1937-03-05", (1937, 1937)),
        ("1932/1933", (1932, 1933)),
        ("1932-11/1933-02", (1932, 1933)),
        ("193X", (1930, 1939)),
        ("1934~", (1934, 1934)),
        ("1934?/1936~", (1934, 1936)),
        ("-0431/-0404", (-431, -404)),
        ("1917/192X", (1917, 1929)),
        ("", None),
        ("soon", None),
        ("1936-13", None),
        ("1937-02-30", None),
        ("1936/1933", None),
        ("36", None),
        ("5 March 1953", None),
    ],
)
def test_years(text: str, years: tuple[int, int] | None) -> None:
    assert edtf_years(text) == years


@given(st.integers(1000, 2999), st.integers(0, 900))
def test_a_span_of_plain_years(first: int, length: int) -> None:
    assert edtf_years(f"{first}/{first + length}") == (first, first + length)


@given(st.text(max_size=20))
def test_any_text_gives_years_in_order_or_nothing(text: str) -> None:
    years = edtf_years(text)
    assert years is None or years[0] <= years[1]
