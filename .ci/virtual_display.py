"""Run a command on a virtual display of its own, and take the display away afterwards.

    python3 .ci/virtual_display.py COMMAND [ARGUMENTS]

Xvfb picks a free display number itself, so that several can run beside each other.
On macOS and Windows the command runs on the real display.
"""

import os
import select
import signal
import subprocess
import sys

SCREEN = "1920x1200x24"
PATIENCE_S = 30


def start_server():
    """Start Xvfb; return its process and the display name it chose."""
    reading, writing = os.pipe()
    command = ["Xvfb", "-displayfd", str(writing), "-screen", "0", SCREEN]
    command += ["-nolisten", "tcp", "-noreset", "-dpi", "96", "+extension", "GLX"]
    try:
        # A group of its own: Ctrl-C reaches the tests first, the display goes last.
        server = subprocess.Popen(
            command, pass_fds=[writing], stderr=subprocess.DEVNULL, start_new_session=True
        )
    except FileNotFoundError:
        sys.exit("virtual display: Xvfb is missing; type: sudo apt-get install -y xvfb")
    os.close(writing)
    number = read_number(reading)
    if not number:
        server.kill()
        sys.exit("virtual display: Xvfb did not start")
    return server, ":" + number


def read_number(descriptor):
    """Return the display number that Xvfb writes when it is ready, or an empty text."""
    text = b""
    with os.fdopen(descriptor, "rb", buffering=0) as pipe:
        while not text.endswith(b"\n"):
            ready, _, _ = select.select([pipe], [], [], PATIENCE_S)
            piece = pipe.read(16) if ready else b""
            if not piece:
                return ""
            text += piece
    return text.decode().strip()


def stop_server(server):
    """End Xvfb; it removes its lock and its socket."""
    server.terminate()
    try:
        server.wait(timeout=10)
    except subprocess.TimeoutExpired:
        server.kill()
        server.wait()


def run(command, environment):
    """Run the command, hand signals on to it; return its exit status."""
    with subprocess.Popen(command, env=environment) as process:
        signal.signal(signal.SIGTERM, lambda *_: process.terminate())
        signal.signal(signal.SIGINT, lambda *_: None)  # the terminal sends it to both
        status = process.wait()
    return 128 - status if status < 0 else status


def main():
    """Run the command given on the command line on a virtual display."""
    command = sys.argv[1:]
    if not command:
        sys.exit(__doc__)
    environment = dict(os.environ)
    if not sys.platform.startswith("linux"):
        return run(command, environment)
    server, display = start_server()
    print("virtual display: %s, %s" % (display, SCREEN), flush=True)
    environment.pop("WAYLAND_DISPLAY", None)
    environment.pop("XAUTHORITY", None)
    environment.update(DISPLAY=display, QT_QPA_PLATFORM="xcb", LIBGL_ALWAYS_SOFTWARE="1")
    try:
        return run(command, environment)
    finally:
        stop_server(server)


if __name__ == "__main__":
    sys.exit(main())
