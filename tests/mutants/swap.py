"""Other tables in the place of the shipped ones, without compiling again what does not change."""

from collections.abc import Iterator, Set
from contextlib import contextmanager
from typing import Any

from tests.bodies import body
from visualizer.findings import Knowledge, compiled, plantar, power, trophic
from visualizer.findings import arcs as reflex_arcs
from visualizer.findings.autonomic import losses
from visualizer.findings.cranial import paths as cranial_paths
from visualizer.findings.higher import groups
from visualizer.findings.patterns import compiled as patterns
from visualizer.findings.sensation import plan
from visualizer.findings.surface import arcs

#: What is kept of a compiled body, by the part of the tables that it is made of.
KEPT: dict[str, tuple[Any, ...]] = {
    "movements": (power._plan, patterns._CACHE),
    "regions": (power._plan,),
    "arcs": (reflex_arcs.plan_of,),
    "numbers": (power._plan,),
    "lists": (trophic._in_segments, plantar._units),
    "sensation": (plan.plan_of,),
    "higher": (groups._CACHE,),
    "patterns": (patterns._CACHE,),
    "surface": (arcs._CACHE,),
    "autonomic": (losses._CACHE,),
}
#: Parts that the whole compiled body is made of.
WHOLE = {"muscles", "drives"}
EVERY = (power._plan, reflex_arcs.plan_of, trophic._in_segments, trophic._healthy)
EVERY += (groups._CACHE, patterns._CACHE, arcs._CACHE, losses._CACHE, cranial_paths.groups)
EVERY += (plan.plan_of, plantar._units)


@contextmanager
def swapped(base: Knowledge, tables: Knowledge, parts: Set[str]) -> Iterator[None]:
    """Let predictions with other tables use what was made of the body for the shipped ones."""
    known = compiled._CACHE.setdefault(body(), [])
    before, made = list(known), compiled.compiled(body(), base)
    if parts & WHOLE or tables.clock.places != base.clock.places:
        try:
            yield
        finally:
            known[:] = [(base, made)]
        return
    caches = {id(kept): kept for part in parts for kept in KEPT.get(part, ())}.values()
    taken = [(kept, _drop(kept, made)) for kept in caches]
    object.__setattr__(made, "knowledge", tables)
    known[:] = [(tables, made)]
    try:
        yield
    finally:
        object.__setattr__(made, "knowledge", base)
        known[:] = before or [(base, made)]
        for kept, value in taken:
            _drop(kept, made)
            if value is not None:
                kept[made] = value


def _drop(kept: Any, made: object) -> Any:
    """Drop what is kept of a compiled body; return it if it can be put back."""
    if hasattr(kept, "cache_clear"):
        kept.cache_clear()
        return None
    return kept.pop(made, None)
