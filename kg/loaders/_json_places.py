"""JSON with places: a parser that knows where every value stands.

Iterative, so that ten thousand open brackets are a message and not a stack overflow.
"""

from __future__ import annotations

import json

from kg import patterns as re
from kg.records import record


@record
class Node:
    """A value and its span in the text.

    ``value`` is a ``str`` for scalars (numbers and literals as written, ``None`` for null), a
    list of nodes for arrays, a list of ``(key node, value node)`` for objects: a repeated key
    loses nothing.
    """

    kind: str
    value: object
    start: int
    end: int


class JsonError(ValueError):
    """Not JSON; ``offset`` is where."""

    def __init__(self, message: str, offset: int):
        self.offset = offset
        super().__init__(message)


_TOKEN = re.compile(r'[ \t\r\n]*("[^"\\\r\n]*+(?:\\.[^"\\\r\n]*+)*+"|-?\d[\d.eE+-]*+|true\b|false\b|null\b|[{}\[\]:,])')
_SPACE = re.compile(r"[ \t\r\n]*")
DEEPEST = 100


def parse(text: str, start: int = 0, end: int | None = None) -> Node:
    """The JSON value in ``text[start:end]``.  Raises :class:`JsonError`."""
    end = len(text) if end is None else end
    # Each open container is [kind, start, items, pending key]; expect says what may come next.
    stack: list[list] = []
    expect = "value"
    at = start
    while True:
        match = _TOKEN.match(text, at, end)
        if match is None:
            where = _SPACE.match(text, at, end).end()
            raise JsonError(_surprise(text, where, end, expect), where)
        token, begin, at = match.group(1), match.start(1), match.end()
        node = None
        if token in "{[":
            if expect not in ("value", "value or ]"):
                raise JsonError(_surprise(text, begin, end, expect), begin)
            if len(stack) >= DEEPEST:
                raise JsonError(f"more than {DEEPEST} brackets inside each other", begin)
            stack.append([token, begin, [], None])
            expect = "key or }" if token == "{" else "value or ]"
            continue
        if token in "}]":
            closes = "{" if token == "}" else "["
            if not stack or stack[-1][0] != closes or not expect.endswith(token):
                raise JsonError(_surprise(text, begin, end, expect), begin)
            kind, opened, items, _ = stack.pop()
            node = Node("object" if kind == "{" else "array", items, opened, at)
        elif token in ":,":
            if token == ":" and expect == ":":
                expect = "value"
            elif token == "," and expect.startswith(", or"):
                expect = "key" if stack[-1][0] == "{" else "value"
            else:
                raise JsonError(_surprise(text, begin, end, expect), begin)
            continue
        else:
            node = _scalar(token, begin, at)
            if expect.startswith("key"):
                if node.kind != "string":
                    raise JsonError(_surprise(text, begin, end, expect), begin)
                stack[-1][3], expect = node, ":"
                continue
            if not expect.startswith("value"):
                raise JsonError(_surprise(text, begin, end, expect), begin)
        if not stack:
            rest = _SPACE.match(text, at, end).end()
            if rest < end:
                raise JsonError("more text after the end of the value", rest)
            return node
        top = stack[-1]
        top[2].append((top[3], node) if top[0] == "{" else node)
        expect = ", or }" if top[0] == "{" else ", or ]"


def _scalar(token: str, start: int, end: int) -> Node:
    if token.startswith('"'):
        try:
            return Node("string", json.loads(token, strict=False), start, end)
        except ValueError as error:
            raise JsonError(f"bad string: {getattr(error, 'msg', error)}", start) from None
    if token == "null":
        return Node("null", None, start, end)
    return Node("literal" if token in ("true", "false") else "number", token, start, end)


def _surprise(text: str, at: int, end: int, expect: str) -> str:
    if at >= end:
        return f"the text ends where {expect} is missing"
    return f"expected {expect}, found {text[at : at + 12].split(chr(10))[0]!r}"
