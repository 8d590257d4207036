"""What holds for the reasons of every domain."""

import tomllib

from visualizer.storage.paths import assets_path


def known_sources():
    """Return every key of the list of sources."""
    return set(tomllib.loads(assets_path("knowledge", "sources.toml").read_text("utf-8")))


def check_reasons(findings, plain):
    """Every sign has a reason with known sources; what is as `plain` by (target, side) has none."""
    known = known_sources()
    for row in findings:
        assert bool(len(row.because)) != (row.value == plain[row.target, row.side]), row
        for reason in row.because:
            assert reason.sources
            assert set(reason.sources) <= known
