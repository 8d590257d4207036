"""Every site at every side, level and time: the whole examination, values only.

`python -m tests.benchmarks.sweep` takes every lesion that the vocabulary allows through five
times, in as many processes as there are cores, and says how long it took.
"""

import os
import time
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace

from visualizer.findings import predict
from visualizer.findings.localise import named_hypotheses
from visualizer.scene import Scene
from visualizer.storage import load_body, load_knowledge

DAYS = (0.1, 2.0, 14.0, 90.0, 365.0)


def sweep(part: int, parts: int) -> tuple[int, int]:
    """Answer one part of all lesions; returns the number of scenes and of findings."""
    body, knowledge = load_body(), load_knowledge()
    every = named_hypotheses(knowledge.sites, knowledge.localise.ranges)
    lesions = [h.lesions for h in every if h.dated][part::parts]
    rows = 0
    for group in lesions:
        for days in DAYS:
            dated = tuple(replace(lesion, onset_days=days) for lesion in group)
            found = predict(Scene(lesions=dated), body, knowledge).findings
            if not all(finding.value for finding in found):
                raise ValueError(f"no value at {dated}")
            rows += len(found)
    return len(lesions) * len(DAYS), rows


def main() -> None:
    """Print how many scenes were answered and how long that took."""
    parts = os.cpu_count() or 1
    start = time.perf_counter()
    with ProcessPoolExecutor(parts) as pool:
        answers = list(pool.map(sweep, range(parts), [parts] * parts))
    scenes, rows = (sum(column) for column in zip(*answers, strict=True))
    took = time.perf_counter() - start
    print(f"{scenes} scenes, {rows} findings in {took:.0f} s on {parts} cores")


if __name__ == "__main__":
    main()
