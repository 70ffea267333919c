"""The words of a paragraph of a Word document: runs, links, references to notes, tracked changes.

Insertions that are tracked count as text and deletions do not, as in a document with all changes
accepted.
"""

from __future__ import annotations

from collections.abc import Iterator

from kg import patterns as re

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_SKIPPED = frozenset(
    f"{W}{name}" for name in ("del", "moveFrom", "instrText", "delText", "rPr", "pPr", "sdtPr", "txbxContent", "p", "tbl")
)
_NUMBERS = re.compile(r"\s*\d{1,3}(?:\s*[,;–-]\s*\d{1,3})*\s*")
_MAY_BE_NOTED = re.compile(r"[.,;:!?)\]\"”’»%]\s*$|[^\W\d_]{3,}\s*$")


class Words:
    """Writes paragraphs as text.  ``targets`` are addresses by relation id; notes get numbers as they are met."""

    def __init__(self, targets: dict[str, str]):
        self.targets = targets
        self.notes: dict[tuple[str, str], str] = {}

    def of(self, paragraph) -> str:
        """The text of a ``w:p`` element."""
        written: list[str] = []
        self._walk(paragraph, written)
        return "".join(written)

    def _walk(self, element, written: list[str]) -> None:
        for child in element.iterchildren():
            tag = child.tag
            if tag in _SKIPPED or tag == _FALLBACK or not isinstance(tag, str):
                continue
            name = tag.rpartition("}")[2]
            if tag == f"{W}t":
                written.append((child.text or "").replace("\n", " "))
            elif tag in (f"{W}tab", f"{W}ptab"):
                written.append("\t")
            elif tag in (f"{W}br", f"{W}cr"):
                written.append("\n")
            elif tag == f"{W}noBreakHyphen":
                written.append("‑")
            elif tag in (f"{W}footnoteReference", f"{W}endnoteReference"):
                written.append(f"[^{self._note(name.removesuffix('Reference'), child.get(f'{W}id'))}]")
            elif tag == f"{W}hyperlink":
                self._link(child, written)
            elif tag == f"{W}r":
                self._run(child, written)
            else:
                self._walk(child, written)

    def _run(self, run, written: list[str]) -> None:
        properties = run.find(f"{W}rPr")
        if properties is not None and _on(properties, "vanish"):
            return
        inside: list[str] = []
        self._walk(run, inside)
        text = "".join(inside)
        raised = properties is not None and _value(properties, "vertAlign") == "superscript"
        # A raised number after a word or a full stop is a reference, after a unit it is a power.
        if raised and _NUMBERS.fullmatch(text) and _MAY_BE_NOTED.search("".join(written)[-8:]):
            text = f"[{text.strip()}]"
        written.append(text)

    def _link(self, link, written: list[str]) -> None:
        inside: list[str] = []
        self._walk(link, inside)
        text, address = "".join(inside), self.targets.get(link.get(f"{_R}id", ""), "")
        if not text.strip() or not address.startswith(("http://", "https://")):
            written.append(text)
        elif text.strip().rstrip("/") == address.rstrip("/"):
            written.append(address)
        else:
            words = text.strip("[] ") if re.fullmatch(r"\s*\[\d{1,3}\]\s*", text) else text
            written.append(f"[{words}]({linked(address)})")

    def _note(self, kind: str, id: str | None) -> str:
        """The number a note is shown with: footnotes count from 1, endnotes from e1."""
        key = (kind, id or "")
        if key not in self.notes:
            count = sum(k == kind for k, _ in self.notes) + 1
            self.notes[key] = f"e{count}" if kind == "endnote" else str(count)
        return self.notes[key]


def linked(address: str) -> str:
    """An address as it can stand in a Markdown link: blanks and brackets encoded."""
    return address.replace(" ", "%20").replace("(", "%28").replace(")", "%29").replace("<", "%3C").replace(">", "%3E")


def blocks(element) -> Iterator:
    """Paragraphs and tables under an element in order; content controls and the like are opened.

    Iterative, so that deep nesting costs memory alone.
    """
    waiting = list(element.iterchildren())[::-1]
    while waiting:
        child = waiting.pop()
        if child.tag in (f"{W}p", f"{W}tbl"):
            yield child
            for box in boxes(child) if child.tag == f"{W}p" else ():
                waiting.extend(list(box.iterchildren())[::-1])
        elif isinstance(child.tag, str) and child.tag.rpartition("}")[2] in (
            "sdt",
            "sdtContent",
            "customXml",
            "ins",
            "moveTo",
            "smartTag",
            "AlternateContent",
            "Choice",
        ):
            waiting.extend(list(child.iterchildren())[::-1])


def boxes(paragraph) -> Iterator:
    """The text boxes anchored in a paragraph, each once."""
    for box in paragraph.iter(f"{W}txbxContent"):
        above = [a.tag for a in box.iterancestors()]
        if _FALLBACK not in above and above.count(f"{W}txbxContent") == 0:
            yield box


def _on(properties, name: str) -> bool:
    child = properties.find(f"{W}{name}")
    return child is not None and child.get(f"{W}val") not in ("0", "false", "off")


def _value(properties, name: str) -> str:
    child = properties.find(f"{W}{name}")
    return (child.get(f"{W}val") or "") if child is not None else ""
