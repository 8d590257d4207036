"""Prepare this checkout: system libraries, a virtual environment, pinned packages.

    python3 .ci/setup.py [run | test | check | bench | assets]

The word says what the setup is for, so that a missing virtual display stops only the tests.
Uses the standard library alone. A second call finds everything in place and needs no network.
"""

import glob
import hashlib
import json
import os
import platform
import shlex
import shutil
import subprocess
import sys

OLDEST = (3, 11)
ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
ON_LINUX = sys.platform.startswith("linux")

# What the wheels of Qt and VTK load from the system: file -> Debian package.
LIBRARIES = {
    "libGL.so.1": "libgl1",
    "libEGL.so.1": "libegl1",
    "libGLX_mesa.so.0": "libglx-mesa0",
    "libEGL_mesa.so.0": "libegl-mesa0",
    "libX11-xcb.so.1": "libx11-xcb1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libdbus-1.so.3": "libdbus-1-3",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libfontconfig.so.1": "libfontconfig1",
}
DRIVERS = ("/usr/lib*/dri/*_dri.so", "/usr/lib*/*/dri/*_dri.so", "/usr/lib*/*/libgallium*.so")
FONTS = ("/usr/share/fonts/**/*.[to]tf", "/usr/local/share/fonts/**/*.[to]tf")


def say(text):
    """Print one line at once, so that it stands before the output of what it announces."""
    print("setup: " + text, flush=True)


def stop(text):
    """Give up with one message."""
    sys.stdout.flush()
    sys.exit("setup: " + text)


def find_python():
    """Go on under a Python that is new enough, or say that none was found."""
    if sys.version_info >= OLDEST:
        return
    for minor in range(15, OLDEST[1] - 1, -1):
        found = shutil.which("python3.%d" % minor)
        if found:
            os.execv(found, [found, os.path.abspath(__file__), *sys.argv[1:]])
    stop(
        "needs Python %d.%d or newer, this is %s (%s). Install a newer one and type: "
        "make PYTHON=/path/to/python3 %s"
        % (OLDEST[0], OLDEST[1], platform.python_version(), sys.executable, goal())
    )


def goal():
    """Return what the setup is for."""
    return sys.argv[1] if len(sys.argv) > 1 else "run"


# --- system libraries ---------------------------------------------------------------------


def known_libraries():
    """Return the names of the shared libraries that the loader's cache lists."""
    for tool in ("/sbin/ldconfig", "/usr/sbin/ldconfig", shutil.which("ldconfig")):
        if tool and os.path.exists(tool):
            listed = subprocess.run([tool, "-p"], stdout=subprocess.PIPE, check=False).stdout
            return {line.split()[0] for line in listed.decode().splitlines()[1:] if line.strip()}
    return set()


def any_file(patterns):
    """Return whether a file matches one of the patterns."""
    return any(next(glob.iglob(p, recursive=True), None) for p in patterns)


def can_make_environments():
    """Return whether this Python can make a virtual environment with pip in it."""
    try:
        import ensurepip  # noqa: F401
        import venv  # noqa: F401
    except ImportError:
        return False
    return True


def missing_packages():
    """Return what is missing: file or purpose -> Debian package, split by need."""
    needed, for_tests = {}, {}
    if not can_make_environments():
        needed["Python's venv"] = "python3.%d-venv" % sys.version_info[1]
    if not ON_LINUX or goal() == "assets":
        return needed, for_tests
    known = known_libraries()
    needed.update((name, package) for name, package in LIBRARIES.items() if name not in known)
    if not any_file(DRIVERS):
        needed["a software GL driver"] = "libgl1-mesa-dri"
    if not any_file(FONTS):
        needed["a font"] = "fonts-dejavu-core"
    if not shutil.which("Xvfb"):
        for_tests["Xvfb, the virtual display of the tests"] = "xvfb"
    return needed, for_tests


def root_prefix():
    """Return the words that make a command run as root without a question, or None."""
    if os.geteuid() == 0:
        return []
    sudo = shutil.which("sudo")
    if sudo and subprocess.run([sudo, "-n", "true"], stderr=subprocess.DEVNULL).returncode == 0:
        return [sudo, "-n"]
    return None


