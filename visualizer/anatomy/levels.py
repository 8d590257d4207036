"""Spinal cord segments and ranges of them (segments, never vertebrae)."""

SEGMENTS: tuple[str, ...] = (
    *(f"C{i}" for i in range(1, 9)),
    *(f"T{i}" for i in range(1, 13)),
    *(f"L{i}" for i in range(1, 6)),
    *(f"S{i}" for i in range(1, 6)),
    "Co1",
)
_INDEX = {name: index for index, name in enumerate(SEGMENTS)}


def segment_index(segment: str) -> int:
    """Return the rostrocaudal index of a segment, 0 for C1.

    Raises
    ------
    ValueError
        If the segment does not exist.
    """
    try:
        return _INDEX[segment]
    except KeyError:
        raise ValueError(f"unknown cord segment {segment!r}") from None


def parse_levels(text: str) -> tuple[str, ...]:
    """Expand "C6" or the inclusive range "C5-T1" into its segments.

    Raises
    ------
    ValueError
        If a segment is unknown or the range runs upwards.
    """
    first, dash, last = (part.strip() for part in text.replace("\u2013", "-").partition("-"))
    start = segment_index(first)
    stop = segment_index(last) if dash else start
    if stop < start:
        raise ValueError(f"the segment range {text!r} runs upwards")
    return SEGMENTS[start : stop + 1]
