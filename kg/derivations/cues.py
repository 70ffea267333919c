"""What any match of a pattern holds, read from the pattern: figures and words.

Most texts lack one of them, and then need not be searched, nor the pattern compiled.
"""

from __future__ import annotations

from kg import patterns as re

MACRO = re.compile(r"<([A-Z])(?::(\w+))?>")
_WORDS = re.compile(r"\{w\d\}")
_QUANTIFIER = re.compile(r"(?:(?P<any>[?*]|\{(?:0|,)\d*,?\d*\})|\+|\{\d+,?\d*\})[?+]?")
_OPENING = re.compile(r"\((?:\?(?:P<\w+>|P=\w+|[aiLmsux-]*:|>|<?[=!]))?")
_STEP = re.compile(r"\\u[0-9A-Fa-f]{4}|\\.|\[\^?\]?(?:[^\]\\]|\\.)*\]|.", re.S)
_MARK = re.compile(rf"\\.|\[\^?\]?(?:[^\]\\]|\\.)*\]|{MACRO.pattern}|[()|]", re.S)
"""Of a pattern, what tells where its groups and figures are."""
_LONGEST = 80
"""A set of more words is not worth looking for."""

Words = frozenset[str]


def figures(source: str) -> tuple[tuple[str, int], ...]:
    """How many figures of each kind any match holds: those that stand outside all groups, without a quantifier.

    >>> figures(r"<A:a> of (?:the )?<A:b>(?: or <P:r>)?")
    (('A', 2),)
    """
    found: dict[str, int] = {}
    depth = 0
    for step in _MARK.finditer(source):
        mark = step.group()
        if mark in "()":
            depth += 1 if mark == "(" else -1
        elif depth == 0 and mark == "|":
            return ()
        elif depth == 0 and mark[0] == "<" and not _QUANTIFIER.match(source, step.end()):
            found[mark[1]] = found.get(mark[1], 0) + 1
    return tuple(found.items())


def words(source: str) -> tuple[Words, ...]:
    """Sets of parts of words, in small letters, of each of which any match holds one at least.

    >>> [sorted(w) for w in words(r"\\b(?:grew|rose) by (?:about )?<P:r> (?:a|per) year")]
    [['grew', 'rose'], ['by'], ['year']]
    """
    found, _ = _alternatives(source, 0)
    return tuple(sorted((w for w in _of_all(found) if len(w) <= _LONGEST), key=lambda w: (len(w), -min(map(len, w)), sorted(w))))[:3]


def _alternatives(source: str, at: int) -> tuple[list[list[Words]], int]:
    """What each of the alternatives holds that begin at a position, and where their group ends."""
    found: list[list[Words]] = []
    needs: list[Words] = []
    run = ""

    def end_run() -> None:
        nonlocal run
        if len(run) > 1:
            needs.append(frozenset((run,)))
        run = ""

    while at < len(source) and source[at] != ")":
        char = source[at]
        skipped = MACRO.match(source, at) or _WORDS.match(source, at)
        if char.isascii() and char.isalpha():
            quantifier = _QUANTIFIER.match(source, at + 1)
            if quantifier:
                end_run()
            else:
                run += char.lower()
            at = quantifier.end() if quantifier else at + 1
            continue
        end_run()
        if char == "|":
            found.append(needs)
            needs, at = [], at + 1
        elif char == "(":
            needs_of_group, at = _group(source, at)
            needs += needs_of_group
        else:
            at = (skipped or _STEP.match(source, at)).end()
            quantifier = _QUANTIFIER.match(source, at)
            at = quantifier.end() if quantifier else at
    end_run()
    found.append(needs)
    return found, at


def _group(source: str, at: int) -> tuple[list[Words], int]:
    """What a group holds, if it must match, and where it ends with its quantifier."""
    opening = _OPENING.match(source, at)
    inner, at = _alternatives(source, opening.end())
    quantifier = _QUANTIFIER.match(source, at + 1)
    at = quantifier.end() if quantifier else at + 1
    looks = opening.group().endswith(("=", "!")) or opening.group().startswith("(?P=")
    return [] if looks or (quantifier and quantifier["any"]) else _of_all(inner), at


def _of_all(alternatives: list[list[Words]]) -> list[Words]:
    """What a match holds whichever alternative it takes: of each the most telling words."""
    if len(alternatives) == 1 or not all(alternatives):
        return alternatives[0] if len(alternatives) == 1 else []
    return [frozenset().union(*(min(needs, key=lambda w: (len(w), -min(map(len, w)), sorted(w))) for needs in alternatives))]
