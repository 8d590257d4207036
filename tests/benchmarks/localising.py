"""From every site's own examination back to the site: `python -m tests.benchmarks.localising`."""

import argparse
import statistics
import sys
import time
from collections import Counter

import numpy as np

from visualizer.findings.localise import Answers, Localiser, Observation, Ranking, Rows
from visualizer.storage import load_body, load_knowledge
from visualizer.storage.localise_cache import AnswerStore

TIMES = (0.1, 2.0, 14.0, 90.0, 365.0)
WITHHELD = 0.1
SEED = 7


def examination(answers: Answers, rows: Rows, hypothesis: int) -> list[Observation]:
    """Return the whole examination that a hypothesis predicts, without its doubts."""
    signs = {answers.signs[s].row: answers.signs[s] for s in answers.of(hypothesis)}
    found = []
    for row, (domain, target, side, modality, direction) in enumerate(rows.keys):
        sign = signs.get(row, rows.healthy[row])
        way, level = direction or sign.direction or None, sign.level or None
        found.append(Observation(domain, target, side, sign.value, modality, way, level))
    return found


def place_of(ranking: Ranking, place: object) -> tuple[int, int]:
    """Return how many candidates are better than a place, and how many are listed before it."""
    score = [c.score for c in ranking.candidates if c.hypothesis.place == place]
    if not score:
        return len(ranking.candidates), len(ranking.candidates)
    better = sum(c.score > score[0] for c in ranking.candidates)
    before = [c.hypothesis.place for c in ranking.candidates].index(place)
    return better, before


def measure(localiser: Localiser, days: float, step: int) -> Counter[str]:
    """Count how often the true site comes back at one time; print what did not."""
    hypotheses, answers = localiser.table("named", days)
    random = np.random.default_rng(SEED)
    counted: Counter[str] = Counter()
    spent = []
    for number in range(0, len(hypotheses), step):
        whole = examination(answers, localiser.rows, number)
        if all(a.value == b.value for a, b in zip(whole, localiser.rows.healthy, strict=True)):
            counted["silent"] += 1
            continue
        start = time.perf_counter()
        ranking = localiser.rank(whole, days)
        spent.append(time.perf_counter() - start)
        better, before = place_of(ranking, hypotheses[number].place)
        counted["asked"] += 1
        counted["first or tied"] += better == 0
        counted["listed first"] += before == 0
        if better:
            print(f"  day {days:g}: {hypotheses[number].place} is {better + 1}.")
        kept = [one for one in whole if random.random() >= WITHHELD]
        better, before = place_of(localiser.rank(kept, days), hypotheses[number].place)
        counted["withheld: first three"] += better < 3
        counted["withheld: listed in three"] += before < 3
    if spent:
        slow = np.percentile(spent, 95) * 1000
        print(f"day {days:g}: median {statistics.median(spent) * 1000:.1f} ms, 95 % {slow:.1f} ms")
    return counted


def classes(localiser: Localiser, days: float) -> None:
    """Print the sites that no examination tells apart at a time."""
    hypotheses, answers = localiser.table("named", days)
    alike: dict[int, list[str]] = {}
    for number, first in enumerate(answers.classes.tolist()):
        if len(answers.of(number)):
            alike.setdefault(first, []).append(" ".join(hypotheses[number].place[0]).strip())
    several = [list(dict.fromkeys(names)) for names in alike.values()]
    several = [names for names in several if len(names) > 1]
    print(f"day {days:g}: {len(several)} classes of {sum(map(len, several))} places, one answer:")
    for names in several:
        print(f"  {'; '.join(names)}")


def main() -> None:
    """Measure every site at every time, or every n-th."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--step", type=int, default=1, help="every n-th site only")
    parser.add_argument("--days", type=float, nargs="*", default=TIMES)
    parser.add_argument("--classes", action="store_true", help="list sites that answer alike")
    options = parser.parse_args()
    body, knowledge = load_body(), load_knowledge()
    store = AnswerStore(body, knowledge, say=lambda words: print(words, file=sys.stderr))
    localiser = Localiser(body, knowledge, store)
    counted: Counter[str] = Counter()
    for days in options.days:
        start = time.perf_counter()
        localiser.table("named", days)
        print(f"day {days:g}: table ready in {time.perf_counter() - start:.1f} s")
        counted += measure(localiser, days, options.step)
        if options.classes:
            classes(localiser, days)
    for name, count in counted.items():
        print(f"{name:28}{count:6}  {100 * count / max(counted['asked'], 1):5.1f} %")


if __name__ == "__main__":
    main()
