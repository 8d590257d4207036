"""What any row of the examination rests on, asked of the part that knows its domain."""

from collections.abc import Callable

from visualizer.findings.explain.examined import Examined, Support
from visualizer.findings.explain.feeling import sensation
from visualizer.findings.explain.functions import HIGHER, SURFACE, autonomic, higher, surface
from visualizer.findings.explain.head import TARGETS, head
from visualizer.findings.explain.motor import MOTOR
from visualizer.findings.explain.signs import sign, sign_row
from visualizer.findings.finding import Finding

Asks = Callable[[Examined, Finding], Support]


def support_of(exam: Examined, finding: Finding) -> Support:
    """Return what a row of the examination rests on, whatever its domain."""
    row = sign_row(exam, finding)
    if row is not None:
        return sign(exam, row)
    return _asked(finding)(exam, finding)


def _asked(finding: Finding) -> Asks:
    domain, target = finding.domain, finding.target
    if domain == "reflex" and target in SURFACE:
        return surface
    if domain == "autonomic":
        return autonomic
    if domain == "sensation":
        return sensation
    if domain in ("reflex", "cranial", "other") and target in TARGETS:
        return head
    if target in HIGHER:
        return higher
    return MOTOR.get(domain, _nothing)


def _nothing(exam: Examined, finding: Finding) -> Support:
    del exam, finding
    return Support()
