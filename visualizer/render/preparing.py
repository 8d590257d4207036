"""Makes what other views will show, in small steps, while nobody waits for it."""

import time
from collections.abc import Iterator
from functools import partial

from visualizer.render import framing
from visualizer.render.camera import frame, pixel_mm
from visualizer.render.layers import Layers
from visualizer.render.presets import PRESETS
from visualizer.render.stage import Stage
from visualizer.render.surfaces import SEEN

STEP_SECONDS = 0.02
VIEWS = ("body", "nerve", "tract", "cortex")


def preparing(stage: Stage) -> Iterator[None]:
    """Read, shade and thin out the surfaces of the named views; a step is about a frame.

    Raises
    ------
    AssetError
        If a layer cannot be read.
    """
    since = time.perf_counter()
    for name in VIEWS:
        preset = PRESETS[name]
        aim = framing.aim(
            stage.body, preset, stage.scene, stage.prediction, stage.lesions.centres, stage.segment
        )
        pose = frame(
            aim.points_mm, aim.direction, preset.up, preset.angle, stage.eye.aspect, preset.margin
        )
        wide = partial(pixel_mm, pose.position_mm, preset.angle, stage.eye.size[1])
        layers = Layers(preset, aim.near)
        shown = [
            surface
            for surface in stage.props.surfaces.values()
            if layers.opacity(surface.layer, surface.id, surface.side) > SEEN
        ]
        for surface in shown:
            if time.perf_counter() - since > STEP_SECONDS:
                yield
                since = time.perf_counter()
            surface.prepare(wide)
    yield from stage.props.bellies.prepare()
