"""The room the body stands in: background, lights and quality of drawing."""

import weakref
from collections.abc import Callable
from typing import Any

from vtkmodules.vtkRenderingCore import vtkLight, vtkRenderer

from visualizer.render.palette import Theme

MOVING_LIGHTS = 2


def dress(renderer: Any, theme: Theme) -> None:
    """Give a renderer the background and the lights of a theme."""
    renderer.GradientBackgroundOn()
    renderer.SetBackground(*theme.bottom)
    renderer.SetBackground2(*theme.top)
    renderer.RemoveAllLights()
    renderer.AutomaticLightCreationOff()
    renderer.SetLightFollowCamera(True)
    smooth_edges(renderer.GetFXAAOptions())
    for position, colour, power in (
        ((-0.55, 0.85, 1.0), (1.0, 0.955, 0.90), theme.key_light),
        ((0.95, -0.10, 0.65), (0.80, 0.89, 1.0), theme.fill_light),
        ((0.25, 0.75, -1.0), (0.93, 0.96, 1.0), 0.30),
    ):
        light = vtkLight()
        light.SetLightTypeToCameraLight()
        light.SetPosition(*position)
        light.SetFocalPoint(0, 0, 0)
        light.SetColor(*colour)
        light.SetIntensity(power)
        renderer.AddLight(light)


def smooth_edges(options: Any) -> None:
    """Smooth edges that stand out; to look for fainter ones, as VTK does, costs more."""
    options.SetRelativeContrastThreshold(0.166)
    options.SetHardContrastThreshold(0.0833)
    options.SetEndpointSearchIterations(6)


def front_layer(renderer: Any) -> Any:
    """Add a renderer over another one with the same camera: what is in it is never hidden."""
    window = renderer.GetRenderWindow()
    front = vtkRenderer()
    front.SetLayer(1)
    front.InteractiveOff()
    front.SetActiveCamera(renderer.GetActiveCamera())
    front.SetUseFXAA(False)
    window.SetNumberOfLayers(2)
    window.AddRenderer(front)
    return front


def drop_layer(front: Any, renderer: Any) -> None:
    """Take away what `front_layer` added."""
    front.RemoveAllViewProps()
    window = renderer.GetRenderWindow()
    if window is not None:
        window.RemoveRenderer(front)


def draw_well(renderer: Any, front: Any, well: bool, thrift: int = 0) -> None:
    """Smooth edges, all lights and sorted glass when the picture stands still.

    While it moves, what is clear is blended in the order in which it is drawn: sorting it costs
    several whole pictures. With much `thrift` there is one light and a plain background.
    """
    renderer.SetUseOIT(well)
    front.SetUseOIT(False)  # so little is in it that sorting would cost more than drawing it
    renderer.SetUseFXAA(well)
    renderer.SetUseDepthPeeling(False)
    renderer.SetGradientBackground(well or thrift < 3)
    lights_on = MOVING_LIGHTS if thrift < 1 else 1
    lights = renderer.GetLights()
    for number in range(lights.GetNumberOfItems()):
        lights.GetItemAsObject(number).SetSwitch(well or number < lights_on)


def before_frames(renderer: Any, act: Callable[[], None]) -> int:
    """Call a method before each frame, as long as its object lives; returns the observer."""
    method = weakref.WeakMethod(act)

    def begin(*_: Any) -> None:
        alive = method()
        if alive is not None:
            alive()

    return int(renderer.AddObserver("StartEvent", begin))
