"""Whether this display can draw in 3D, and what to say when it cannot."""

from PySide6.QtGui import QGuiApplication, QOffscreenSurface, QOpenGLContext

NO_OPENGL = (
    "<h3>The 3D picture needs OpenGL, and this display has none.</h3>"
    "<p>Over a remote desktop, start the app on a display with OpenGL (a virtual one such as "
    "Xvfb will do), or install the Mesa drivers. Everything else works: the list of lesions, "
    "the examination and the files.</p>"
)


def opengl_problem() -> str:
    """Say why no 3D picture can be drawn, or return ""."""
    if QGuiApplication.platformName() in ("offscreen", "minimal"):
        return NO_OPENGL
    context = QOpenGLContext()
    surface = QOffscreenSurface()
    surface.create()
    usable = context.create() and context.makeCurrent(surface)
    if usable:
        context.doneCurrent()
    return "" if usable else NO_OPENGL
