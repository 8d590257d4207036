"""The stage: draws a body, a scene and its prediction into one renderer.

Nothing here renders by itself except `fly_to`: after changes call `render()` once.
Display pixels are VTK's: device pixels, x to the right, y up from the lower left corner.
"""

import time
from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from visualizer.anatomy import Body
from visualizer.findings.finding import Prediction
from visualizer.render import flights, framing, theatre
from visualizer.render.camera import Pose, Vec3, between
from visualizer.render.cutter import Cutter
from visualizer.render.eye import Eye
from visualizer.render.flat import Flat
from visualizer.render.naming import near_limb, on_face, on_surface, view_labels, without_repeats
from visualizer.render.pace import Pace
from visualizer.render.palette import THEMES, LegendRow
from visualizer.render.picker import Picker
from visualizer.render.presets import LINE_PIXELS, PRESETS
from visualizer.render.props import Props
from visualizer.render.section import Section
from visualizer.render.segment_view import cut_nerve, legend_rows
from visualizer.render.spacing import Rect
from visualizer.render.view_state import show_view, view_of
from visualizer.scene import Pick, Scene, SectionView, Shape, View

HANDLE_PIXELS = 14.0
BEFORE_MM = 4.0  # what is nearer before a place does not hide it


class Stage:
    """One renderer's worth of anatomy.

    Parameters
    ----------
    plotter : Canvas, or the Qt interactor
        Anything with `renderer`, `render_window` and `render()`.
    body : Body
    theme : "dark" or "light"
    """

    def __init__(self, plotter: Any, body: Body, theme: str = "dark") -> None:
        self.plotter, self.body = plotter, body
        self.renderer: Any = plotter.renderer
        self.eye = Eye(self.renderer)
        self.scene = Scene()
        self.prediction: Prediction | None = None
        self.segment, self.colouring, self.view_name = "C8", "system", "tract"
        self.pixel_ratio, self.cortex_shape = 1.0, "pial"
        self.theme = THEMES["light" if theme == "light" else "dark"]
        self.props = Props(self.renderer, body)
        self.layers, self.tracts = self.props.layers, self.props.tracts
        self.marks, self.lesions = self.props.marks, self.props.lesions
        self.cutter = Cutter(self.renderer, body, self.props.clip)
        self._framed = np.zeros((0, 3))
        self._paces: dict[str, Pace] = {}
        self._pace, self._is_moving = Pace(), False
        self._front = theatre.front_layer(self.renderer)
        self.flat = Flat(self._front)
        hidden, pose = self.props.maps.hidden, self.eye.pose
        self.flat.pins.hidden = lambda at: hidden(at, pose().position_mm)
        self.flat.labels.hidden = lambda at: hidden(at, pose().position_mm, ("cortex",), BEFORE_MM)
        self.lesions.front = self._front
        self._picker = Picker(body, self.props.surfaces, self.tracts, self.lesions)
        theatre.draw_well(self.renderer, self._front, True)
        plotter.camera_set = True  # or the first frame would turn the camera
        self.set_theme(theme)
        self.set_colouring(self.colouring)
        self._observer = theatre.before_frames(self.renderer, self.place_flat)
        self.set_view_preset("tract", animate=False)

    def show(self, scene: Scene, prediction: Prediction, selected: str | None = None) -> None:
        """Show a scene with its prediction; only what differs is redrawn."""
        self.scene, self.prediction = scene, prediction
        self.lesions.show(scene, prediction, selected)
        self.props.set_cut(prediction.involvements)
        self.props.show_muscles(prediction, self.colouring, self.theme)
        if self.colouring == "strength":
            self.tracts.colour(self.colouring, prediction)
        self._name()

    def ghost(self, shape: Shape | None, label: str = "") -> None:
        """Preview a lesion that is being placed, with its site in words; None ends it."""
        self.lesions.ghost(shape, label)
        self._name()

    def highlight(self, fibres: NDArray[np.int64] | None) -> None:
        """Light the path of a selected sign (indices of fibres); None ends it."""
        self.tracts.highlight(fibres)

    def set_colouring(self, colouring: str) -> None:
        """Colour by "system", "body_part" or "strength"."""
        self.colouring = colouring
        self.tracts.colour(colouring, self.prediction)
        self.props.show_muscles(self.prediction, colouring, self.theme)

    def legend(self) -> list[LegendRow]:
        """List (label, rgb, second cue) of the present colouring."""
        return legend_rows(self.legend_colouring, self.props.has_horn)

    @property
    def legend_colouring(self) -> str:
        """The colouring that is seen: where only the cortex is, that of its motor strip."""
        kinds = (self.layers.opacity(name) for name in self.tracts.layers)
        strip = self.layers.opacity("cortex", "cortex", self.side) > 0 and not any(kinds)
        return "body_part" if strip else self.colouring

    def set_opacity(self, target: str, value: float) -> None:
        """Set the opacity of a structure or layer; 0 hides it."""
        self.layers.changed[target] = float(value)
        self.props.clear(self.theme)

    def reset_opacity(self) -> None:
        """Return every structure to the opacity of the view."""
        self.layers.changed.clear()
        self.props.clear(self.theme)

    def isolate(self, target: str | None) -> None:
        """Show only one structure or layer (and the lesions); None shows all again."""
        self.layers.isolated = target
        self.props.clear(self.theme)

    def set_theme(self, theme: str) -> None:
        """Change the surroundings between "dark" and "light"."""
        self.theme = THEMES["light" if theme == "light" else "dark"]
        theatre.dress(self.renderer, self.theme)
        self.flat.set_theme(self.theme)
        self.cutter.set_theme(self.theme)
        self.tracts.light_in(self.theme)
        self.props.clear(self.theme)

    def set_labels(self, scale: float) -> None:
        """Scale labels and compass; 0 hides the labels."""
        self.flat.set_scale(scale)

    def keep_clear(self, taken: tuple[Rect, ...]) -> bool:
        """Keep labels out of rectangles (left, bottom, right, top); tell whether that is new."""
        return self.flat.labels.keep_clear(taken)

    def set_map(self, name: str, layer: str) -> None:
        """Draw a map on the surfaces of a layer; "" ends it."""
        self.props.maps.choose(name, layer)
        self.props.clear(self.theme)
        self._name()

    def forget_picks(self) -> None:
        """Forget where surfaces were, after they have moved."""
        self._picker.forget()
        self._name()

    def set_segment(self, segment: str) -> None:
        """Open the cord at a segment in the ventral horn view, and look at it."""
        self.segment = segment
        if PRESETS[self.view_name].section:
            self.props.open(segment)
            self.eye.place(self.preset_pose(self.view_name))
            self._name()

    def moving(self, moving: bool) -> None:
        """Draw less while the camera or a lesion moves, and well when it stands still."""
        self._is_moving = moving
        self._pace.rest()
        self._thin()

    def _thin(self) -> None:
        thrift = self._pace.thrift if self._is_moving else 0
        self.props.set_moving(self._is_moving, thrift)
        self.cutter.set_moving(self._is_moving)
        self.flat.labels.few = thrift > 0
        theatre.draw_well(self.renderer, self._front, not self._is_moving, thrift)

    def set_view_preset(
        self, name: str, animate: bool = False, step_callback: Callable[[], Any] | None = None
    ) -> None:
        """Change camera, layers and labels to a named view."""
        preset = PRESETS[name]
        self.view_name = name
        self._pace = self._paces.setdefault(name, Pace(self._pace.thrift))
        self.layers.preset, self.layers.isolated = preset, None
        self.layers.changed.clear()
        pose = self.preset_pose(name)
        self.tracts.set_width(LINE_PIXELS[name] * self.pixel_ratio)
        self.props.open(self.segment if preset.section else None)
        if preset.frame == "nerve_section":
            self.props.cut_across(*cut_nerve(self.scene))
        self.props.clear(self.theme)
        self._name()
        if animate:
            self.fly_to(pose.position_mm, pose.focal_mm, pose.up, 0.9, step_callback)
        else:
            self.eye.place(pose)
        self.eye.angle(preset.angle)

    def preset_pose(self, name: str) -> Pose:
        """Return where a named view's camera stands for the present lesions."""
        preset = PRESETS[name]
        aim = framing.aim(
            self.body, preset, self.scene, self.prediction, self.lesions.centres, self.segment
        )
        self.layers.near, self.side = aim.near, aim.side
        self.segment, self._framed = aim.segment, aim.points_mm
        return framing.pose(aim, preset, self.eye.aspect)

    def flight(self, pose: Pose) -> Callable[[float], None]:
        """Return a function that moves the camera to a share of a flight."""
        begin = self.eye.pose()
        return lambda share: self.eye.place(between(begin, pose, share))

    def fly_to(
        self,
        position: Vec3,
        focal: Vec3,
        up: Vec3,
        seconds: float = 0.9,
        step_callback: Callable[[], Any] | None = None,
    ) -> None:
        """Fly the camera smoothly, rendering each step; `step_callback` False ends at once."""
        flights.fly(self, Pose(position, focal, up), seconds, step_callback)

    def camera(self) -> View:
        """Return the camera and what differs from the preset as a view."""
        return view_of(self)

    def set_camera(self, view: View) -> None:
        """Restore a view: preset, segment, opacities, colouring and camera."""
        show_view(self, view)

    def pick(self, x: float, y: float) -> Pick | None:
        """Return what is under a display pixel, None for the background."""
        cord, ray = self.props.cord_data(), self.eye.ray(x, y)
        found = self._picker.pick(x, y, ray, self.eye.project, self.eye.key(), cord)
        return self.props.maps.named(self.props.part_at(ray, found))

    def point_in_plane(self, x: float, y: float, through: Vec3) -> Vec3:
        """Return the place under a pixel in the plane through a point, facing the camera."""
        return self.eye.point_in_plane(x, y, through)

    def handle_at(self, x: float, y: float) -> str | None:
        """Return the handle of the selected lesion there: centre, radius or depth."""
        self._place_handles()
        return self.flat.handles.at(x, y, HANDLE_PIXELS * self.pixel_ratio)

    def set_section(self, view: SectionView | None, section: Section | None = None) -> None:
        """Show a cutting plane, which cuts `section` where that is known; None ends it."""
        self.cutter.show(view, section)
        self._name()

    def at_plane_handle(self, x: float, y: float) -> bool:
        """Tell whether the handle of the cutting plane is at a display pixel."""
        self._place_handles()
        return self.flat.grip.at(x, y, HANDLE_PIXELS * self.pixel_ratio) is not None

    def render(self) -> None:
        """Draw a frame."""
        self.props.fit(self.eye)  # before the camera asks how deep the picture is
        self.renderer.ResetCameraClippingRange()
        if hasattr(self.plotter, "render_signal"):  # a Qt widget draws in its own time
            self.plotter.render()
        else:
            self.plotter.render_window.Render()

    def close(self) -> None:
        """Let go of the renderer and of everything cached."""
        self.renderer.RemoveObserver(self._observer)
        self.renderer.RemoveAllViewProps()
        theatre.drop_layer(self._front, self.renderer)
        self._picker.forget()

    def _name(self) -> None:
        preset, props, cord = PRESETS[self.view_name], self.props, self.body.cord
        self.flat.beside(self._framed if preset.frame == "arm" else self._framed[:0], self.side)
        plain = view_labels(self.body, preset, self.side, self.marks, props.segment_labels)
        plain = [] if props.maps.active else near_limb(plain, self.flat.limb_mm)
        kept = on_surface(plain, self.body, props.surfaces)
        kept = [label for label in kept if self.cutter.keeps(label.place_mm)]
        found = on_face(self.lesions.labels(), cord, self.segment if preset.section else "")
        self.flat.labels.items = tuple(without_repeats([*found, *kept]))
        self.flat.pins.set_items(props.maps.pins())

    def _place_handles(self) -> None:
        right, up, _ = self.eye.axes()
        places = self.lesions.handles(right, up)
        self.flat.place_handles(self.eye, self.pixel_ratio, places, self.cutter.handle_mm)

    def place_flat(self) -> None:
        """Place the flat things for the present camera, just before a frame."""
        if self._is_moving and self._pace.frame(time.perf_counter()):
            self._thin()
        self.props.fit(self.eye)
        self.tracts.fit(float(self.eye.pixel_mm(*self.tracts.box_mm)))
        self.cutter.fill(self.props.shown)
        self.flat.place(self.eye, self.pixel_ratio, self._framed, self._is_moving)
        self._place_handles()
