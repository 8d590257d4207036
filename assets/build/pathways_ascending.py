"""All sensory and autonomic pathways: first neurons, tracts to the cortex, outflow.

Sides are those of the body: where a fibre's skin, segment or organ is.
"""

from collections.abc import Iterable, Iterator

from assets.build import cord as cords
from assets.build import pathways_autonomic, pathways_autonomic_bladder
from assets.build.cord import Cord
from assets.build.cutaneous import PeripheralPath, peripheral_paths
from assets.build.nerves import Courses
from assets.build.pathways_afferent import Afferents
from assets.build.pathways_afferent_face import Face, upper_fibres
from assets.build.pathways_ascending_cerebellar import Cerebellar
from assets.build.pathways_ascending_cord import SensoryCord
from assets.build.pathways_ascending_tracts import Upper
from assets.build.strands import Fibre, both_sides


def _right(cord: SensoryCord, paths: Iterable[PeripheralPath]) -> Iterator[Fibre]:
    """Make the fibres that are alike on both sides, for the right side."""
    yield from Afferents(cord, paths).fibres()
    yield from Face(cord).fibres()
    yield from Cerebellar(cord).fibres()
    shared = pathways_autonomic.Autonomic(cord, cords.read_landmarks())
    yield from pathways_autonomic.Sympathetic(shared).fibres()
    yield from pathways_autonomic_bladder.fibres(shared)


def fibres(
    cord: Cord | None = None,
    courses: Courses | None = None,
    paths: Iterable[PeripheralPath] | None = None,
) -> Iterator[Fibre]:
    """Make the fibres of both sides.

    Parameters
    ----------
    cord, courses, paths : optional
        What a caller has built already: the cord, the nerves' courses, the ways from the skin.
    """
    sensory = SensoryCord(cord or cords.build()[0])
    yield from both_sides(_right(sensory, paths or peripheral_paths(courses)))
    upper = Upper(sensory)
    yield from upper.fibres()
    yield from upper_fibres(upper)
