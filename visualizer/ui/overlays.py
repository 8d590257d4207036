"""Flat panels over the viewport: hover name, legend, banner, signs and shortcuts."""

from collections.abc import Iterable, Sequence
from html import escape
from itertools import zip_longest

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLabel, QWidget

from visualizer.findings import Finding, Prediction, is_normal
from visualizer.render.palette import LegendRow, to_hex
from visualizer.ui.exam_note import note
from visualizer.ui.exam_row import Row
from visualizer.ui.theme import Colours
from visualizer.ui.wording import LMN, UMN, capital, neuron_glyph, value_words

_SHAPES = {"dashed": "\u2504", "striped": "\u25a8", "crossed": "\u25a9"}
EDGE = 12
BESIDE = 18  # pixels round a lesion that the legend leaves free
LONG_SUMMARY, SHORT = 160, 11  # letters


class Plate(QLabel):
    """Text on a translucent plate that lets the mouse through."""

    def __init__(self, parent: QWidget, name: str) -> None:
        super().__init__(parent)
        self._area = parent
        self.setAccessibleName(name)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setTextFormat(Qt.TextFormat.RichText)
        self.hide()

    def dress(self, colours: Colours, points: float, padding: int = 8) -> None:
        """Take the colours of a theme and a size of type."""
        red, green, blue = (int(colours.window[i : i + 2], 16) for i in (1, 3, 5))
        self.setStyleSheet(
            f"background: rgba({red}, {green}, {blue}, 246); color: {colours.text};"
            f"border-radius: 8px; padding: {padding}px; font-size: {points}pt;"
        )

    def say(self, html: str) -> None:
        """Show a text; an empty one hides the plate."""
        self.setText(html)
        self.setVisible(bool(html))
        self.adjustSize()

    def say_near(self, html: str, place: QPoint) -> None:
        """Show a text beside a point of the parent, kept inside it."""
        self.say(html)
        area = self._area.rect()
        x = min(place.x() + 18, area.width() - self.width() - 6)
        y = place.y() + 20
        if y + self.height() > area.height() - 6:
            y = place.y() - self.height() - 12
        self.move(max(x, 6), max(y, 6))
        self.raise_()


