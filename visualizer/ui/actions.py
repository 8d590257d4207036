"""Every command with its key: one table that menus, tool bar and help are made from."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMainWindow, QToolBar

from visualizer.session import Session
from visualizer.ui.wording import capital


@dataclass(frozen=True, slots=True)
class Command:
    """One command: its name, words, keys and what kind it is."""

    id: str
    text: str
    keys: tuple[str, ...] = ()
    tip: str = ""
    group: str = ""
    checkable: bool = False


MENUS: tuple[tuple[str, tuple[Command | None, ...]], ...] = (
    (
        "&File",
        (
            Command("new", "&New scene", ("Ctrl+N",)),
            Command("open", "&Open…", ("Ctrl+O",)),
            Command("recent", "Open &recent"),
            None,
            Command("save", "&Save", ("Ctrl+S",)),
            Command("save_as", "Save &as…", ("Ctrl+Shift+S",)),
            None,
            Command("quit", "&Quit", ("Ctrl+Q",)),
        ),
    ),
    (
        "&Edit",
        (
            Command("undo", "&Undo", ("Ctrl+Z",)),
            Command("redo", "&Redo", ("Ctrl+Shift+Z", "Ctrl+Y")),
            None,
            Command("place_named", "Place &named lesion…", ("Ctrl+L",)),
            Command("delete", "&Delete lesion", ("Ctrl+Backspace",)),
            Command("next_lesion", "Select ne&xt lesion", ("N",)),
            None,
            Command("patient", "&Patient"),
        ),
    ),
    (
        "&Scene",
        (
            Command("view.body", "Whole &body", ("1",), "Whole body", "view", True),
            Command("view.cortex", "&Cortex", ("2",), "Motor cortex", "view", True),
            Command("view.tract", "&Tract", ("3",), "Corticospinal tract", "view", True),
            Command("view.ventral-horn", "Ventral &horn", ("4",), "Ventral horn", "view", True),
            Command("view.nerve", "&Nerve", ("5",), "Peripheral nerve", "view", True),
            Command(
                "view.nerve-section",
                "Nerve cut &across",
                ("6",),
                "A nerve cut across",
                "view",
                True,
            ),
            None,
            Command("colouring", "Next co&louring", ("C",), "Colour by the next meaning"),
            Command("legend", "Show le&gend", ("G",), checkable=True),
            Command("restore", "Show all &layers", ("R",), "The scene's own layers"),
            None,
            Command("follow", "&Follow this fibre", ("F",), "Ride from the cortex to the muscle"),
            Command("calm", "&Reduced motion", (), "Jump from station to station", "", True),
        ),
    ),
    (
        "Se&ction",
        (
            Command("section", "Show &section", ("X",), "Section through the body", "", True),
            Command("levels", "&Level"),
            None,
            Command("plane.axial", "&Axial"),
            Command("plane.coronal", "&Coronal"),
            Command("plane.sagittal", "Sa&gittal"),
            Command("plane.cord", "Across c&ord and brainstem"),
            Command("plane.free", "&Facing me"),
            None,
            Command("clip", "Cut the &3D open there", ("K",), "Cut the 3D", "", True),
            Command("flip", "Keep the other &half", ("Shift+K",), "", "", True),
            Command("neurological", "&Neurological convention", (), "", "", True),
        ),
    ),
    (
        "M&aps",
        (
            Command("maps.cortex", "On the &cortex"),
            Command("maps.skin", "On the &skin"),
            None,
            Command("maps.shape", "S&hape of the cortex"),
            Command("inflate", "&Inflate the cortex", ("I",), "Inflate the cortex, or return"),
        ),
    ),
    (
        "E&xamine",
        (
            Command("localise", "&Localise from signs…", ("Ctrl+Shift+L",), "Where is the lesion?"),
            Command("isncsci", "Spinal cord &injury worksheet…", (), "ISNCSCI, 2019 revision"),
            Command("electro", "&Nerve conduction and needle…", (), "Electrodiagnosis"),
        ),
    ),
    (
        "&Mode",
        (
            Command("look", "&Look", ("V", "Esc"), "Turn, select and move lesions", "mode", True),
            Command("place", "&Place", ("P",), "Click where the lesion is", "mode", True),
        ),
    ),
    (
        "&Window",
        (
            Command("theme", "Light or dark &theme", ("T",), "Light or dark"),
            Command("project", "&Projection", ("F5", "F11"), "Fill the screen, panels hidden"),
            Command("screen", "Projection &screen"),
            Command("signs", "S&igns over the picture", ("S", "H"), "Large signs", checkable=True),
            Command("next_scene", "Ne&xt scene file", ("Ctrl+PgDown",)),
            Command("previous_scene", "&Previous scene file", ("Ctrl+PgUp",)),
            None,
            Command("panels", "Pa&nels"),
            Command("find", "&Find structure", ("Ctrl+F",)),
            Command("shortcuts", "&Keys and gestures", ("?", "F1")),
        ),
    ),
)
TOOLBAR: tuple[str | None, ...] = (
    "look",
    "place",
    None,
    "view.body",
    "view.cortex",
    "view.tract",
    "view.ventral-horn",
    "view.nerve",
    None,
    "colouring",
    "signs",
    "section",
    "follow",
    None,
    "undo",
    "redo",
    None,
    "project",
    "theme",
    "shortcuts",
)
SHORT = {
    "section": "Section",
    "follow": "Follow",
    "shortcuts": "?",
    "theme": "Theme",
    "signs": "Signs",
    "colouring": "Colours",
}
GESTURES: tuple[tuple[str, str], ...] = (
    ("PgUp, PgDown", "in projection: the scene files of the folder, as a clicker does"),
    ("PgUp, PgDown", "on the time slider: its labelled times"),
    ("drag", "turn the camera"),
    ("wheel, right drag", "zoom"),
    ("Shift + drag", "move the camera"),
    ("click", "select a structure or a lesion"),
    ("Space, ← and →, Esc", "on a ride along a fibre: pause, station by station, end"),
    ("click, with a section", "move the section there; click in it to select and go there"),
    ("drag a selected lesion", "move it; its handles size and deepen it"),
    ("Ctrl + wheel, + and −", "resize the selected lesion"),
    ("Ctrl + Shift + wheel", "push it deeper"),
    ("arrow keys", "nudge it; with Shift, deeper"),
    ("Delete", "delete it"),
)


def build(window: QMainWindow, slots: Mapping[str, Callable[[], object]]) -> dict[str, QAction]:
    """Make every action, put it into the menus and on the window, and connect it."""
    groups: dict[str, QActionGroup] = {}
    actions: dict[str, QAction] = {}
    for title, commands in MENUS:
        menu = window.menuBar().addMenu(title)
        for command in commands:
            if command is None:
                menu.addSeparator()
                continue
            action = _action(window, command, groups)
            actions[command.id] = action
            menu.addAction(action)
            slot = slots.get(command.id)
            if slot is not None:
                action.triggered.connect(lambda _=False, act=slot: act())
    window.addActions(list(actions.values()))
    return actions


def tool_bar(window: QMainWindow, named: Mapping[str, QAction]) -> None:
    """Put the commands used most on one bar."""
    bar = QToolBar("Commands", window)
    bar.setObjectName("commands")
    bar.setMovable(False)
    for name in TOOLBAR:
        if name is None:
            bar.addSeparator()
        else:
            bar.addAction(named[name])
    for name, text in SHORT.items():
        named[name].setIconText(text)
    window.addToolBar(bar)


def _action(window: QMainWindow, command: Command, groups: dict[str, QActionGroup]) -> QAction:
    action = QAction(command.text, window)
    action.setObjectName(command.id)
    action.setCheckable(command.checkable)
    action.setShortcuts([QKeySequence(key) for key in command.keys])
    action.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
    hint = command.tip or command.text.replace("&", "").replace("…", "")
    action.setToolTip(f"{hint} ({command.keys[0]})" if command.keys else hint)
    if command.group:
        group = groups.setdefault(command.group, QActionGroup(window))
        group.addAction(action)
    return action


def set_clicker(named: Mapping[str, QAction], active: bool) -> None:
    """Let the page keys alone step through scene files, as a clicker sends them."""
    for name, key in (("next_scene", "PgDown"), ("previous_scene", "PgUp")):
        keys = [f"Ctrl+{key}", *([key] if active else [])]
        named[name].setShortcuts([QKeySequence(text) for text in keys])


def refresh(named: Mapping[str, QAction], session: Session, lesion_selected: bool) -> None:
    """Let the commands say what they would do now."""
    for name, text in (("undo", session.undo_text), ("redo", session.redo_text)):
        named[name].setEnabled(text is not None)
        named[name].setText(f"&{capital(name)} {(text or '').lower()}".strip())
        named[name].setIconText(capital(name))
    named["delete"].setEnabled(lesion_selected)
    view = named.get(f"view.{session.scene.view.name}")
    if view is not None:
        view.setChecked(True)


def key_pairs() -> list[tuple[str, str]]:
    """List (keys, meaning) of every command that has a key, then the gestures."""
    pairs = [
        (" or ".join(c.keys), c.text.replace("&", "").replace("…", ""))
        for _, commands in MENUS
        for c in commands
        if c is not None and c.keys
    ]
    return [*pairs, *GESTURES]
