"""`make mutants`: change every value of every clinical table and count what goes unnoticed."""

import argparse
import shutil
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from tests.mutants.trial import Trial
from tests.mutants.values import Value, values
from visualizer.storage import assets_path

NOTICED = 0.98


def tables() -> list[str]:
    """Return the tables that the model may read, relative to the knowledge folder."""
    folder = assets_path("knowledge")
    found = [*folder.glob("*.csv"), *folder.glob("*.toml"), *folder.glob("sites/*.toml")]
    return sorted(str(path.relative_to(folder)) for path in found)


def main() -> int:
    """Try every mutant, or a part of them, and print what survived."""
    parser = argparse.ArgumentParser(prog="python -m tests.mutants", description=__doc__)
    parser.add_argument("--table", action="append", help="only these tables")
    parser.add_argument("--every", type=int, default=1, help="only every n-th value")
    parser.add_argument("--shard", default="1/1", help="part i/n of the work, for several cores")
    options = parser.parse_args()
    part, parts = map(int, options.shard.split("/"))
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        shutil.copytree(assets_path("knowledge"), root / "knowledge")
        chosen = [
            value
            for file in options.table or tables()
            for value in list(values(root / "knowledge" / file, file))[:: options.every]
        ]
        return _run(Trial(root), chosen[part - 1 :: parts])


def _run(trial: Trial, chosen: list[Value]) -> int:
    start, verdicts = time.monotonic(), Counter[tuple[str, str]]()
    for count, value in enumerate(chosen, 1):
        verdict = trial.verdict(value)
        verdicts[value.file, verdict.split()[0]] += 1
        if verdict == "survived":
            print(
                f"survived  {value.file} {value.where}: {value.text} -> {value.change}", flush=True
            )
        if count % 100 == 0:
            print(f"{count}/{len(chosen)} in {time.monotonic() - start:.0f} s", file=sys.stderr)
    return _report(verdicts)


def _report(verdicts: Counter[tuple[str, str]]) -> int:
    kinds = ("case", "property", "refused", "approved", "survived", "unread")
    print(f"{'table':32}" + "".join(f"{kind:>10}" for kind in kinds))
    for file in sorted({file for file, _ in verdicts}):
        print(f"{file:32}" + "".join(f"{verdicts[file, kind]:10}" for kind in kinds))
    sums = {kind: sum(n for (_, k), n in verdicts.items() if k == kind) for kind in kinds}
    read = sum(sums.values()) - sums["unread"]
    noticed = read - sums["survived"]
    print(f"{'together':32}" + "".join(f"{sums[kind]:10}" for kind in kinds))
    print(
        f"noticed: {noticed} of {read} values that the model reads ({noticed / max(read, 1):.1%})"
    )
    return 0 if noticed >= NOTICED * read else 1


if __name__ == "__main__":
    sys.exit(main())
