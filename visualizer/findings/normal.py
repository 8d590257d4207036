"""What a healthy person has."""

from visualizer.findings.finding import Finding

_SIGNS = {"hoffmann", "ankle_clonus", "grasp"}
_PLAIN = {"plantar": ("flexor",), "power": ("normal",), "tone": ("normal",)}


def is_normal(finding: Finding) -> bool:
    """Tell whether a finding is what a healthy person has."""
    if finding.domain == "reflex":
        sign = finding.target in _SIGNS or finding.target.startswith("inverted_")
        return finding.value == ("absent" if sign else "normal")
    return finding.value in _PLAIN.get(finding.domain, ("absent", "normal"))
