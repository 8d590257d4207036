"""Start the app in a window, or where there is no display print and draw the default scene.

python3 .ci/start.py [ARGUMENTS OF visualizer]

HEADLESS=1 asks for the second way on a machine that has a display.
"""

import os
import subprocess
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
PICTURE = os.path.join("out", "first-view.png")

# A test of its own process: an X server that does not answer must not hold up the start.
OPEN_DISPLAY = """
import ctypes
x11 = ctypes.CDLL("libX11.so.6")
x11.XOpenDisplay.restype = ctypes.c_void_p
raise SystemExit(0 if x11.XOpenDisplay(None) else 1)
"""


def why_no_window():
    """Return the reason why no window can be opened, or an empty text."""
    if os.environ.get("HEADLESS") == "1":
        return "HEADLESS=1 is set"
    if not sys.platform.startswith("linux"):
        return ""
    if not os.environ.get("DISPLAY"):
        return "no display (DISPLAY is not set)"
    try:
        answer = subprocess.run(
            [sys.executable, "-c", OPEN_DISPLAY], stderr=subprocess.DEVNULL, timeout=10
        )
    except subprocess.TimeoutExpired:
        return "display %s does not answer" % os.environ["DISPLAY"]
    return "" if answer.returncode == 0 else "display %s cannot be opened" % os.environ["DISPLAY"]


def main():
    """Start the app the way this machine allows; return its exit status."""
    folder = "Scripts" if os.name == "nt" else "bin"
    app = os.path.join(ROOT, ".venv", folder, "visualizer")
    environment = dict(os.environ)
    reason = why_no_window()
    if reason:
        print("run: %s; printing the signs and drawing a picture instead" % reason, flush=True)
        environment["VTK_DEFAULT_OPENGL_WINDOW"] = "vtkEGLRenderWindow"
        os.makedirs(os.path.join(ROOT, "out"), exist_ok=True)
        command = [app, "first-view", "-o", PICTURE]
    else:
        print("run: opening the window", flush=True)
        if sys.platform.startswith("linux"):
            environment.setdefault("QT_QPA_PLATFORM", "xcb")  # VTK draws into X windows
        command = [app, *sys.argv[1:]]
    try:
        return subprocess.run(command, cwd=ROOT, env=environment).returncode
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main())
