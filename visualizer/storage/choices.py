"""Words of a table that must be one of a few."""

from typing import TypeVar

Word = TypeVar("Word", bound=str)


def one_of(word: str, choices: tuple[Word, ...]) -> Word:
    """Return the choice that a word names.

    Raises
    ------
    ValueError
        If it is none of them.
    """
    for choice in choices:
        if choice == word:
            return choice
    raise ValueError(f"'{word}' is none of {', '.join(repr(str(c)) for c in choices)}")