def place_plates(
    size: QSize, signs: Plate, legend: Plate, banner: Plate, lesions: Sequence[QPoint] = (),
    limb: Sequence[QPoint] = (),
) -> int:  # fmt: skip
    """Put the plates in their places; returns the height that the banner takes above.

    The legend stands below at the right, or in another corner where it would cover a lesion or
    more of the limb that is looked at.
    """
    free = size.width() - 2 * EDGE
    if signs.isVisible():
        signs.move(free + EDGE - signs.width(), EDGE)
        free -= signs.width() + EDGE
    legend.adjustSize()
    banner.setWordWrap(False)
    wide = min(banner.sizeHint().width(), free)
    banner.setWordWrap(True)
    banner.resize(wide, banner.heightForWidth(wide))
    banner.move(EDGE + (free - wide) // 2, EDGE)
    top = EDGE if banner.isHidden() else banner.geometry().bottom() + EDGE
    right, bottom = size.width() - legend.width() - EDGE, size.height() - legend.height() - EDGE
    corners = [QPoint(right, bottom), QPoint(right, top), QPoint(EDGE, top)]
    legend.move(min(corners, key=lambda at: _covered(QRect(at, legend.size()), lesions, limb)))
    for plate in (legend, banner, signs):
        plate.raise_()
    return 0 if banner.isHidden() else banner.geometry().bottom() + EDGE


def _covered(area: QRect, lesions: Sequence[QPoint], limb: Sequence[QPoint]) -> tuple[int, int]:
    """Count the lesions and the places of a limb under a plate or close by."""
    around = area.adjusted(-BESIDE, -BESIDE, BESIDE, BESIDE)
    hidden = [sum(around.contains(place) for place in some) for some in (lesions, limb)]
    return hidden[0], hidden[1]


def legend_html(rows: Iterable[LegendRow], title: str) -> str:
    """Return the legend of a colouring; each row has its colour and its second cue."""
    lines = "".join(
        f"<tr><td style='color:{to_hex(colour)}'>{_SHAPES.get(cue, '&#9632;')}&nbsp;</td>"
        f"<td>{escape(capital(label))}</td></tr>"
        for label, colour, cue in rows
    )
    return f"<b>{escape(title)}</b><table cellspacing='1'>{lines}</table>"


def _flat(rows: Iterable[Row]) -> list[Row]:
    """Take the movements and reflexes that a listener wants first."""
    flat: list[Row] = []
    for row in rows:
        if row.key.startswith("power."):
            flat.extend(child for child in row.children if not child.children)
        elif not row.children:
            flat.append(row)
    return flat


_NOTHING = ("absent", "normal")
_UNSAID = ("fibrillation",)  # found with a needle, not at the bedside


_MOVEMENTS = [
    "lower_face",
    "upper_face",
    "tongue",
    "shoulder_abduction",
    "elbow_flexion",
    "elbow_extension",
    "wrist_extension",
    "wrist_flexion",
    "finger_extension",
    "finger_flexion",
    "finger_abduction",
    "thumb_abduction",
    "hip_flexion",
    "knee_extension",
    "knee_flexion",
    "ankle_dorsiflexion",
    "ankle_plantarflexion",
    "foot_eversion",
    "foot_inversion",
    "toe_extension",
]


def signs_html(prediction: Prediction, colours: Colours, most: int) -> str:
    """Return the signs as a large table: right and left, abnormal ones only.

    Of each section the first `most` rows are shown.
    """
    body = ""
    counts = []
    for section in note(prediction, show_normal=False):
        if section.key in ("wasting", "fasciculation"):
            counts.append(f"{section.label}: {len(section.children)} muscles")
        elif section.key not in _UNSAID:
            rows = _flat(section.children)
            if section.key == "power":
                moved = [row for row in rows if row.key.split(".")[1] in _MOVEMENTS]
                rows = moved or rows
            body += _section_html(section.label, rows, colours, most)
    head = "<tr><td></td><td><b>Right</b></td><td><b>Left</b></td></tr>" if body else ""
    top = f"<tr><td colspan=3><b>{escape(_headline(prediction))}</b></td></tr>"
    marks = [f"{UMN} upper, {LMN} lower motor neuron"] if body else []
    foot = "".join(
        f"<tr><td colspan=3 style='color:{colours.faint}'>{escape(text)}</td></tr>"
        for text in [*counts, *marks]
    )
    return f"<table width='100%' cellspacing='3'>{top}{head}{body}{foot}</table>"


def _headline(prediction: Prediction) -> str:
    """Return the summary; where it is long the syndromes, else its first sentence."""
    if len(prediction.summary) <= LONG_SUMMARY:
        return prediction.summary
    named = "; ".join(capital(name) for name in prediction.syndromes)
    return named or prediction.summary.partition(". ")[0].rstrip(".") + "."


def _cells(row: Row) -> str:
    """Return the cells of right and left; what has no side takes both."""
    if row.midline:
        return f"<td colspan=2 align='center'>{_brief(row.right)}</td>"
    said = [_whole(row.said.get(side, "")) for side in ("right", "left")]
    cells = said if row.said else [_brief(row.right), _brief(row.left)]
    return "".join(f"<td width='29%'>{cell}</td>" for cell in cells)


def _brief(finding: Finding | None) -> str:
    """Say a finding in one short word or grade, with its glyph."""
    if finding is None or _says_nothing(finding):
        return ""
    text = finding.grade or finding.mrc or value_words(finding)
    doubt = " ?" if finding.certainty != "expected" else ""
    words = f"{neuron_glyph(finding)} {text}{doubt}".strip()
    return _whole(words)


def _says_nothing(finding: Finding) -> bool:
    return is_normal(finding) and finding.value in _NOTHING and not (finding.grade or finding.mrc)


def _whole(text: str) -> str:
    """Keep a short text on one line."""
    return escape(text).replace(" ", "&nbsp;") if len(text) <= SHORT else escape(text)


def _section_html(title: str, rows: Sequence[Row], colours: Colours, most: int) -> str:
    if not rows:
        return ""
    most += len(rows) == most + 1  # a single row more takes no more room than to say so
    lines = "".join(f"<tr><td>{escape(row.label)}</td>{_cells(row)}</tr>" for row in rows[:most])
    more = len(rows) - most
    rest = f"<tr><td colspan=3>and {more} more</td></tr>" if more > 0 else ""
    colour = colours.faint
    return f"<tr><td colspan=3 style='color:{colour}'>{escape(title)}</td></tr>{lines}{rest}"


def shortcuts_html(pairs: Iterable[tuple[str, str]]) -> str:
    """Return a two-column table of keys and what they do."""
    cells = [
        f"<td align='right'><b>{escape(keys)}</b>&nbsp;&nbsp;</td>"
        f"<td>{escape(text)}&nbsp;&nbsp;&nbsp;&nbsp;</td>"
        for keys, text in pairs
    ]
    half = (len(cells) + 1) // 2
    lines = "".join(
        f"<tr>{left}{right}</tr>"
        for left, right in zip_longest(cells[:half], cells[half:], fillvalue="")
    )
    return f"<b>Keys and gestures</b><table cellspacing='3'>{lines}</table>"
