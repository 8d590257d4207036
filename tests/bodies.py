"""The shipped body and knowledge, read once for all tests."""

from functools import cache

from visualizer.anatomy import Body
from visualizer.findings import Knowledge, Prediction, predict
from visualizer.scene import Scene
from visualizer.storage import load_body, load_knowledge


@cache
def body() -> Body:
    """Return the shipped body without its surfaces."""
    return load_body()


@cache
def full_body() -> Body:
    """Return the shipped body with its surfaces."""
    return load_body(meshes=True)


@cache
def knowledge() -> Knowledge:
    """Return the shipped tables."""
    return load_knowledge()


def predicted(*lesions, days=None) -> Prediction:
    """Predict the signs of some lesions in the shipped body."""
    return predict(Scene(lesions=lesions, days=days), body(), knowledge())


def values(prediction: Prediction) -> dict[tuple[str, str, str], str]:
    """Return the value of every target by domain, target and side."""
    return {(f.domain, f.target, f.side): f.value for f in prediction.findings}
