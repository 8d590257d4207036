"""Maps on a surface: what each shows, its colours, the words and the middles of its regions."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import cKDTree

from visualizer.anatomy import MeshData
from visualizer.render.blending import smoothed
from visualizer.render.palette import TISSUE, LegendRow, Rgb, motor_map_colours, rgb

NONE = 255
Colours = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class SurfaceMap:
    """One map: the layer and the array it is drawn from, and how.

    `kind` is region (categories), strip (a coordinate along the motor or sensory strip) or
    shade (the depth of the sulci alone).
    """

    id: str
    words: str
    layer: str
    array: str
    kind: str = "region"


MAPS: dict[str, SurfaceMap] = {
    found.id: found
    for found in (
        SurfaceMap("motor", "Motor map (homunculus)", "cortex", "motor_map", "strip"),
        SurfaceMap("sensory", "Sensory map (homunculus)", "cortex", "sensory_map", "strip"),
        SurfaceMap("gyri", "Gyri", "cortex", "parcel"),
        SurfaceMap("areas", "Functional areas", "cortex", "area"),
        SurfaceMap("arteries", "Arterial territories", "cortex", "territory"),
        SurfaceMap("sulci", "Sulci", "cortex", "sulc", "shade"),
        SurfaceMap("dermatomes", "Dermatomes", "skin", "dermatome"),
        SurfaceMap("dermatomes_alt", "Dermatomes (second chart)", "skin", "dermatome_alt"),
        SurfaceMap("cutaneous", "Cutaneous nerve territories", "skin", "territory"),
    )
}
# told apart by people who confuse red and green, and by their lightness
_SAFE: tuple[Rgb, ...] = tuple(
    rgb(code)
    for code in (
        "#88ccee", "#cc6677", "#ddcc77", "#117733", "#8c7fc9", "#ee9955", "#44aa99", "#aa4499",
        "#5b7fa6", "#c8c8cf",
    )
)  # fmt: skip
_EMPTY = ("none", "medial_wall", "cortex.medial_wall", "")
_WORDS = {
    "aca": "anterior cerebral artery", "pca": "posterior cerebral artery",
    "mca_superior_division": "middle cerebral artery, superior division",
    "mca_inferior_division": "middle cerebral artery, inferior division",
    "anterior_choroidal": "anterior choroidal artery",
    "broca": "Broca's area", "wernicke": "Wernicke's area",
    "inferior_parietal": "inferior parietal lobule", "primary_motor": "primary motor cortex",
    "primary_somatosensory": "primary somatosensory cortex",
    "supplementary_motor": "supplementary motor area", "premotor": "premotor cortex",
    "primary_visual": "primary visual cortex", "primary_auditory": "primary auditory cortex",
    "v1": "ophthalmic nerve (V1)", "v2": "maxillary nerve (V2)", "v3": "mandibular nerve (V3)",
}  # fmt: skip
BORDER = 0.42


def region_words(name: str) -> str:
    """Say the name of a region."""
    plain = name.partition(".")[2] if name.startswith("cortex.") else name
    return _WORDS.get(plain, plain.replace("_", " "))


def has_map(mesh: MeshData, shown: SurfaceMap) -> bool:
    """Tell whether a mesh carries the array of a map."""
    return shown.array in mesh.vertex_data


def colours(mesh: MeshData, shown: SurfaceMap) -> Colours:
    """Return the (n, 3) colours of the vertices of a mesh."""
    base = TISSUE["cortex" if shown.layer == "cortex" else "default"]
    found = np.tile(np.array(base), (len(mesh.vertices_mm), 1))
    sulc = mesh.vertex_data.get("sulc")
    if sulc is not None:
        strength = 0.5 if shown.kind == "shade" else 0.14
        depth = np.clip(np.asarray(sulc, dtype=float) / 90.0, -1, 1)
        found *= (1.0 - strength * depth)[:, None]
    values = np.asarray(mesh.vertex_data[shown.array])
    if shown.kind == "strip":
        inside = values <= 250
        strip = motor_map_colours(values[inside].astype(float) / 250.0)
        found[inside] = 0.12 * found[inside] + 0.88 * strip
        found = smoothed(mesh, found)
    elif shown.kind == "region":
        found = _regions(mesh, shown, found)
    return np.clip(found, 0, 1)


def _regions(mesh: MeshData, shown: SurfaceMap, base: Colours) -> Colours:
    values = np.asarray(mesh.vertex_data[shown.array]).astype(int)
    names = mesh.label_names.get(shown.array, ())
    table = np.array([(*_SAFE[i], 0.0) for i in colour_numbers(mesh, shown.array)])
    known = np.array([name not in _EMPTY for name in names] + [False])
    index = np.where(values < len(names), values, len(names))
    inside = known[index]
    light = base / base.mean(axis=1, keepdims=True).max()
    own = np.zeros_like(base)
    own[inside] = table[values[inside], :3]
    shade = light.mean(axis=1, keepdims=True)
    found = np.where(inside[:, None], 0.86 * own * shade + 0.14 * base, base)
    line = np.where(border(mesh, shown.array), BORDER, 1.0)[:, None]
    return np.asarray(smoothed(mesh, found) * smoothed(mesh, line, 1))


def border(mesh: MeshData, array: str) -> NDArray[np.bool_]:
    """Tell of each vertex whether it is on the border of its region."""
    values = np.asarray(mesh.vertex_data[array])
    corner = values[mesh.faces]
    mixed = (corner[:, 0] != corner[:, 1]) | (corner[:, 1] != corner[:, 2])
    lowest = corner.min(axis=1)[:, None]
    found = np.zeros(len(values), dtype=bool)
    found[mesh.faces[mixed][(corner == lowest)[mixed]]] = True  # one side of it: a thin line
    return found


@lru_cache(maxsize=32)
def colour_numbers(mesh: MeshData, array: str) -> tuple[int, ...]:
    """Choose a colour for each region so that neighbours differ."""
    values = np.asarray(mesh.vertex_data[array]).astype(int)
    count = len(mesh.label_names.get(array, ()))
    edges = np.concatenate([mesh.faces[:, [0, 1]], mesh.faces[:, [1, 2]]])
    pairs = np.unique(values[edges], axis=0)
    near: dict[int, set[int]] = {}
    for a, b in pairs:
        if a != b:
            near.setdefault(int(a), set()).add(int(b))
            near.setdefault(int(b), set()).add(int(a))
    chosen: dict[int, int] = {}
    for region in range(count):
        taken = {chosen[other] for other in near.get(region, ()) if other in chosen}
        order = [(region + step) % len(_SAFE) for step in range(len(_SAFE))]
        chosen[region] = next((i for i in order if i not in taken), order[0])
    return tuple(chosen[region] for region in range(count))


@lru_cache(maxsize=8)
def _tree(mesh: MeshData) -> cKDTree:
    return cKDTree(mesh.vertices_mm)


def nearest_vertex(mesh: MeshData, place_mm: tuple[float, float, float]) -> int:
    """Return the vertex of a mesh nearest a place."""
    return int(_tree(mesh).query(place_mm)[1])


def region_at(mesh: MeshData, shown: SurfaceMap, vertex: int) -> str:
    """Return the words of the region of a map at a vertex, "" where there is none."""
    names = mesh.label_names.get(shown.array, ())
    value = int(np.asarray(mesh.vertex_data[shown.array])[vertex])
    if shown.kind != "region" or value >= len(names) or names[value] in _EMPTY:
        return ""
    return region_words(names[value])


@lru_cache(maxsize=32)
def middles(mesh: MeshData, array: str) -> tuple[tuple[str, int], ...]:
    """List (region, vertex in its middle): on the skin one for front, back and side of it."""
    values = np.asarray(mesh.vertex_data[array]).astype(int)
    normals = _normals(mesh)
    found: list[tuple[str, int]] = []
    for number, name in enumerate(mesh.label_names.get(array, ())):
        if name in _EMPTY:
            continue
        own = np.flatnonzero(values == number)
        for part in _faces_of_body(mesh, own, normals):
            if len(part) < 12:
                continue
            points = mesh.vertices_mm[part]
            away = np.linalg.norm(points - np.median(points, axis=0), axis=1)
            central = part[np.argsort(away)[: max(1, len(part) // 2)]]
            sulc = mesh.vertex_data.get("sulc")  # where there are gyri, on a crown
            best = central[0] if sulc is None else central[int(np.argmin(sulc[central]))]
            found.append((name, int(best)))
    return tuple(found)


def _faces_of_body(
    mesh: MeshData, own: NDArray[np.int64], normals: NDArray[np.float64]
) -> list[NDArray[np.int64]]:
    if mesh.id != "skin":
        return [own]
    right = mesh.vertices_mm[own, 0] > 0
    front = normals[own, 1] > 0
    return [own[right & front], own[right & ~front], own[~right & front], own[~right & ~front]]


def _normals(mesh: MeshData) -> NDArray[np.float64]:
    a, b, c = (mesh.vertices_mm[mesh.faces[:, i]].astype(float) for i in range(3))
    normal = np.cross(b - a, c - a)
    total = np.zeros((len(mesh.vertices_mm), 3))
    for corner in range(3):
        for axis in range(3):
            total[:, axis] += np.bincount(
                mesh.faces[:, corner], normal[:, axis], minlength=len(total)
            )
    return np.asarray(total / np.maximum(np.linalg.norm(total, axis=1), 1e-9)[:, None])


def map_legend(mesh: MeshData, shown: SurfaceMap) -> list[LegendRow]:
    """List (label, rgb, second cue) of a map; a map with many regions is read by its labels."""
    names = mesh.label_names.get(shown.array, ())
    if shown.kind != "region" or len(names) > 12:
        return []
    numbers = colour_numbers(mesh, shown.array)
    return [
        (region_words(name), _SAFE[numbers[i]], "label on the surface")
        for i, name in enumerate(names)
        if name not in _EMPTY
    ]
