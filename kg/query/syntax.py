"""What can be told from the text of a query alone: its form, what it must not do, where it can be extended.

A SPARQL parser is the engine's business.  Here strings, comments and IRIs are blanked out, and
what is left is searched for keywords at the outermost level.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from string import ascii_lowercase

from kg import patterns as re
from kg.query.result import QueryError

_OPAQUE = re.compile(
    r'"""(?:[^"\\]|\\.|"(?!""))*"""'
    r"|'''(?:[^'\\]|\\.|'(?!''))*'''"
    r'|"(?:[^"\\\n\r]|\\.)*"'
    r"|'(?:[^'\\\n\r]|\\.)*'"
    r"|<[^\x00-\x20<>\"{}|^`\\]*>"
    r"|#[^\n\r]*",
    re.S,
)
_PROLOGUE = re.compile(r"(?:\s*(?:BASE\b|PREFIX\s+[^\s:]*:))*\s*", re.I)
_UPDATE = {"INSERT", "DELETE", "LOAD", "CLEAR", "DROP", "CREATE", "ADD", "MOVE", "COPY", "WITH"}
_QUERY = {"SELECT", "CONSTRUCT", "DESCRIBE", "ASK"}


def _keyword(*words: str) -> re.Pattern[str]:
    # Not part of a variable, a prefixed name, a function name or a language tag.
    return re.compile(rf"(?<![\w?$:@.\-%\\])(?:{'|'.join(words)})(?![\w:\-])", re.I)


_SERVICE, _FROM = _keyword("SERVICE"), _keyword("FROM")
_MODIFIER, _ORDER = _keyword("LIMIT", "OFFSET", "VALUES"), _keyword(r"ORDER\s+BY")
_STAR = re.compile(r"SELECT\s+(?:DISTINCT\s+|REDUCED\s+)?\*", re.I)
_VARIABLE = re.compile(r"[?$](\w+)")
_STATED = re.compile(r"SELECT\s+(?:(?:DISTINCT|REDUCED)\s+)?((?:[?$]\w+\s+)*[?$]\w+)\s*(?:WHERE\b|FROM\b|\{)", re.I)
_PLAIN_ORDER = re.compile(r"(?:\s*(?:(?:ASC|DESC)\s*\(\s*[?$]\w+\s*\)|[?$]\w+))*\s*", re.I)


def calls_out(text: str, parses: Callable[[str], bool], words: tuple[str, ...] = ("SERVICE",)) -> bool:
    """Whether one of the words is a keyword of the query, by the engine's own parser.

    A scan of the text can be led astray: ``FILTER(?a<1)SERVICE ?x#>`` reads as an IRI to whoever does
    not parse.  So each word is spelled in a way that nobody can foresee; if the query is then no
    query any more, the word was a keyword.  In strings, names and comments it is none.
    """
    pattern = re.compile("|".join(words), re.I)
    if not pattern.search(text):
        return False
    # One spelling each, so that a prefix of that name stays declared.
    spelled = {word: "".join(secrets.choice(ascii_lowercase) for _ in range(24)) for word in set(pattern.findall(text))}
    return not parses(pattern.sub(lambda m: spelled[m.group()], text))


def _sorted_by(conditions: str) -> set[str]:
    """The variables that ORDER BY sorts by, if it names nothing else; sorting by one again changes nothing."""
    return set(_VARIABLE.findall(conditions)) if _PLAIN_ORDER.fullmatch(conditions) else set()


def position(text: str, offset: int) -> tuple[int, int]:
    """Line and column, both from 1, of a character offset."""
    line = text.count("\n", 0, offset) + 1
    return line, offset - (text.rfind("\n", 0, offset) + 1) + 1


def blank(text: str) -> str:
    """The query with strings, IRIs and comments replaced by blanks, every other character in its place."""
    return _OPAQUE.sub(lambda m: re.sub(r"[^\n\r]", " ", m.group()), text)


class Query:
    """A query text with what is known of it.

    ``datasets`` allows FROM, for an engine that chooses among the graphs it has and fetches none.
    ``form`` is SELECT, CONSTRUCT, DESCRIBE or ASK, or "" if the text is no query.  Raises
    :class:`QueryError` for anything that would change data or reach outside.
    """

    def __init__(self, text: str, datasets: bool = False):
        self.text, self.plain = text, blank(text)
        self.start = start = _PROLOGUE.match(self.plain).end()
        word = re.compile(r"\w*").match(self.plain, start).group().upper()
        self.form = word if word in _QUERY else ""
        if word in _UPDATE:
            raise self.error(f"{word} is refused: queries only read. Use SELECT, CONSTRUCT, DESCRIBE or ASK.", start)
        if not self.plain.strip():
            raise QueryError("the query is empty.", 1, 1)
        found = _SERVICE.search(self.plain)
        if found:
            raise self.error("SERVICE is refused: nothing leaves this machine.", found.start())
        found = None if datasets else _FROM.search(self.plain)
        if found:
            raise self.error("FROM is refused: the query runs over what was loaded, and nothing else is fetched.", found.start())

    def error(self, message: str, offset: int) -> QueryError:
        return QueryError(message, *position(self.text, offset))

    def names_dataset(self) -> bool:
        """Whether the query says FROM."""
        return bool(_FROM.search(self.plain))

    def variables(self) -> list[str]:
        """Names of all variables that occur, in the order of their first use."""
        return list(dict.fromkeys(_VARIABLE.findall(self.plain)))

    def stated_columns(self) -> tuple[str, ...] | None:
        """The columns where the query lists plain variables, each once; the engine has to tell all others."""
        found = _STATED.match(self.plain, self.start)
        names = _VARIABLE.findall(found.group(1)) if found else []
        return tuple(names) if names and len(names) == len(set(names)) else None

    def columns(self, variables: tuple[str, ...]) -> tuple[str, ...]:
        """The columns in the order stated; for ``SELECT *``, which states none, by their first use."""
        if not _STAR.match(self.plain, self.start):
            return variables
        used = self.variables()
        return tuple(sorted(variables, key=lambda name: (used.index(name) if name in used else len(used), name)))

    def _groups(self) -> list[tuple[int, int]]:
        """Start and end of the outermost groups in braces that are not inside parentheses."""
        groups, braces, parens, start = [], 0, 0, 0
        for match in re.finditer(r"[{}()]", self.plain):
            char = match.group()
            if braces == 0 and char in "()":
                parens += 1 if char == "(" else -1
            elif parens == 0 and char == "{":
                start = match.start() if braces == 0 else start
                braces += 1
            elif parens == 0 and char == "}" and braces:
                braces -= 1
                if braces == 0:
                    groups.append((start, match.end()))
        return groups

    def _where(self) -> tuple[int, int] | None:
        groups = self._groups()
        if self.form == "CONSTRUCT" and len(groups) > 1 and not re.search(r"WHERE\s*$", self.plain[: groups[0][0]], re.I):
            return groups[1]
        return groups[0] if groups else None

    def where_equal(self, values: dict[str, str]) -> Query:
        """The query with only those solutions whose variables read as these N-Triples strings."""
        where = self._where()
        if not values or where is None:
            return self
        # A filter, unlike VALUES, also drops solutions that leave the variable unbound.
        clauses = " ".join(f"FILTER (STR(?{name}) = {term})" for name, term in sorted(values.items()))
        at = where[0] + 1
        return Query(f"{self.text[:at]} {clauses} {self.text[at:]}")

    def ordered(self, variables: tuple[str, ...]) -> str:
        """The SELECT query with ties, or all rows where it states no order, broken by its columns."""
        where = self._where()
        if where is None or not variables:
            return self.text
        tail = where[1]
        modifier = _MODIFIER.search(self.plain, tail)
        at = modifier.start() if modifier else len(self.text)
        stated = _ORDER.search(self.plain, tail)
        sorted_by = _sorted_by(self.plain[stated.end() : at]) if stated else set()
        keys = " ".join(f"?{name}" for name in variables if name not in sorted_by)
        if not keys:
            return self.text
        order = keys if stated else f"ORDER BY {keys}"
        return f"{self.text[:at]}\n{order}\n{self.text[at:]}"
