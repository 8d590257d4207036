"""Why a sign is there, or why it is not, as a short page with its sources."""

from collections.abc import Mapping
from html import escape
from typing import Any

from visualizer.findings import Finding
from visualizer.findings.explanation import Explanation
from visualizer.ui.wording import finding_words

Sources = Mapping[str, Mapping[str, Any]]


def source_words(key: str, sources: Sources) -> str:
    """Return a source as a short reference; its key when nothing more is known."""
    entry = sources.get(key)
    if entry is None:
        return key
    parts = [str(entry[name]) for name in ("authors", "title", "year") if entry.get(name)]
    return ". ".join(parts) or key


def reasons_html(finding: Finding | None, explanation: Explanation | None, sources: Sources) -> str:
    """Return the page about one sign: a sentence for every path, then what is cited."""
    if finding is None:
        return "<p>Select a sign to see why it is there; its path lights up in the picture.</p>"
    head = f"<p><b>{escape(finding_words(finding))}</b>"
    if finding.certainty != "expected":
        head += f" ({escape(finding.certainty)})"
    if explanation is None or not explanation.sentences:
        return f"{head}</p>"
    rows = "".join(f"<p>{escape(text)}</p>" for text in explanation.sentences)
    cited = "".join(f"<li>{escape(source_words(k, sources))}</li>" for k in explanation.sources)
    refs = f"<p>Sources</p><ul>{cited}</ul>" if cited else ""
    return f"{head}</p>{rows}{refs}"
