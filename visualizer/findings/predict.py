"""The findings model: a scene in, signs out; a pure function."""

from visualizer.anatomy import Body
from visualizer.findings.compiled import compiled
from visualizer.findings.damage import unite
from visualizer.findings.deficits import Deficits
from visualizer.findings.ends import unite_ends
from visualizer.findings.finding import Finding, Prediction
from visualizer.findings.involvement import involve
from visualizer.findings.knowledge import Knowledge
from visualizer.findings.plantar import Plantar
from visualizer.findings.power import Power
from visualizer.findings.reasons import Reasons
from visualizer.findings.reflexes import Reflexes
from visualizer.findings.summary import summarise
from visualizer.findings.syndromes import name_syndromes
from visualizer.findings.timing import kept, timing
from visualizer.findings.trophic import Trophic
from visualizer.scene import Scene, set_days


def predict(
    scene: Scene, body: Body, knowledge: Knowledge, days: float | None = None
) -> Prediction:
    """Predict the signs of a scene.

    Parameters
    ----------
    scene : Scene
    body : Body
    knowledge : Knowledge
    days : float, optional
        Age of the oldest lesion; the others keep their distance. The scene's own clock
        by default.

    Raises
    ------
    LesionError
        If a named lesion does not fit the vocabulary.
    """
    if days is not None:
        scene = set_days(scene, days)
    clocked = scene.clocked_lesions()
    involvements = tuple(
        involve(lesion, index, age, body, knowledge.sites) for index, lesion, age in clocked
    )
    model = compiled(body, knowledge)
    timings = tuple(timing(lesion, age, knowledge) for _, lesion, age in clocked)
    recovers = any(t.peripheral or t.central for t in timings)
    damage = unite(involvements, model, kept(timings) if recovers else None)
    deficits = Deficits(model, damage, timings, unite_ends(involvements, model))
    sites = {index: lesion.site for index, lesion, _ in clocked if lesion.site}
    reasons = Reasons(deficits, involvements, sites)
    findings: tuple[Finding, ...] = (
        *Power(deficits, reasons).findings(),
        *Reflexes(deficits, reasons).findings(),
        *Plantar(deficits, reasons).findings(),
        *Trophic(deficits, reasons).findings(),
    )
    return Prediction(
        findings=findings,
        summary=summarise(findings, knowledge, [knowledge.sites[s].beyond for s in sites.values()]),
        syndromes=name_syndromes(findings, knowledge),
        involvements=involvements,
        knowledge_version=knowledge.version,
        knowledge_sha256=knowledge.sha256,
    )
