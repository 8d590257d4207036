"""What the report says of the fibres: how many of each kind, and whether they are continuous."""

import numpy as np

from visualizer.anatomy import Body


def largest_steps(body: Body) -> dict[str, str]:
    """Count the fibres of each kind and give their largest step."""
    fibres = body.fibres
    steps = np.linalg.norm(np.diff(fibres.points_mm, axis=0), axis=1)
    steps[fibres.offsets[1:-1] - 1] = 0.0
    largest = np.maximum.reduceat(np.append(steps, 0.0), fibres.offsets[:-1])
    kinds = np.array([fibres.populations[i].kind for i in fibres.population])
    return {
        f"fibres, {kind}": f"{(kinds == kind).sum()}, largest step "
        f"{largest[kinds == kind].max():.1f} mm"
        for kind in sorted(set(kinds))
    }
