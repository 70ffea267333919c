"""The YAML block between two lines ``---`` at the beginning of a Markdown file."""

from __future__ import annotations

from dataclasses import dataclass, field

from kg import patterns as re
from kg.model import Place, Trouble
from kg.reading import InputError, Lines

_KEY = re.compile(r"[A-Za-z_][\w -]*:(?:\s|$)")
# Fields that mean the same to any YAML parser; everything else goes to one, which costs start-up time.
_SIMPLE = re.compile(
    r"(?P<key>[A-Za-z_][\w-]*):[ \t]+(?:\"(?P<quoted>[^\"\\]+)\""
    r"|(?P<plain>[A-Za-z0-9$€£](?:[^:#\"'\[\]{}\s]|[ \t](?![#\s])|:(?=\S))*))[ \t]*$"
)
_FENCE = re.compile(r"---[ \t]*$")
_END = re.compile(r"(?:---|\.\.\.)[ \t]*$")
LONGEST = 200


@dataclass(slots=True)
class FrontMatter:
    """Scalar fields by lower-case name with their text and place, and how many lines the block takes."""

    fields: dict[str, tuple[str, Place]] = field(default_factory=dict)
    lines: int = 0
    troubles: list[Trouble] = field(default_factory=list)
    unread: list[Place] = field(default_factory=list)


def read(lines: Lines) -> FrontMatter:
    """The front matter of a document; empty when it has none.

    A block that is no YAML is reported, kept as unread lines, and the text after it is read.
    """
    rows = lines.lines
    if len(rows) < 3 or not _FENCE.match(rows[0]) or not rows[1].strip():
        return FrontMatter()
    end = next((i for i in range(1, min(len(rows), LONGEST)) if _END.match(rows[i])), None)
    inner = [row for row in rows[1:end] if row.strip() and not row.lstrip().startswith("#")] if end else []
    if not inner or not any(_KEY.match(row) for row in inner):
        return FrontMatter()
    found = FrontMatter(lines=end + 1)
    if all(_SIMPLE.match(row) for row in inner):
        for number in range(2, end + 1):
            if match := _SIMPLE.match(rows[number - 1]):
                value = match["quoted"] or match["plain"]
                group = "quoted" if match["quoted"] else "plain"
                found.fields.setdefault(_name(match["key"]), (value, lines.on_line(number, match.start(group), match.end(group))))
        return found
    start, stop = lines.starts[1], lines.starts[end]
    from kg.loaders._records import yaml_nodes

    try:
        node = yaml_nodes(lines.document, lines.document.text[start:stop], 2)
    except InputError as error:
        at = min(max(error.line or 2, 2), end)
        message = str(error).split(": ", 1)[-1]
        found.troubles.append(Trouble("unreadable-line", f"the front matter is {message}", lines.on_line(at)))
        found.unread += [lines.on_line(n) for n in range(2, end + 1) if rows[n - 1].strip()]
        return found
    if node is None or node.id != "mapping":
        found.troubles.append(
            Trouble("unreadable-line", "the front matter is not a list of 'key: value' lines.", lines.on_line(2))
        )
        found.unread += [lines.on_line(n) for n in range(2, end + 1) if rows[n - 1].strip()]
        return found
    for key, value in node.value:
        if value.id == "scalar" and key.id == "scalar" and value.value.strip():
            first = start + value.start_mark.index
            place = lines.place(first, max(first, start + value.end_mark.index))
            found.fields.setdefault(_name(str(key.value)), (value.value.strip(), place))
    return found


def _name(key: str) -> str:
    return re.sub(r"[\s-]+", "_", key.strip().lower())
