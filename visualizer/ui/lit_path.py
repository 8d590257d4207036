"""The fibres behind a sign: what lights up when it is selected."""

import numpy as np
from numpy.typing import NDArray

from visualizer.anatomy import Fibres
from visualizer.findings import Finding


def lit_fibres(finding: Finding | None, fibres: Fibres) -> NDArray[np.int64] | None:
    """Return the indices of every fibre of the populations behind a sign, None for none."""
    if finding is None or not finding.because:
        return None
    wanted = {reason.population for reason in finding.because}
    numbers = [i for i, p in enumerate(fibres.populations) if p.id in wanted]
    if not numbers:
        return None
    return np.flatnonzero(np.isin(fibres.population, numbers))
