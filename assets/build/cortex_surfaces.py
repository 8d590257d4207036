"""Writes the pial, white and inflated surfaces: same vertices, same faces, same order."""

import csv

import numpy as np
from numpy.typing import NDArray

from assets.build import (
    brain_names,
    cortex_areas,
    cortex_map,
    freesurfer,
    places,
    surface_fields,
    territories,
    transforms,
)
from assets.build.freesurfer import Hemisphere
from assets.build.meshio import Mesh, write_layer

Array = NDArray[np.float64]
MAP_NONE, MAP_TOP = 255, 250
FACE_TOP = 95.0
"""Upper end of the face on the body map; the face is stretched to reach 0 at the strip's foot."""
MIDLINE_MM = 0.3
"""Least distance of the cortex from the midplane, MNI mm."""
INFLATED_GAP_MM = 5.0
"""Distance of the inflated hemispheres from the midplane, body mm."""
PARCEL_ROUNDS = 4


def strip_values(h: Hemisphere, strip: NDArray[np.bool_]) -> NDArray[np.uint8]:
    """Body map (n,) of one central gyrus, 0 lateral to 250 medial, 255 elsewhere."""
    values = cortex_map.body_map(h, strip) * MAP_TOP
    lowest = values[strip].min()
    stretched = FACE_TOP * (values - lowest) / (FACE_TOP - lowest)
    values = np.where(values < FACE_TOP, stretched, values)
    values = np.clip(np.round(values), 0, MAP_TOP)
    return np.where(strip, values, MAP_NONE).astype(np.uint8)


def parcels(h: Hemisphere, names: list[str]) -> NDArray[np.uint8]:
    """Index (n,) of each vertex's gyrus in `names`, with even borders."""
    raw = np.array([names.index(brain_names.GYRI[p]) for p in h.parcel])
    return surface_fields.even(raw, h.faces, PARCEL_ROUNDS).astype(np.uint8)


def apart(h: Hemisphere, points: Array) -> Array:
    """Points (n, 3) of a surface kept on their own side of the midplane, MNI mm."""
    sign = 1.0 if h.side == "right" else -1.0
    out = points.copy()
    out[:, 0] = sign * np.maximum(sign * out[:, 0], MIDLINE_MM)
    return out


def inflated(h: Hemisphere, to_body: Array) -> Array:
    """Inflated surface (n, 3), body mm: as long as the pial one, beside the midplane."""
    sign = 1.0 if h.side == "right" else -1.0
    size = np.ptp(h.pial[:, 1]) / np.ptp(h.inflated[:, 1])
    middle = (h.pial.max(axis=0) + h.pial.min(axis=0)) / 2
    out = transforms.apply(to_body, (h.inflated * size) + middle)
    out[:, 0] += sign * (INFLATED_GAP_MM - (sign * out[:, 0]).min())
    return out


def anchors(
    motor: NDArray[np.uint8], sensory: NDArray[np.uint8], h: Hemisphere
) -> list[tuple[str, int]]:
    """Vertex at which each row of motor_map.csv is labelled.

    Of the strip's vertices within two steps of the middle of the part's range, the one highest
    on the gyral crown (least sulcal depth).
    """
    out = []
    with (places.KNOWLEDGE / "motor_map.csv").open(encoding="utf-8") as f:
        for row in csv.DictReader(f):
            values = (motor if row["strip"] == "motor" else sensory).astype(float)
            off = np.abs(values - (float(row["from"]) + float(row["to"])) / 2)
            near = np.flatnonzero(off <= max(2.0, off.min()))
            out.append((f"{row['strip']}.{row['part']}", int(near[np.argmin(h.sulc[near])])))
    return out


def main() -> None:
    """Write cortex.npz, cortex_white.npz and cortex_inflated.npz."""
    to_body = transforms.mni_to_body()
    names = sorted(set(brain_names.GYRI.values()))
    layers: dict[str, dict[str, Mesh]] = {"cortex": {}, "cortex_white": {}, "cortex_inflated": {}}
    keys = ("parcel", "motor_map", "sensory_map", "sulc", "area", "territory")
    rows: dict[str, list[NDArray[np.generic]]] = {k: [] for k in keys}
    marks = {}
    for side in ("left", "right"):
        h = freesurfer.load(side)
        key = f"cortex.hemisphere.{side}"
        layers["cortex"][key] = transforms.apply(to_body, apart(h, h.pial)), h.faces
        white = f"cortex_white.hemisphere.{side}"
        layers["cortex_white"][white] = transforms.apply(to_body, apart(h, h.white)), h.faces
        layers["cortex_inflated"][f"cortex_inflated.hemisphere.{side}"] = (
            inflated(h, to_body),
            h.faces,
        )
        motor = strip_values(h, cortex_map.motor_strip(h))
        sensory = strip_values(h, cortex_map.sensory_strip(h))
        rows["parcel"].append(parcels(h, names))
        rows["motor_map"].append(motor)
        rows["sensory_map"].append(sensory)
        rows["sulc"].append(np.clip(np.round(h.sulc * 60), -127, 127).astype(np.int8))
        rows["area"].append(cortex_areas.label(h))
        rows["territory"].append(territories.label(h))
        marks[side] = anchors(motor, sensory, h)
    arrays = {k: np.concatenate(v) for k, v in rows.items()}
    for file, meshes in layers.items():
        extra = {} if file != "cortex" else {
            **arrays,
            "parcel_names": np.array(names),
            "area_names": np.array(cortex_areas.NAMES),
            "territory_names": np.array(territories.NAMES),
            "anchor_parts": np.array([part for part, _ in marks["left"]]),
            "anchors": np.array([[v for _, v in marks[s]] for s in ("left", "right")], np.int32).T,
        }  # fmt: skip
        target = places.MESHES / f"{file}.npz"
        part = target.with_name(f"{file}.part.npz")
        write_layer(part, meshes, **extra)
        part.rename(target)
