"""What `check-assets --report` measures of the body."""

import numpy as np

from visualizer.anatomy import Body, encloses


def measure(body: Body) -> dict[str, str]:
    """Return measured figures of the body by name."""
    fibres = body.fibres
    kinds = [fibres.populations[i].kind for i in fibres.population]
    counts = {kind: kinds.count(kind) for kind in sorted(set(kinds))}
    steps = np.linalg.norm(np.diff(fibres.points_mm, axis=0), axis=1)
    steps[fibres.offsets[1:-1] - 1] = 0.0
    clearance = body.cord.canal_mm - np.maximum(body.cord.half_width_mm, body.cord.half_depth_mm)
    figures = {f"fibres, {kind}": str(count) for kind, count in counts.items()}
    figures["populations"] = str(len(fibres.populations))
    figures["stations"] = str(len(fibres.stations))
    figures["largest step along a fibre, mm"] = f"{steps.max():.1f}"
    figures["cord rows inside the canal, %"] = f"{100 * (clearance > 0).mean():.1f}"
    for what, share in inside_skin(body).items():
        figures[f"{what} inside the skin, %"] = f"{100 * share:.1f}"
    for layer, meshes in body.meshes.items():
        triangles = sum(len(mesh.faces) for mesh in meshes)
        figures[f"meshes, {layer}"] = f"{len(meshes)} with {triangles} triangles"
    return figures


def inside_skin(body: Body, samples: int = 1500) -> dict[str, float]:
    """Return the share of nerve points and of bone vertices inside the skin, by sampling."""
    skin = max(body.meshes["skin"], key=lambda mesh: len(mesh.faces))
    fibres = body.fibres
    motor = np.array([p.kind == "lmn" for p in fibres.populations])[fibres.population]
    nerves = fibres.points_mm[np.repeat(motor, np.diff(fibres.offsets))]
    bones = np.concatenate([mesh.vertices_mm for mesh in body.meshes["skeleton"]])
    return {
        name: float(encloses(skin, points[:: max(1, len(points) // samples)]).mean())
        for name, points in (("nerve points", nerves), ("bone vertices", bones))
    }
