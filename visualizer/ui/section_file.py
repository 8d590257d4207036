"""Sections as picture files, without a display and without OpenGL."""

import os
from pathlib import Path

from PySide6.QtGui import QGuiApplication, QImage, QPainter

from visualizer.anatomy import Body
from visualizer.findings import Prediction
from visualizer.render.fibre_colours import fibre_colours
from visualizer.render.lesion_layer import lesion_words
from visualizer.render.lesions import joined
from visualizer.render.named import lesion_surface
from visualizer.render.palette import THEMES
from visualizer.render.presets import PRESETS
from visualizer.render.section import Section, Slicer, lesion_regions
from visualizer.render.section_dots import dots
from visualizer.render.section_plane import plane_of
from visualizer.render.tracts import cut_points
from visualizer.scene import Scene, SectionView
from visualizer.ui.section_camera import Camera2D, SectionLook
from visualizer.ui.section_paint import SectionPicture

POINTS_PER_PIXEL = 0.011  # type grows with the picture


def section_of(
    scene: Scene, body: Body, prediction: Prediction, view: SectionView,
    radiological: bool = True, sites: bool = False, colouring: str = "",
) -> Section:  # fmt: skip
    """Cut a body with the lesions of a scene."""
    plane, slicer = plane_of(body, view, radiological), Slicer(body)
    colouring = colouring or PRESETS[scene.view.name].colouring
    colours = fibre_colours(body.fibres, colouring, prediction)
    cut = dots(body.fibres, plane, cut_points(body.fibres, prediction.involvements), colours)
    parts = {part.lesion: part for part in prediction.involvements}
    surfaces = {
        lesion.id or str(number): (lesion_surface(lesion, parts.get(number), body), lesion)
        for number, lesion in enumerate(scene.lesions)
    }
    solids = {
        name: (joined(data), lesion_words(lesion) or "lesion")
        for name, (data, lesion) in surfaces.items()
        if data is not None
    }
    outlines = slicer.sites(plane) if sites else ()
    return Section(plane, slicer.regions(plane), cut, lesion_regions(plane, solids), outlines)


def write_section(
    section: Section,
    path: Path,
    size: tuple[int, int] = (1400, 1000),
    theme: str = "dark",
    sites: bool = False,
    half_mm: float | None = None,
) -> None:
    """Paint a section into a PNG file.

    Raises
    ------
    OSError
        If the file cannot be written.
    """
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    application = QGuiApplication.instance() or QGuiApplication(["visualizer"])
    image = QImage(*size, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    camera = Camera2D(0.0, 0.0, half_mm or section.plane.half_mm)
    look = SectionLook(sites=sites, points=POINTS_PER_PIXEL * min(size))
    picture = SectionPicture(section, THEMES["light" if theme == "light" else "dark"])
    picture.paint(painter, (float(size[0]), float(size[1])), camera, look)
    painter.end()
    if not image.save(str(path)):
        raise OSError(0, "cannot be written", str(path))
    del application
