"""The classes of steps in an argument, and what each goes out from and goes to."""

from __future__ import annotations

from collections.abc import Mapping

__all__ = ["MOVES"]

MOVES: Mapping[str, tuple[str, str]] = {
    "Inference": ("premise", "conclusion"),
    "Rebuttal": ("attacker", "target"),
    "Undercut": ("attacker", "target"),
    "Undermining": ("attacker", "target"),
    "Qualification": ("qualifier", "qualifiedClaim"),
    "Weighing": ("preferred", "dispreferred"),
}
"""Class of a move -> the key of what it goes out from, and the key of what it goes to."""
