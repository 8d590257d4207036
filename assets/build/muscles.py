"""Bellies of every muscle of the examination, from bones, neighbours and volumes."""

import csv
import tomllib
from pathlib import Path
from typing import Any

import numpy as np

from assets.build import muscle_drape, muscle_loft, muscle_packing
from assets.build.meshio import Mesh, write_layer
from assets.build.muscle_places import MESHES, Bones, skin_surface
from assets.build.muscle_sheets import ALONG, Head, make_head

KNOWLEDGE = Path(__file__).parents[1] / "knowledge"
OPEN_SHEETS: tuple[str, ...] = ()
ROUNDS = 5
TOLERANCE = 0.06


def shapes() -> dict[str, dict[str, Any]]:
    """Descriptions of all heads, by mesh id without `muscle.` and side."""
    out: dict[str, dict[str, Any]] = {}
    for path in sorted((KNOWLEDGE / "muscle_shapes").glob("*.toml")):
        for muscle, heads in tomllib.loads(path.read_text()).items():
            if muscle == "source":
                continue
            if "origin" in heads:
                out[muscle] = heads
                continue
            out.update({f"{muscle}.{head}": spec for head, spec in heads.items()})
    return out


def volumes() -> dict[str, float]:
    """Wanted volumes, ml, of the heads on one side."""
    with (KNOWLEDGE / "muscle_volumes.csv").open(newline="") as f:
        return {row["muscle"]: float(row["volume_ml"]) for row in csv.DictReader(f)}


def flesh(head: Head) -> np.ndarray:
    """Tendon (255) or flesh (0) of each vertex of a lofted head, uint8."""
    along = np.linspace(0, 1, ALONG)
    first, last = head.spec.get("tendon", (0.0, 0.0))
    around = 0.04 * np.cos(4 * np.pi * np.arange(muscle_loft.AROUND) / muscle_loft.AROUND)
    at = along[:, None] + around[None] * (along * (1 - along) * 4)[:, None]
    start = np.clip(0.5 - (at - first) / 0.06, 0, 1) if first else np.zeros_like(at)
    end = np.clip(0.5 + (at - 1 + last) / 0.06, 0, 1) if last else np.zeros_like(at)
    for band in head.spec.get("bands", ()):
        start = np.maximum(start, np.clip(1.6 - np.abs(at - band) / 0.016, 0, 1))
    edge = 0.012
    white = np.maximum(start, end)
    for share, side in ((at, 0), (1 - at, 1)):
        if not head.closed and head.spec.get("tendon", (0, 0))[side] == 0:
            white = np.maximum(white, np.clip(1 - share / edge, 0, 1) * 0.6)
    values = np.round(255 * white).astype(np.uint8).ravel()
    return (
        values
        if head.closed
        else np.concatenate([values, [white[0].mean() * 255, white[-1].mean() * 255]]).astype(
            np.uint8
        )
    )


def mirrored(mesh: Mesh) -> Mesh:
    """The same muscle on the left."""
    return mesh[0] * np.array([-1.0, 1.0, 1.0]), mesh[1][:, ::-1].copy()


def _corrected(heads: list[Head], meshes: list[Mesh]) -> set[int]:
    """Thicken or thin the heads towards their volumes; the indices of those that were wrong."""
    wrong = set()
    for i, (head, mesh) in enumerate(zip(heads, meshes, strict=True)):
        share = head.volume_ml / max(muscle_loft.volume_ml(mesh), 1e-3)
        if abs(share - 1) > TOLERANCE and not head.draped:
            wrong.add(i)
            head.gain = float(np.clip(head.gain * np.clip(share, 0.5, 2.0) ** 0.8, 0.2, 6.0))
    return wrong


def build(only: tuple[str, ...] = ()) -> tuple[list[Head], list[Mesh]]:
    """All heads of the right side with their surfaces."""
    bones, skin = Bones(), skin_surface()
    wanted = volumes()
    heads = [
        make_head(bones, name, spec, wanted[name])
        for name, spec in shapes().items()
        if not only or name.split(".")[0] in only
    ]
    muscle_packing.pack(heads, bones, skin)
    near = muscle_packing.neighbours(heads)
    meshes: list[Mesh] = [(np.zeros((0, 3)), np.zeros((0, 3), np.int64))] * len(heads)
    wrong = set(range(len(heads)))
    for number in range(ROUNDS):
        crowd = muscle_loft.Crowd(heads, near, bones, skin)
        last = number == ROUNDS - 1
        for i in range(len(heads)) if last else sorted(wrong):
            if heads[i].draped:
                meshes[i] = muscle_drape.drape(heads[i], bones, skin)
            else:
                meshes[i] = muscle_loft.loft(i, heads[i], crowd)
        if not last:
            wrong = _corrected(heads, meshes)
    return heads, meshes


def main() -> None:
    """Build and write the muscle layer."""
    heads, right = build()
    layer: dict[str, Mesh] = {}
    tendon = []
    for side in ("right", "left"):
        for head, mesh in zip(heads, right, strict=True):
            layer[f"muscle.{head.name}.{side}"] = mesh if side == "right" else mirrored(mesh)
            tendon.append(flesh(head))
    path = MESHES / "muscles.npz"
    partial = path.with_name("muscles.partial.npz")
    write_layer(partial, layer, tendon=np.concatenate(tendon))
    partial.replace(path)


if __name__ == "__main__":
    main()