def apt_install(packages):
    """Install Debian packages; return whether that was possible."""
    prefix = root_prefix()
    if not shutil.which("apt-get") or prefix is None:
        return False
    quiet = ["env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq", "-o=Dpkg::Use-Pty=0"]
    install = [*quiet, "install", "-y", "--no-install-recommends", *packages]
    say("installing system packages with apt-get: " + " ".join(packages))
    for command in ([*quiet, "update"], install):
        done = subprocess.run(prefix + command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
        if done.returncode:
            return False
    return True


def prepare_system():
    """See to the system libraries; where that is not permitted, say what to type."""
    needed, for_tests = missing_packages()
    missing = dict(needed, **for_tests)
    if not missing:
        say("system libraries are there")
        return
    packages = sorted(set(missing.values()))
    if apt_install(packages):
        return
    line = "sudo apt-get update && sudo apt-get install -y " + " ".join(packages)
    where = "on Debian or Ubuntu type:\n\n    %s\n\nthen make %s again" % (line, goal())
    text = "the system lacks %s; %s" % (", ".join(sorted(missing)), where)
    if needed or goal() == "test":
        stop(text)
    say(text)


# --- virtual environment ------------------------------------------------------------------


def environment_python(folder):
    """Return the path of the Python inside a virtual environment."""
    inside = ("Scripts", "python.exe") if os.name == "nt" else ("bin", "python")
    return os.path.join(folder, *inside)


def read(name):
    """Return the text of a file of the checkout."""
    with open(os.path.join(ROOT, name), encoding="utf-8") as file:
        return file.read()


def wanted_key(extra):
    """Return a digest of all that decides what is in the environment."""
    import tomllib

    declared = tomllib.loads(read("pyproject.toml"))
    parts = [
        ROOT,
        sys.version.split()[0],
        platform.machine(),
        extra,
        read("constraints.txt"),
        declared["build-system"],
        declared["project"],
    ]
    return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()


def works(python, folder):
    """Return whether the environment's Python starts, is this version, and has pip."""
    if not os.path.exists(python):
        return False
    code = "import sys, pip; print(sys.version.split()[0], sys.prefix)"
    answer = subprocess.run([python, "-c", code], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    words = answer.stdout.decode().split(maxsplit=1)
    here = os.path.realpath(folder)
    return (
        len(words) == 2
        and words[0] == sys.version.split()[0]
        and os.path.realpath(words[1].strip()) == here
    )


def call(command, failed):
    """Run one step of the installation, from the root of the checkout."""
    if subprocess.run(command, cwd=ROOT, stdin=subprocess.DEVNULL).returncode:
        stop("%s: %s" % (failed, " ".join(shlex.quote(word) for word in command)))


def prepare_environment(name, extra):
    """Make the virtual environment `name` with the packages of an optional extra."""
    folder = os.path.join(ROOT, name)
    python, stamp = environment_python(folder), os.path.join(folder, "setup-stamp")
    key = wanted_key(extra)
    fresh = not works(python, folder)
    if not fresh and os.path.exists(stamp) and read(stamp) == key:
        say("virtual environment %s is up to date" % name)
        return
    if fresh:
        say("making the virtual environment %s with Python %s" % (name, platform.python_version()))
        call([sys.executable, "-m", "venv", "--clear", folder], "no virtual environment")
    pip = [python, "-m", "pip", "--disable-pip-version-check", "install", "--no-input"]
    pip += ["--no-warn-script-location", "-c", "constraints.txt"]
    if not sys.stdout.isatty():
        pip.append("--quiet")
    say("installing the packages pinned in constraints.txt (some minutes the first time)")
    call([*pip, "flit-core"], "pip failed")
    call([*pip, "--no-build-isolation", "-e", ".[%s]" % extra], "pip failed")
    with open(stamp, "w", encoding="utf-8") as file:
        file.write(key)
    say("virtual environment %s is ready" % name)


def main():
    """Prepare what the goal needs."""
    find_python()
    say("Python %s, %s" % (platform.python_version(), sys.executable))
    prepare_system()
    if goal() == "assets":
        prepare_environment(".venv-build", "assets")
    else:
        prepare_environment(".venv", "test")


if __name__ == "__main__":
    main()
