"""What a scene interrupts, as the prediction of signs sees it."""

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
from visualizer.findings.timing import kept, timing
from visualizer.findings.variants import varied
from visualizer.scene import Scene, set_days


@dataclass(frozen=True, slots=True, eq=False)
class State:
    """Deficits of a scene with what they came from.

    `processes` names the process of each involvement; `sites` the site of each named lesion.
    """

    deficits: Deficits
    involvements: tuple[Involvement, ...]
    processes: tuple[str, ...]
    sites: Mapping[int, str]
    reasons: Reasons


def state_of(scene: Scene, body: Body, knowledge: Knowledge, days: float | None) -> State:
    """Return the deficits of a scene at a time; see `predict`."""
    if days is not None:
        scene = set_days(scene, days)
    other = varied(body, scene.patient.variants, knowledge.variants)
    body = other.body if other else body
    clocked = scene.clocked_lesions()
    involvements = tuple(
        involve(lesion, index, age, body, knowledge.sites) for index, lesion, age in clocked
    )
    model = compiled(body, knowledge)
    timings = tuple(timing(lesion, age, knowledge) for _, lesion, age in clocked)
    recovers = any(t.peripheral or t.central for t in timings)
    grown = regrown(involvements, timings, model)
    damage = unite(involvements, model, kept(timings) if recovers else None, grown)
    ends = unite_ends(involvements, model)
    deficits = Deficits(model, damage, timings, ends, scene.patient)
    sites = {index: lesion.site for index, lesion, _ in clocked if lesion.site}
    processes = tuple(
        lesion.process or knowledge.extents.get(lesion.extent or "", "") for _, lesion, _ in clocked
    )
    return State(deficits, involvements, processes, sites, Reasons(deficits, involvements, sites))
