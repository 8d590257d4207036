"""Pure edits: each returns a new scene."""

from dataclasses import replace

from visualizer.anatomy import opposite
from visualizer.scene.lesion import Lesion
from visualizer.scene.scene import Scene, View
from visualizer.scene.shapes import Cut, Ellipsoid, Patch, Shape, Slab, Sphere


def add_lesion(scene: Scene, lesion: Lesion) -> Scene:
    """Append a lesion, giving it the next free id when it has none."""
    if not lesion.id:
        taken = {other.id for other in scene.lesions}
        number = next(n for n in range(1, len(taken) + 2) if f"lesion-{n}" not in taken)
        lesion = replace(lesion, id=f"lesion-{number}")
    return replace(scene, lesions=(*scene.lesions, lesion))


def replace_lesion(scene: Scene, lesion: Lesion) -> Scene:
    """Exchange the lesion that has the same id.

    Raises
    ------
    KeyError
        If the scene has no lesion with that id.
    """
    scene.lesion(lesion.id)
    changed = tuple(lesion if other.id == lesion.id else other for other in scene.lesions)
    return replace(scene, lesions=changed)


def remove_lesion(scene: Scene, lesion_id: str) -> Scene:
    """Remove a lesion.

    Raises
    ------
    KeyError
        If the scene has no lesion with that id.
    """
    scene.lesion(lesion_id)
    kept = tuple(other for other in scene.lesions if other.id != lesion_id)
    return replace(scene, lesions=kept)


def set_days(scene: Scene, days: float | None) -> Scene:
    """Move the clock; None leaves each lesion at its own onset."""
    return replace(scene, days=days)


def set_title(scene: Scene, title: str) -> Scene:
    """Rename the scene."""
    return replace(scene, title=title)


def set_view(scene: Scene, view: View) -> Scene:
    """Exchange camera and layers."""
    return replace(scene, view=view)


def mirror_scene(scene: Scene) -> Scene:
    """Mirror every named or placed lesion about the midline (x = 0).

    Raises
    ------
    ValueError
        If a lesion is a mask, which has no mirrored file.
    """
    return replace(scene, lesions=tuple(_mirror_lesion(lesion) for lesion in scene.lesions))


def _mirror_lesion(lesion: Lesion) -> Lesion:
    side = None if lesion.side is None else opposite(lesion.side)
    shape = None if lesion.shape is None else _mirror_shape(lesion.shape)
    return replace(lesion, side=side, shape=shape)


def _mirror_shape(shape: Shape) -> Shape:
    if isinstance(shape, Sphere | Ellipsoid):
        x, y, z = shape.center_mm
        return replace(shape, center_mm=(-x, y, z))
    if isinstance(shape, Cut):
        x, y, z = shape.center_mm
        side = opposite(shape.structure_side)
        return replace(shape, center_mm=(-x, y, z), structure_side=side)
    if isinstance(shape, Patch):
        return replace(shape, points_mm=tuple((-x, y, z) for x, y, z in shape.points_mm))
    if isinstance(shape, Slab):
        part = {"left": "right", "right": "left"}.get(shape.part, shape.part)
        uv = shape.uv
        flipped = None if uv is None else (-uv[1], -uv[0], uv[2], uv[3])
        return replace(shape, part=part, uv=flipped)
    raise ValueError("a mask cannot be mirrored")
