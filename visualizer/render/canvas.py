"""A picture without a window: a render window that nobody sees."""

import sys
from pathlib import Path
from typing import Any

import numpy as np
import vtkmodules.vtkRenderingFreeType  # the letters of labels
import vtkmodules.vtkRenderingOpenGL2  # noqa: F401  what draws
from numpy.typing import NDArray
from vtkmodules.util.numpy_support import vtk_to_numpy
from vtkmodules.vtkIOImage import vtkPNGWriter
from vtkmodules.vtkRenderingCore import vtkRenderer, vtkRenderWindow, vtkWindowToImageFilter

NO_OPENGL = (
    "a picture needs OpenGL, and none was found; a virtual display such as Xvfb, or the Mesa "
    "drivers, will do"
)


class Canvas:
    """One renderer without a window.

    It draws without a display where EGL or OSMesa does. VTK alone is used: PyVista would bring
    its plotting library with it, which costs a second.

    Parameters
    ----------
    size : (width, height)
        In pixels.

    Raises
    ------
    RuntimeError
        If there is no OpenGL.
    """

    def __init__(self, size: tuple[int, int]) -> None:
        self.render_window: Any = vtkRenderWindow()
        self.render_window.SetOffScreenRendering(True)
        if sys.platform == "darwin":
            self.render_window.SetConnectContextToNSView(False)
        self.render_window.SetMultiSamples(0)
        self.render_window.SetSize(*size)
        self.renderer: Any = vtkRenderer()
        self.render_window.AddRenderer(self.renderer)
        if not self.render_window.SupportsOpenGL():
            raise RuntimeError(NO_OPENGL)

    def _picture(self) -> Any:
        taken = vtkWindowToImageFilter()
        taken.SetInput(self.render_window)
        taken.ReadFrontBufferOff()
        taken.ShouldRerenderOff()
        taken.Update()
        return taken.GetOutput()

    def pixels(self) -> NDArray[np.uint8]:
        """Return the frame drawn last, (height, width, 3), the upper row first."""
        image = self._picture()
        width, height, _ = image.GetDimensions()
        flat = np.asarray(vtk_to_numpy(image.GetPointData().GetScalars()))
        return np.array(flat.reshape(height, width, -1)[::-1, :, :3])

    def save(self, path: str | Path) -> None:
        """Write the frame drawn last into a PNG file.

        Raises
        ------
        OSError
            If the file cannot be written.
        """
        writer = vtkPNGWriter()
        writer.SetInputData(self._picture())
        writer.WriteToMemoryOn()
        writer.Write()
        Path(path).write_bytes(bytes(np.asarray(vtk_to_numpy(writer.GetResult()))))

    def close(self) -> None:
        """Let go of the render window."""
        self.renderer.RemoveAllViewProps()
        self.render_window.RemoveRenderer(self.renderer)
        self.render_window.Finalize()
