"""Rebuilds all geometry: `python -m assets.build [STEP ...]`; without steps, all of them."""

import importlib
import sys
import time

STEPS = (
    "fetch",
    "transforms",
    "skeleton",
    "discs",
    "skin_base",
    "cortex_surfaces",
    "deep_meshes",
    "cord",
    "cord_zones",
    "cord_layers",
    "cord_coverings",
    "brainstem",
    "brain_sites",
    "tract",
    "eyes",
    "muscles",
    "skin",
    "nerves",
    "fibres",
    "structures",
    "manifest",
)


def main(chosen: list[str]) -> int:
    """Run the chosen steps in their order."""
    unknown = [s for s in chosen if s not in STEPS]
    if unknown:
        print(f"unknown step {unknown[0]!r}; steps are {', '.join(STEPS)}", file=sys.stderr)
        return 2
    for step in STEPS:
        if chosen and step not in chosen:
            continue
        start = time.perf_counter()
        run = getattr(importlib.import_module(f"assets.build.{step}"), "main", None)
        if run is not None:
            run()
            print(f"{step}: {time.perf_counter() - start:.0f} s", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
