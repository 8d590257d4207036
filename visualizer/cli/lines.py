"""Input: a file by name, or standard input for "-"."""

import sys
from collections.abc import Iterator
from pathlib import Path

from visualizer.cli.errors import UserError

MAX_BYTES = 20_000_000


def read_lines(name: str) -> Iterator[bytes | str]:
    """Return the lines of a file, or of standard input.

    Raises
    ------
    UserError
        If the file cannot be read.
    """
    if name == "-":
        yield from getattr(sys.stdin, "buffer", sys.stdin)
        return
    try:
        with Path(name).open("rb") as file:
            yield from file
    except (OSError, ValueError) as error:
        raise UserError(f"{name}: cannot be read") from error


def read_text(name: str) -> str:
    """Return all of a file, or of standard input, as text.

    Raises
    ------
    UserError
        If it cannot be read, is no text, or is larger than any file of ours can be.
    """
    size = 0
    found = []
    for line in read_lines(name):
        size += len(line)
        if size > MAX_BYTES:
            raise UserError(f"{name}: too large")
        found.append(decoded(line))
    return "".join(found)


def decoded(line: bytes | str) -> str:
    """Return a line as text.

    Raises
    ------
    UserError
        If it is no text in UTF-8.
    """
    try:
        return line if isinstance(line, str) else line.decode("utf-8")
    except UnicodeDecodeError as error:
        raise UserError("not text in UTF-8") from error
