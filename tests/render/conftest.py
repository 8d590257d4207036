import pytest

from tests.render.phantom import make_body, no_prediction
from visualizer.render.canvas import Canvas
from visualizer.render.stage import Stage
from visualizer.scene import Scene

SIZE = (480, 320)


@pytest.fixture(scope="session")
def phantom():
    return make_body()


@pytest.fixture
def plotter():
    made = Canvas(SIZE)
    yield made
    made.close()


@pytest.fixture
def stage(plotter, phantom):
    made = Stage(plotter, phantom)
    made.show(Scene(), no_prediction())
    made.set_labels(0)
    made.render()
    yield made
    made.close()
