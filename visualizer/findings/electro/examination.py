"""The whole electrodiagnostic examination of a scene; a pure function."""

from visualizer.anatomy import Body
from visualizer.findings.electro.breaks import Breaks
from visualizer.findings.electro.central import CentralStudies
from visualizer.findings.electro.measurement import Measurement
from visualizer.findings.electro.motor import MotorStudies
from visualizer.findings.electro.muscles import Muscles
from visualizer.findings.electro.needle import Needle
from visualizer.findings.electro.repetitive import Trains
from visualizer.findings.electro.sensory import SensoryStudies
from visualizer.findings.knowledge import Knowledge
from visualizer.findings.state import state_of
from visualizer.scene import Scene


def electrodiagnosis(
    scene: Scene, body: Body, knowledge: Knowledge, days: float | None = None
) -> tuple[Measurement, ...]:
    """Return what an electrodiagnostic examination of a scene would show.

    Parameters
    ----------
    scene : Scene
    body : Body
    knowledge : Knowledge
    days : float, optional
        Age of the oldest lesion, as for `predict`.

    Raises
    ------
    LesionError
        If a named lesion does not fit the vocabulary.
    """
    state = state_of(scene, body, knowledge, days)
    breaks, muscles = Breaks(state), Muscles(state)
    return (
        *CentralStudies(state, breaks, muscles).rows(),
        *MotorStudies(state, breaks, muscles).rows(),
        *SensoryStudies(state, breaks, muscles).rows(),
        *Trains(state, breaks, muscles).rows(),
        *Needle(state, muscles).rows(),
    )
