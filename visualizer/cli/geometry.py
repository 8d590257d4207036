"""What `check-assets --report` measures of the body."""

import json

import numpy as np
from numpy.typing import NDArray

from visualizer.anatomy import Body, MeshData
from visualizer.cli.fibre_report import largest_steps
from visualizer.cli.nerve_report import nerves_inside_skin, nerves_outside_bone
from visualizer.cli.rays import holds, samples, shut_in
from visualizer.cli.site_report import sites_without_place
from visualizer.cli.solidity import asymmetries, faulty
from visualizer.cli.station_report import fibres_in_their_structures
from visualizer.findings import Knowledge
from visualizer.storage import assets_path

BONE_SAMPLES, MUSCLE_SAMPLES, CORTEX_SAMPLES = 400, 300, 4000
SHUT_IN = 0.9
"""A point with bone in this share of the directions round it is within the skull."""
SYMMETRIC = frozenset(
    {
        "skin",
        "eyes",
        "skeleton",
        "discs",
        "muscles",
        "cord",
        "cord_coverings",
        "cord_grey",
        "cord_tracts",
        "ganglia",
        "nuclei",
        "brainstem",
    }
)
"""Layers whose left mirrors the right; cortex, cerebellum and deep nuclei are a subject's own."""


def measure(body: Body, knowledge: Knowledge | None = None) -> dict[str, str]:
    """Return measured figures of the body by name."""
    figures = {"populations": str(len(body.fibres.populations))}
    figures["stations"] = str(len(body.fibres.stations))
    figures |= inside_skin(body)
    figures |= nerves_outside_bone(body)
    figures |= cord_in_canal(body)
    figures |= cortex_in_skull(body)
    figures |= surfaces(body)
    figures |= largest_steps(body)
    figures |= fibres_in_their_structures(body)
    size = sum(p.stat().st_size for p in assets_path().rglob("*") if p.is_file())
    figures["assets, MB"] = f"{size / 1e6:.1f}"
    if knowledge is not None:
        missing = sites_without_place(body, knowledge)
        figures["sites without a volume or region"] = _listed(missing)
    for layer, meshes in body.meshes.items():
        triangles = sum(len(mesh.faces) for mesh in meshes)
        figures[f"meshes, {layer}"] = f"{len(meshes)} with {triangles} triangles"
    return figures


def _listed(names: list[str]) -> str:
    return f"{len(names)}: {', '.join(names)}" if names else "none"


def _skin(body: Body) -> MeshData:
    return max(body.meshes["skin"], key=lambda mesh: len(mesh.faces))


def layer_inside_skin(body: Body, layer: str, count: int) -> dict[str, float]:
    """Share of surface samples inside the skin, by mesh id; with the whole as `all`.

    The whole is weighted by area, so that a large bone counts for more than a small one.
    """
    skin, shares, areas = _skin(body), {}, []
    meshes = body.meshes.get(layer, ())
    if not meshes:
        return {}
    points = np.concatenate([samples(mesh, count, seed) for seed, mesh in enumerate(meshes)])
    inside = holds(skin, points).reshape(len(meshes), count).mean(axis=1)
    for mesh, share in zip(meshes, inside, strict=True):
        shares[mesh.id] = float(share)
        c = mesh.vertices_mm.astype(float)[mesh.faces]
        normal = np.cross(c[:, 1] - c[:, 0], c[:, 2] - c[:, 0])
        areas.append(float(np.linalg.norm(normal, axis=1).sum()))
    return {"all": float(np.average(inside, weights=areas)), **shares}


def inside_skin(body: Body) -> dict[str, str]:
    """Bones, muscles and nerves inside the skin, by samples of surfaces and points."""
    figures = {}
    for layer, word, count in (
        ("skeleton", "bones", BONE_SAMPLES),
        ("muscles", "muscles", MUSCLE_SAMPLES),
    ):
        shares = layer_inside_skin(body, layer, count)
        if shares:
            whole = shares.pop("all")
            worst = min(shares, key=lambda name: shares[name])
            figures[f"{word} inside the skin, % of surface"] = f"{100 * whole:.2f}"
            figures[f"{word} inside the skin, worst"] = f"{worst} {100 * shares[worst]:.1f} %"
    return figures | nerves_inside_skin(body, _skin(body))


def cord_in_canal(body: Body) -> dict[str, str]:
    """Room of the canal beyond the cord, and the cord's surface outside all vertebrae."""
    cord = body.cord
    clearance = cord.canal_mm - np.maximum(cord.half_width_mm, cord.half_depth_mm)
    figures = {"cord rows inside the canal, %": f"{100 * (clearance > 0).mean():.1f}"}
    if "cord" in body.meshes:
        points = np.concatenate([m.vertices_mm for m in body.meshes["cord"]])[::7]
        bone = np.zeros(len(points), dtype=bool)
        for mesh in body.meshes["skeleton"]:
            if "vertebra" in mesh.id or "sacrum" in mesh.id:
                bone |= holds(mesh, points)
        figures["cord surface outside bone, %"] = f"{100 * (~bone).mean():.2f}"
    return figures


def cortex_points_in_skull(body: Body) -> NDArray[np.bool_]:
    """Whether sampled points of the cortex lie within the cavity of the skull."""
    skull = next(mesh for mesh in body.meshes["skeleton"] if mesh.id == "bone.skull")
    cortex = np.concatenate(
        [m.vertices_mm for m in body.meshes["cortex"] if m.id.startswith("cortex.")]
    )
    points = cortex[:: max(1, len(cortex) // CORTEX_SAMPLES)]
    return np.asarray(~holds(skull, points) & (shut_in(skull, points) >= SHUT_IN))


def cortex_in_skull(body: Body) -> dict[str, str]:
    """Share of the cortex within the cavity of the skull."""
    return {"cortex inside the skull, %": f"{100 * cortex_points_in_skull(body).mean():.2f}"}


def open_sheets() -> frozenset[str]:
    """Ids of meshes that the manifest declares to be open sheets."""
    manifest = json.loads(assets_path("manifest.json").read_text(encoding="utf-8"))
    return frozenset(manifest.get("open_sheets", ()))


def wrong_surfaces(body: Body) -> list[str]:
    """Meshes with holes or flipped faces that the manifest does not declare open."""
    allowed = open_sheets()
    return [
        f"{mesh.id} ({fault})"
        for meshes in body.meshes.values()
        for mesh in meshes
        if mesh.id not in allowed and (fault := faulty(mesh))
    ]


def surfaces(body: Body) -> dict[str, str]:
    """Meshes with holes or flipped faces, and how far left and right differ."""
    figures = {"meshes with holes or flipped faces": _listed(wrong_surfaces(body))}
    figures["open sheets declared"] = _listed(sorted(open_sheets()))
    for layer, (gap, name) in asymmetries(body).items():
        own = layer not in SYMMETRIC or name.startswith("cerebellum.")
        meant = ", not meant to be equal" if own else ""
        figures[f"left and right of {layer}, largest gap, mm"] = f"{gap:.2f} ({name}{meant})"
    return figures
