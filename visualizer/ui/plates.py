"""Keeps the plates over the picture true to the session: legend, banner, signs and help."""

from collections.abc import Callable
from html import escape

from PySide6.QtWidgets import QWidget

from visualizer.findings import Prediction
from visualizer.render.palette import LegendRow
from visualizer.scene import Scene
from visualizer.ui import actions
from visualizer.ui.overlays import Plate, legend_html, shortcuts_html, signs_html
from visualizer.ui.theme import ThemeName, colours
from visualizer.ui.viewport import Viewport
from visualizer.ui.wording import capital, clock_days, lesion_side, plain, time_words

PLATE_SCALE = 1.7
SIGNS_SHARE = 0.38
CARD_SHARE, CARD_POINTS = 0.3, 14
EDGE = 12


class Plates:
    """Fills the plates of a viewport.

    `signs_shown`, `legend_shown` and `projected` say which are wanted.
    """

    def __init__(self, window: QWidget, viewport: Viewport) -> None:
        self._window, self._viewport = window, viewport
        self.help = Plate(window, "Keys and gestures")
        self.card = Plate(viewport, "About the selection")
        self.card.setWordWrap(True)
        self._card = ""
        self.signs_shown = False
        self.legend_shown = True
        self.projected = False
        self.maps: Callable[[], list[tuple[str, list[LegendRow]]]] = list
        self.note: Callable[[], str] = str

    def dress(self, theme: ThemeName) -> None:
        """Take the colours of a theme."""
        self._viewport.dress(colours(theme), PLATE_SCALE if self.projected else 1.0)
        self.help.dress(colours(theme), 11, 20)
        self.card.dress(colours(theme), CARD_POINTS, 14)
        self.show_card(self._card)

    def show_card(self, html: str) -> None:
        """Show the card of the selection over the picture while the panels are hidden."""
        self._card = html
        viewport = self._viewport
        self.card.setFixedWidth(max(round(viewport.width() * CARD_SHARE), 300))
        self.card.say(html if self.projected else "")
        room = viewport.height() - self.card.height() - EDGE
        self.card.move(EDGE, max(EDGE, room // 2))
        self.card.raise_()

    def show(
        self, scene: Scene, prediction: Prediction, places: list[str], theme: ThemeName
    ) -> None:
        """Fill the plates; `places` names each lesion in words."""
        viewport = self._viewport
        self._fit_signs(prediction, theme)
        banner = self._banner(scene, places) if self.projected else ""
        viewport.banner.say("<br>".join(text for text in (banner, self.note()) if text))
        legend = ""
        if self.legend_shown and not self.signs_shown and viewport.stage is not None:
            colouring = plain(viewport.stage.legend_colouring)
            legend = legend_html(viewport.stage.legend(), f"Colour by {colouring}")
            maps = [legend_html(rows, title) for title, rows in self.maps()]
            legend = "<br>".join(maps) or legend
        viewport.legend.say(legend)
        viewport.arrange()

    def _fit_signs(self, prediction: Prediction, theme: ThemeName) -> None:
        """Show as many rows of each section as the picture is high."""
        viewport = self._viewport
        if not self.signs_shown:
            viewport.signs.say("")
            viewport.reserve(0)
            return
        width = max(round(viewport.width() * SIGNS_SHARE), 300)
        viewport.reserve(width + 2 * EDGE if self.projected else 0)
        viewport.signs.setFixedWidth(width)
        for most in (12, 9, 7, 5, 4, 3, 2, 1):
            viewport.signs.say(signs_html(prediction, colours(theme), most))
            if viewport.signs.heightForWidth(width) < viewport.height() - 24:
                break

    @staticmethod
    def _banner(scene: Scene, places: list[str]) -> str:
        when = capital(time_words(clock_days(scene)))
        if not scene.lesions:
            return f"No lesion &nbsp;·&nbsp; {escape(when)}"
        side = lesion_side(scene.lesions[0])
        first = places[0]
        if first.lower().startswith(side):
            first = side.upper() + first[len(side) :]
        more = f" and {len(places) - 1} more" if len(places) > 1 else ""
        title = f"{escape(scene.title)}<br>" if scene.title else ""
        return f"<b>{title}</b>{escape(first + more)} &nbsp;·&nbsp; {escape(when)}"

    def toggle_help(self) -> None:
        """Show the keys, or hide them."""
        plate = self.help
        plate.say(shortcuts_html(actions.key_pairs()) if plate.isHidden() else "")
        room = self._window.rect().center() - plate.rect().center()
        plate.move(max(room.x(), 0), max(room.y(), 0))
        plate.raise_()
