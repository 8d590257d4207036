"""Values -> VTK pictures, without Qt: the stage, picking, colours and off-screen pictures.

This package loads no VTK until `Stage` or `render_scene` is asked for, so that
`visualizer.render.palette` stays cheap.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from visualizer.render.picture import render_scene
    from visualizer.render.stage import Stage

__all__ = ["Stage", "render_scene"]


def __getattr__(name: str) -> Any:
    if name == "Stage":
        from visualizer.render.stage import Stage

        return Stage
    if name == "render_scene":
        from visualizer.render.picture import render_scene

        return render_scene
    raise AttributeError(name)
