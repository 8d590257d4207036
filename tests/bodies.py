"""The shipped body and knowledge, read once for all tests."""

import gc
from functools import cache

from visualizer.anatomy import Body
from visualizer.findings import Knowledge, Prediction, predict
from visualizer.scene import Patient, Scene
from visualizer.storage import load_body, load_knowledge

Key = tuple[str, str, str, str | None, str | None]
MIRRORED: dict[str | None, str] = {
    "left": "right",
    "right": "left",
    "none": "none",
    "bilateral": "bilateral",
}


@cache
def full_body() -> Body:
    """Return the shipped body with its surfaces."""
    made = load_body(meshes=True)
    gc.freeze()  # it stays for all tests: looking for garbage need not go through it
    return made


def body() -> Body:
    """Return the shipped body for predictions; the same one, so that it is compiled once."""
    return full_body()


@cache
def knowledge() -> Knowledge:
    """Return the shipped tables."""
    return load_knowledge()


def predicted(*lesions, days=None, dominant="left") -> Prediction:
    """Predict the signs of some lesions in the shipped body."""
    patient = Patient(dominant_hemisphere=dominant)
    return predict(Scene(lesions=lesions, days=days, patient=patient), body(), knowledge())


def values(prediction: Prediction) -> dict[Key, str]:
    """Return the value of every row by domain, target, side, modality and direction.

    The direction of a sign that is present belongs to its value.
    """
    found = {}
    for f in prediction.findings:
        row = f.direction if f.value not in ("absent", "present") else None
        said = f.value if row is not None or f.direction is None else f"{f.value} {f.direction}"
        found[f.domain, f.target, f.side, f.modality, row] = said
    return found


def mirrored(found: dict[Key, str]) -> dict[Key, str]:
    """Return the values of the mirrored patient."""
    return {
        (domain, target, MIRRORED[side], modality, MIRRORED.get(row, row)): " ".join(
            MIRRORED.get(word, word) for word in value.split()
        )
        for (domain, target, side, modality, row), value in found.items()
    }
