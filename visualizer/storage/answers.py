"""Predictions as the JSON object that `visualizer predict --json` prints."""

from dataclasses import asdict
from typing import Any

from visualizer.findings import Finding, Prediction

OPTIONAL = ("mrc", "strength", "grade", "ashworth", "modality", "level", "direction")


def prediction_to_dict(prediction: Prediction) -> dict[str, Any]:
    """Return the answer that `visualizer predict --json` prints."""
    return {
        "knowledge": {
            "version": prediction.knowledge_version,
            "sha256": prediction.knowledge_sha256,
        },
        "findings": [_finding(finding) for finding in prediction.findings],
        "summary": prediction.summary,
        "syndromes": list(prediction.syndromes),
    }


def _finding(finding: Finding) -> dict[str, Any]:
    row: dict[str, Any] = {
        "domain": finding.domain,
        "target": finding.target,
        "side": finding.side,
        "value": finding.value,
    }
    row |= {key: getattr(finding, key) for key in OPTIONAL if getattr(finding, key) is not None}
    row["certainty"] = finding.certainty
    row["because"] = [asdict(reason) for reason in finding.because]
    return row
