"""One row of the examination note."""

from dataclasses import dataclass, field

from visualizer.findings import Finding, is_normal
from visualizer.ui.wording import neuron_glyph, value_words

_GRADES = ("0", "1", "2", "3", "4-", "4", "4+", "5")


@dataclass(slots=True)
class Row:
    """One row of the note: a heading, or a target with its right and left finding.

    `key` is stable while the values change; a midline finding is in `right`. `said` holds by
    side what the row shows instead of its finding, where it stands for several.
    """

    key: str
    label: str
    right: Finding | None = None
    left: Finding | None = None
    children: list["Row"] = field(default_factory=list)
    midline: bool = False
    said: dict[str, str] = field(default_factory=dict)

    @property
    def normal(self) -> bool:
        """Whether nothing in this row or below it is abnormal."""
        own = all(f is None or is_normal(f) for f in (self.right, self.left))
        return own and all(child.normal for child in self.children)

    def text(self, finding: Finding | None) -> str:
        """Return what the note shows for one side."""
        if finding is None:
            return ""
        if self.said:
            return self.said.get("left" if finding is self.left else "right", "")
        glyph = neuron_glyph(finding)
        doubt = {"possible": " ?", "undetermined": " not determined"}.get(finding.certainty, "")
        return f"{glyph} {value_words(finding)}{doubt}".strip()

    def worst(self, side: str) -> Finding | None:
        """Return the finding of one side, of a group that of its weakest member."""
        own = self.right if side == "right" else self.left
        below = [child.worst(side) for child in self.children]
        known = [f for f in below if f is not None and not is_normal(f)]
        weakest = min(known, key=lambda f: 1.0 if f.strength is None else f.strength, default=None)
        return own or weakest

    def span(self, side: str) -> str:
        """Return the range of MRC grades on one side below a group, e.g. "0–3"."""
        found = (child.right if side == "right" else child.left for child in self.children)
        ranks = [_GRADES.index(f.mrc) for f in found if f is not None and f.mrc in _GRADES]
        if not ranks:
            return ""
        low, high = _GRADES[min(ranks)], _GRADES[max(ranks)]
        return low if low == high else f"{low} to {high}"
