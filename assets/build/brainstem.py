"""Write the brainstem and cerebellum (brainstem.npz) and their nuclei (nuclei.npz)."""

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assets.build import brainstem_cerebellum as cerebellum
from assets.build import brainstem_frame as frame
from assets.build import brainstem_mesh as meshes
from assets.build import brainstem_shapes as shapes
from assets.build import brainstem_surface as stem
from assets.build import brainstem_tables, places, transforms
from assets.build.meshio import Mesh, write_layer

Array = NDArray[np.float64]

OPEN_SHEETS: frozenset[str] = frozenset()
STEM_VERTICES = {
    "brainstem.midbrain": 9000,
    "brainstem.pons": 9000,
    "brainstem.medulla": 8000,
}
HEMISPHERE_VERTICES, VERMIS_VERTICES = 21000, 11000
NUCLEUS_STEP_MM, NUCLEUS_VERTICES = 0.15, 420
FINE_VERTICES = {"inferior_olive": 1500, "substantia_nigra": 700, "pontine_nuclei": 900}
MIDLINE, MIDLINE_STEP_MM = ("periaqueductal_grey",), 0.6
PEDUNCLES = (
    "superior_cerebellar_peduncle",
    "middle_cerebellar_peduncle",
    "inferior_cerebellar_peduncle",
)
NOT_DRAWN = ("pontine_nuclei",)


def _in_body(points: Array, faces: NDArray[np.int64]) -> Mesh:
    """Place a mesh of the brainstem's frame, which is left-handed, in the body."""
    return frame.to_body(points[:, 0], points[:, 1], points[:, 2]), faces[:, ::-1]


def stem_meshes() -> dict[str, Mesh]:
    """Midbrain, pons and medulla in body mm."""
    out = {}
    for name, field in stem.parts().items():
        v, f = meshes.surface(field, stem.LOW, stem.STEP_MM, STEM_VERTICES[name])
        out[name] = _in_body(v, f)
    return out


def cerebellum_meshes() -> dict[str, Mesh]:
    """Both hemispheres and the vermis in body mm."""
    to_body = transforms.mni_to_body()
    fields = cerebellum.fields()
    step, low = cerebellum.STEP_MM, cerebellum.LOW
    v, f = meshes.surface(fields["cerebellum.hemisphere"], low, step, HEMISPHERE_VERTICES)
    right = transforms.apply(to_body, v), f
    half = fields["cerebellum.vermis"]
    middle = round(-low[0] / step)
    whole = np.concatenate([half[:middle:-1], half[middle:]])
    start = np.array([-(len(half) - 1 - middle) * step, low[1], low[2]])
    v, f = meshes.surface(whole, start, step, VERMIS_VERTICES)
    return {
        "cerebellum.hemisphere.left": meshes.mirrored(right),
        "cerebellum.hemisphere.right": right,
        "cerebellum.vermis": (transforms.apply(to_body, v), f),
    }


def nucleus(name: str, course: Array) -> Mesh:
    """Closed mesh of one course, right side or midline, body mm."""
    reach = np.nanmax(course[:, 3:6]) + 1.0
    low = np.array([course[:, 1].min(), course[:, 0].min(), course[:, 2].min()]) - reach
    high = np.array([course[:, 1].max(), course[:, 0].max(), course[:, 2].max()]) + reach
    step = max(NUCLEUS_STEP_MM, float((high - low).max()) / 120)
    if name in MIDLINE:
        step, reach = MIDLINE_STEP_MM, np.ceil(reach / MIDLINE_STEP_MM) * MIDLINE_STEP_MM
        low[0], high[0] = -reach, reach
    rows = [np.arange(a, b + step, step) for a, b in zip(low, high, strict=True)]
    x, s, v = np.meshgrid(*rows, indexing="ij")
    field = shapes.depth(name, course, x, s, v)
    if name == "inferior_olive":
        field = folded(field, course[0], x, s, v)
    if name in MIDLINE:
        return _in_body(*meshes.even(field, low, step))
    points, faces = meshes.surface(field, low, step, FINE_VERTICES.get(name, NUCLEUS_VERTICES))
    return _in_body(points, faces)


def folded(field: Array, row: Array, x: Array, s: Array, v: Array) -> Array:
    """Fold the olive's sheet: a crumpled bag whose mouth opens to the midline."""
    turn = np.arctan2(v - row[2], x - row[1])
    wave = 0.34 * np.sin(7 * turn + 0.9 * (s - row[0])) + 0.16 * np.sin(2.3 * (s - row[0]))
    outer = field + wave
    mouth = (x < row[1] - 0.2) & (np.abs(v - row[2]) < 0.55)
    hollow = np.minimum(outer - 0.75, 1.0)
    return np.minimum(outer, np.where(mouth, -1.0, -hollow) if mouth.any() else -hollow)


def nuclei_meshes() -> dict[str, Mesh]:
    """Every nucleus and peduncle, both sides, in body mm."""
    courses, out = frame.read_courses(), {}
    for name in (*brainstem_tables.nuclei(), *PEDUNCLES):
        if name in NOT_DRAWN:
            continue
        mesh = nucleus(name, courses[name])
        if name in MIDLINE:
            out[f"nucleus.{name}"] = mesh
            continue
        prefix = "brainstem" if name in PEDUNCLES else "nucleus"
        out[f"{prefix}.{name}.right"] = mesh
        out[f"{prefix}.{name}.left"] = meshes.mirrored(mesh)
    return out


def write(name: str, layer: dict[str, Mesh]) -> None:
    """Write a layer under another name, then rename it, so that no reader sees half of it."""
    partial: Path = places.MESHES / f"{name}-part.npz"
    write_layer(partial, layer)
    partial.replace(places.MESHES / f"{name}.npz")


def main() -> None:
    """Write both layers and the numbers of the table of nuclei."""
    brainstem_tables.main()
    write("nuclei", nuclei_meshes())
    write("brainstem", stem_meshes() | cerebellum_meshes())
