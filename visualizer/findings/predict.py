"""The findings model: a scene in, signs out; a pure function."""

from visualizer.anatomy import Body
from visualizer.findings.autonomic import Autonomic
from visualizer.findings.cranial import Cranial
from visualizer.findings.deficits import Deficits
from visualizer.findings.explain import Examined, explain, plain_place
from visualizer.findings.finding import Finding, Prediction
from visualizer.findings.found import Found
from visualizer.findings.higher import Higher
from visualizer.findings.knowledge import Knowledge
from visualizer.findings.patterns import Patterns
from visualizer.findings.plantar import Plantar
from visualizer.findings.power import Power
from visualizer.findings.reasons import Reasons
from visualizer.findings.reflexes import Reflexes
from visualizer.findings.sensation import Sensation
from visualizer.findings.sensation.chart import skin_values
from visualizer.findings.state import state_of
from visualizer.findings.summary import summarise
from visualizer.findings.surface import SurfaceReflexes
from visualizer.findings.syndromes import name_syndromes
from visualizer.findings.trophic import Trophic
from visualizer.findings.variants import as_usual
from visualizer.scene import Scene


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
        If a named lesion or a variant does not fit the vocabulary.
    """
    state = state_of(scene, body, knowledge, days)
    deficits, cuts = state.deficits, state.involvements
    reasons, sites = state.reasons, state.sites
    findings = _examine(deficits, reasons)
    exam = Examined(deficits, reasons, findings, sites)
    beyond = [knowledge.sites[site].beyond for site in sites.values()]
    return Prediction(
        findings=findings,
        involvements=as_usual(cuts, state.other) if state.other else cuts,
        knowledge_version=knowledge.version,
        knowledge_sha256=knowledge.sha256,
        tell=lambda: summarise(findings, knowledge, beyond),
        recognise=lambda: name_syndromes(findings, knowledge),
        feel=lambda: skin_values(deficits, reasons),
        account=lambda finding, say: explain(exam, finding, say or plain_place),
    )


def _examine(deficits: Deficits, reasons: Reasons) -> tuple[Finding, ...]:
    """Ask every domain in the order of the examination; later ones may read earlier answers."""
    found = Found()
    for domain in (Power, Reflexes, Plantar, Trophic):
        found = found.joined(domain(deficits, reasons).findings())
    for reader in (Sensation, Cranial, SurfaceReflexes, Autonomic, Higher, Patterns):
        found = found.joined(reader(deficits, reasons, found).findings())
    return found.rows
