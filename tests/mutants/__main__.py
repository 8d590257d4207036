"""`make mutants`: change every value of every clinical table and count what goes unnoticed."""

import argparse
import random
import shutil
import sys
import tempfile
import time
from pathlib import Path

from tests.mutants import shelf
from tests.mutants.report import Log, Verdict, report
from tests.mutants.trial import Trial
from tests.mutants.values import Value, values


def main() -> int:
    """Try every mutant, or a part of them, and print what survived."""
    parser = argparse.ArgumentParser(prog="python -m tests.mutants", description=__doc__)
    parser.add_argument("--table", action="append", help="only these tables")
    parser.add_argument("--every", type=int, default=1, help="only every n-th value")
    parser.add_argument("--shard", default="1/1", help="part i/n of the work, for several cores")
    parser.add_argument("--most", type=int, default=10_000, help="cases to try on a value")
    parser.add_argument("--out", type=Path, help="where to write every verdict, as CSV")
    options = parser.parse_args()
    part, parts = map(int, options.shard.split("/"))
    values_of = {file: list(values(shelf.folder() / file, file)) for file in shelf.chosen()}
    chosen = [
        value
        for file in options.table or shelf.chosen()
        for value in values_of[file][:: options.every]
    ]
    random.Random(0).shuffle(chosen)
    with tempfile.TemporaryDirectory() as folder:
        shutil.copytree(shelf.folder(), Path(folder) / "knowledge")
        verdicts = _run(
            Trial(Path(folder), options.most), chosen[part - 1 :: parts], Log(options.out)
        )
    return report(verdicts)


def _run(trial: Trial, chosen: list[Value], log: Log) -> list[Verdict]:
    start, verdicts, unnoticed = time.monotonic(), [], 0
    print(f"{len(chosen)} values to change", file=sys.stderr)
    for count, value in enumerate(chosen, 1):
        begun = time.process_time()
        kind, _, by = trial.verdict(value).partition(" ")
        verdicts.append(Verdict(value, kind, by, time.process_time() - begun))
        log.add(verdicts[-1])
        unnoticed += kind == "survived"
        if kind == "survived":
            print(
                f"survived  {value.file} {value.where}: {value.text} -> {value.change}", flush=True
            )
        if count % 20 == 0 or count == len(chosen):
            spent = time.monotonic() - start
            left = spent / count * (len(chosen) - count)
            print(
                f"{count}/{len(chosen)}  {unnoticed} survived  {spent / count:.2f} s each"
                f"  about {left / 60:.0f} min left",
                file=sys.stderr,
            )
    return verdicts


if __name__ == "__main__":
    sys.exit(main())
