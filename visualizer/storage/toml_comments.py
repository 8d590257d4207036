"""Comments of a TOML file, by the key that they stand beside or above."""

import re

Path = tuple[str, ...]
_PART = re.compile(r'"[^"]*"|[^.\s]+')
_KEY = re.compile(r'^\s*("[^"]*"|[\w.-]+)\s*=')
_HEADER = re.compile(r"^\s*(\[\[?)([^\]]+)\]\]?")


def read_comments(text: str) -> tuple[str, dict[Path, str]]:
    """Return the comment at the head of a file, and the others by key.

    An item of an array of tables has its number in the key, as in ("site", "0", "part", "2").
    """
    notes: dict[Path, str] = {}
    counts: dict[Path, int] = {}
    here: Path = ()
    intro, above = _head(text)
    for line in text.splitlines()[above:]:
        bare, remark = _split(line)
        if not bare.strip():
            pending = f"{notes.pop(('#',), '')} {remark}".strip()
            if remark and not set(remark) <= set("- ") and "----" not in remark:
                notes["#",] = pending
            continue
        before = notes.pop(("#",), "")
        header = _HEADER.match(bare)
        if header:
            here = _resolve(header[2], header[1] == "[[", counts)
            _note(notes, here, f"{before} {remark}".strip())
            continue
        key = _KEY.match(bare)
        if key:
            _note(notes, (*here, key[1].strip('"')), f"{before} {remark}".strip())
    notes.pop(("#",), None)
    return intro, notes


def _note(notes: dict[Path, str], path: Path, remark: str) -> None:
    if remark:
        notes[path] = remark


def _head(text: str) -> tuple[str, int]:
    """Return the comment lines that open a file, and how many lines they take."""
    lines = text.splitlines()
    count = next((i for i, line in enumerate(lines) if not line.startswith("#")), len(lines))
    return "\n".join(line.lstrip("# ").rstrip() for line in lines[:count]), count


def _resolve(name: str, array: bool, counts: dict[Path, int]) -> Path:
    """Return the path of a header, with the numbers of the array items that it lies in."""
    parts = [part.strip('"') for part in _PART.findall(name)]
    path: Path = ()
    for i, part in enumerate(parts):
        path = (*path, part)
        last = i == len(parts) - 1
        if last and array:
            counts[path] = counts.get(path, -1) + 1
        if path in counts:
            path = (*path, str(counts[path]))
    return path


def _split(line: str) -> tuple[str, str]:
    """Split a line at its comment, leaving a "#" within quotes alone."""
    quoted = False
    for i, letter in enumerate(line):
        if letter == '"':
            quoted = not quoted
        elif letter == "#" and not quoted:
            return line[:i], line[i + 1 :].strip()
    return line, ""
