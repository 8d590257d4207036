"""What `check-assets --report` measures of the body."""

import numpy as np

from visualizer.anatomy import Body


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
    for layer, meshes in body.meshes.items():
        triangles = sum(len(mesh.faces) for mesh in meshes)
        figures[f"meshes, {layer}"] = f"{len(meshes)} with {triangles} triangles"
    return figures
