"""`make mutants`: change every value of every clinical table and count what goes unnoticed."""

import argparse
import os
import random
import sys
from pathlib import Path

from tests import approved
from tests.mutants import shelf
from tests.mutants.report import Log, report
from tests.mutants.shards import tried
from tests.mutants.values import Value, values


def main() -> int:
    """Try every mutant, or a part of them, and print what survived."""
    parser = argparse.ArgumentParser(prog="python -m tests.mutants", description=__doc__)
    parser.add_argument("--table", action="append", help="only these tables")
    parser.add_argument("--every", type=int, default=1, help="only every n-th value of a table")
    parser.add_argument("--sample", type=int, help="only so many values, drawn at random")
    parser.add_argument("--seed", type=int, default=0, help="of the drawing")
    parser.add_argument("--shard", default="1/1", help="part i/n of the work, for several machines")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1, help="processes")
    parser.add_argument("--most", type=int, default=60, help="far cases to try on a value")
    parser.add_argument("--approved", type=Path, default=approved.FILE, help="approved answers")
    parser.add_argument("--out", type=Path, help="where to write every verdict, as CSV")
    options = parser.parse_args()
    log = Log(options.out)
    verdicts = []
    chosen = _chosen(options)
    print(f"{len(chosen)} values to change", file=sys.stderr)
    for verdict in tried(chosen, options.jobs, options.approved, options.most):
        verdicts.append(verdict)
        log.add(verdict)
        log.progress(len(chosen))
    return report(verdicts)


def _chosen(options: argparse.Namespace) -> list[Value]:
    """Return the values to change, in an order drawn at random, so that a part stands for all."""
    chosen = [
        value
        for file in options.table or shelf.chosen()
        for value in list(values(shelf.folder() / file, file))[:: options.every]
    ]
    random.Random(options.seed).shuffle(chosen)
    part, parts = map(int, options.shard.split("/"))
    return chosen[: options.sample][part - 1 :: parts]


if __name__ == "__main__":
    sys.exit(main())
