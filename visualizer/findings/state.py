"""What a scene interrupts: where the signs and the electrodiagnostic examination both begin."""

from collections.abc import Mapping
from dataclasses import dataclass

from visualizer.anatomy import Body
from visualizer.findings.compiled import compiled
from visualizer.findings.damage import unite
from visualizer.findings.deficits import Deficits
from visualizer.findings.ends import unite_ends
from visualizer.findings.finding import Involvement
from visualizer.findings.involvement import involve
from visualizer.findings.knowledge import Knowledge
from visualizer.findings.reasons import Reasons
from visualizer.findings.regrowth import regrown
from visualizer.findings.rim import bitten
from visualizer.findings.timing import degenerating, kept, timing
from visualizer.findings.variants import VariedBody, varied
from visualizer.scene import Scene, set_days


@dataclass(frozen=True, slots=True, eq=False)
class State:
    """Deficits of a scene with what they came from.

    Attributes
    ----------
    deficits : Deficits
    involvements : tuple of Involvement
    processes : tuple of str
        Process of each involvement, "" where none is given.
    sites : mapping of int to str
        Site of each named lesion, by its index.
    reasons : Reasons
    other : VariedBody or None
        The patient's own body, where it is not the usual one.
    """

    deficits: Deficits
    involvements: tuple[Involvement, ...]
    processes: tuple[str, ...]
    sites: Mapping[int, str]
    reasons: Reasons
    other: VariedBody | None


def state_of(scene: Scene, body: Body, knowledge: Knowledge, days: float | None) -> State:
    """Return the deficits of a scene at a time.

    Parameters
    ----------
    scene : Scene
    body : Body
    knowledge : Knowledge
    days : float or None
        Age of the oldest lesion; the others keep their distance. None for the scene's own clock.

    Raises
    ------
    LesionError
        If a named lesion or a variant does not fit the vocabulary.
    """
    if days is not None:
        scene = set_days(scene, days)
    other = varied(body, scene.patient.variants, knowledge.variants)
    body = other.body if other else body
    clocked = scene.clocked_lesions()
    model = compiled(body, knowledge)
    timings = tuple(timing(lesion, age, knowledge) for _, lesion, age in clocked)
    involvements = tuple(
        bitten(involve(lesion, index, age, body, knowledge.sites), when.rim, model)
        for (index, lesion, age), when in zip(clocked, timings, strict=True)
    )
    recovers = any(t.peripheral or t.central for t in timings)
    grown = regrown(involvements, timings, model)
    left = kept(timings) if recovers else None
    damage = unite(involvements, model, left, grown, degenerating(timings))
    ends = unite_ends(involvements, model)
    deficits = Deficits(model, damage, timings, ends, scene.patient)
    sites = {index: lesion.site for index, lesion, _ in clocked if lesion.site}
    processes = tuple(
        lesion.process or knowledge.extents.get(lesion.extent or "", "") for _, lesion, _ in clocked
    )
    reasons = Reasons(deficits, involvements, sites)
    return State(deficits, involvements, processes, sites, reasons, other)
