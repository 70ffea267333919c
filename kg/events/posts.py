"""Who holds a post, in any wording: "Finance director: A", "A, our finance director", "A as finance director".

Offices that a known list names are read in :mod:`kg.events.offices`; here the post may be anything
whose last word says that it is one ("head of houses", "facility agent").
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace

from kg import patterns as re
from kg.events.spelling import plain
from kg.model import Report, Table
from kg.readings import Reading
from kg.records import record
from kg.samefact import stem
from kg.subjects import Subjects

# Posts that one person or firm holds at a time, by their last word; the others need more to be held against.
_SINGLE = "CEO CFO CTO COO CIO CMO executive officer chair chairman chairwoman chairperson president treasurer mayor rector dean chancellor provost curator conductor coach captain editor ombudsman commissioner registrar bursar auditor examiner agent custodian insurer architect scientist economist coordinator".split()
_WITH_MORE = "chief director head manager secretary minister leader engineer investigator contractor trustee adviser advisor counsel controller principal".split()
_SEVERAL = "alderman councillor deputy senator professor partner".split()
_HEAD = re.compile(rf"\b(?P<head>{'|'.join([*_SINGLE, *_WITH_MORE, *_SEVERAL])})\b(?!['’-])", re.I)
_HEADS = frozenset(h.lower() for h in (*_SINGLE, *_WITH_MORE, *_SEVERAL)) | frozenset(
    "chaired audited coached captained edited conducted chairs audits coaches captains edits conducts".split()
)
_MARKS = str.maketrans(dict.fromkeys(".,;:()[]*_\"“”‘’'!?/|–—-", " "))
_LEADS_A_FIELD = frozenset(
    map(
        stem,
        "market industry world global category segment opinion thought price cost technology sector regional national opposition party".split(),
    )
)
_TITLE_ONLY = frozenset(
    "president chancellor captain professor commissioner mayor minister dean rector senator secretary director curator".split()
)
# Many may bear these before their names.
_RANKS = frozenset(("captain", "professor", "senator", "commissioner"))

_TITLES = _TITLE_ONLY | frozenset(_SEVERAL)

_PART = r"[A-ZÀ-ÖØ-ÞĀ-Ž][\w’'-]*\w"
HOLDER = rf"(?:(?:Dr|Prof|Professor|Sir|Dame|Lord|Lady|Mr|Ms|Mrs|Judge)\.?\s+)*(?P<who>{_PART}(?:\s+(?:[A-ZÀ-ÖØ-Þ]\.|de|van|von|der|den|del|la|da|di|dos|ten|ter|bin|al|&)){{0,2}}(?:\s+{_PART}){{1,3}})"
_LEFT = re.compile(
    rf"{HOLDER}(?:\s+of\s+(?P<of>{_PART}(?:\s+{_PART})*))?\*{{0,2}}(?:\s*\([^()]*\))?"
    r"(?:\s*[,(–—]\s*(?:(?:who|which)\s+)?(?:(?:is|serves|acts)\s+)?(?:as\s+)?|\s+(?:is|remains|serves\s+as|acts\s+as|as|,\s+as)\s+)"
    rf"(?:co-?founder\s+(?:and|&)\s+|currently\s+)?(?:(?:the|our|its|their|his|her|this)\s+|(?:the\s+)?(?P<owner>{_PART}(?:\s+{_PART}){{0,3}})['’]s?\s+)?$"
)
_RIGHT = re.compile(rf"\s*(?:,\s*|:\s*|\s+(?:is|remains)\s+|\s*[–—(]\s*|\s+)\*{{0,2}}{HOLDER}")
_SURNAME = re.compile(rf"\s+(?P<who>(?:(?:de|van|von|der|den|ten|ter|la|di|da|dos)\s+){{0,2}}{_PART})(?!\s+{_PART})")
_TITLED = rf"(?:Dr|Prof|Professor|Sir|Dame|Lord|Lady|Mr|Ms|Mrs|Judge)\.?\s+(?P<who>(?:(?:de|van|von|der|den|ten|ter|la|di|da|dos)\s+){{0,2}}{_PART})(?!\s+(?-i:[A-ZÀ-ÖØ-Þ]))"
_LEFT_TITLED = re.compile(_LEFT.pattern.replace(HOLDER, _TITLED))
_RIGHT_TITLED = re.compile(_RIGHT.pattern.replace(HOLDER, _TITLED))
_IN_THE_CHAIR = re.compile(rf"{HOLDER},?\s+(?:(?:who|which)\s+(?:is|has been)\s+)?in\s+the\s+chair\b")
_VERBS = {"chair": "chair", "audit": "auditor", "coach": "coach", "captain": "captain", "edit": "editor", "conduct": "conductor"}
_WHAT = r"(?:the|its|our|their)\s+(?P<what>(?:[a-z-]+\s+){0,2}[a-z-]+)"
_BY = re.compile(
    rf"(?:{_WHAT}\s+is\s+|{_WHAT.replace('what', 'what2')}\s*,\s+|\bis\s+)(?P<verb>{'|'.join(_VERBS)})e?d\s+by\s+{HOLDER}", re.I
)
_DOES = re.compile(rf"{HOLDER}\s+(?P<verb>{'|'.join(_VERBS)})s\s+{_WHAT}")
_VALUE = re.compile(
    rf"\W*(?:(?:Dr|Prof|Professor|Sir|Dame|Lord|Lady|Mr|Ms|Mrs)\.?\s+)*(?P<who>{_PART}(?:\s+(?:[A-ZÀ-ÖØ-Þ]\.|de|van|von|der|den|del|la|da|di|ten|ter|&))*(?:\s+{_PART}){{0,3}})\W*(?:\([^()]*\)|,.*|;.*|\.)?\W*$",
    re.S,
)
_MODIFIER = re.compile(r"[A-Za-zÀ-ÿ][\w-]*(?:['’]s|['’])?$")
_STOP = frozenset(
    """the our its their his her my your a an this that these those who which as is was are were be been by to of in on at for from with and or but
    under her said says told when while if then also new former one two three nine each every any no not mr mrs ms dr dame sir
    co-founder cofounder founder joined became served serves acts led since until after before she he it they we against late""".split()
)
_OF = re.compile(
    r"\s+(?:of|for|at)\s+(?P<of>(?:the\s+|our\s+|its\s+)?[\w&’'-]+(?:\s+(?!as\b|is\b|was\b|and\b|who\b|which\b|has\b|had\b|said\b|in\b|since\b|at\b|to\b|on\b|for\b|[a-z]+ed\b)[\w&’'-]+){0,3})"
)
# Whoever held it once, holds it for a while or shares it does not contradict who holds it now.
OTHER_TIME = re.compile(
    r"\b(?:former(?:ly)?|ex|then|previous(?:ly)?|until|succe\w+|replac\w+|predecessors?|acting|interim|co-(?!founder)\w+|joint(?:ly)?|deputy(?=\s+(?-i:[a-z]))|vice|assistant|associate|incoming|outgoing|designate|elect|next|became|becomes|become|resign\w*|retired|retiring|stepp\w+|late|new|one of|both|took over|take over|took office|once|later|earlier|used to|candidate|propos\w+|handed over|in turn|rotat\w+)\b",
    re.I,
)
_NEAR = 40
"""Characters before a holder and behind a post in which words of another time are looked for."""
_SAME_WORD = {
    "ceo": "chief executive",
    "cfo": "chief financial",
    "cto": "chief technology",
    "coo": "chief operating",
    "cio": "chief information",
    "cmo": "chief marketing",
    "chairman": "chair",
    "chairwoman": "chair",
    "chairperson": "chair",
    "advisor": "adviser",
}
_ONE_STEM = {"financi": "financ", "technologic": "technology", "tech": "technology", "scientific": "scienc"}
_EMPTY = frozenset("the of for and our its officer company group firm board boards trustee trustees bank club".split())
_OF_BODY = frozenset(
    "ceo cfo cto coo cio cmo executive officer chair chairman chairwoman chairperson president treasurer mayor rector dean chancellor provost".split()
)


@record
class Post:
    """Somebody in a post at one place.

    ``role`` are the stems of what the post is called, ``body`` the stems of whose post it is (empty for
    the report's subject); ``single`` says that one alone can hold it.
    """

    role: frozenset[str]
    title: str
    who: str
    body: str
    single: bool
    kind: str
    id: str
    start: int
    called: bool = False
    """Whether the post stands before the name as a title: whose post it is, nothing in the paragraph tells."""
    passage: str = ""
    section: str = ""
    """The section of a labelled line."""
    beside: tuple[str, ...] = ()
    """Other names before it in its sentence, where it is not said whose post it is."""

    @property
    def surname(self) -> str:
        """What tells one bearer from another: the last name of a person, the whole name of a body."""
        words = plain(self.who.lower()).split()
        return " ".join(words) if words[-1] in BODIES else words[-1]


_LEADING = frozenset("chief head principal executive managing".split())

BODIES = frozenset(
    "foundation fund bank group trust capital partners ventures insurance university institute company insurers holdings energy services systems society association council agency hospital college museum press media foods works industries".split()
)


def posts(report: Report, subjects: Subjects, readings: Sequence[Reading]) -> list[Post]:
    """Every post that is said to be held now, in the order of the text, then of the tables."""
    found: list[Post] = []
    listed: dict[str, set[str]] = defaultdict(set)
    for n, reading in enumerate(readings):
        for post in _prose(reading, subjects):
            section, post = reading.carrier.section or "", replace(post, passage=reading.carrier.passage)
            if reading.key is not None and post.title == reading.key[0]:
                listed[post.title].add(section)
                post = replace(post, section=section)
            elif not post.body and not post.called and (other := _opener(readings, n, subjects, post.who)):
                the = reading.text[: post.start].lower().endswith("the ") and len(post.role) > 1
                post = replace(post, body=f"{'~' if the else ''}{plain(other.lower())}")
            found.append(post)
    found += [p for t in report.tables for p in _rows(t, subjects)]
    found = list(_owned(found))
    people = {p.who for p in found}
    # Who opens the sentence before holds a post as well: it is no body whose post this could be.
    persons = {plain(who.lower()) for who in people if who.split()[-1].lower() not in BODIES}
    found = [replace(p, body="") if p.body in persons else p for p in found]
    # A label that stands in several sections is of what each of them describes.
    found = [replace(p, body=p.section) if p.section and len(listed[p.title]) > 1 else p for p in found]
    # Who holds a post elsewhere holds the one of which the paragraph says no more there as well.
    elsewhere = {(p.who, p.passage) for p in found if p.body}
    found = [p for p in found if p.body or (p.who, p.passage) not in elsewhere]
    found = _signed(found, readings)
    # Beside a name that is nobody's in a post, a post may be one of that organisation.
    return [p for p in found if all(any(n in who or who in n for who in people) for n in p.beside)]


_SIGNATURE = re.compile(rf"\W*[—–-]\W*{HOLDER},\s+(?:the\s+)?[A-Z][\w ]{{2,40}}?(?:\s+since\s+(?:\w+\s+)?(?:19|20)\d\d)?\W*$")


def _signed(found: list[Post], readings: Sequence[Reading]) -> list[Post]:
    """The posts; one of a plain word ("Director") as held by one alone where one line is signed with it and one is labelled so."""
    plain_ones = [p for p in found if len(p.role) == 1 and not p.single and not p.body]
    if not plain_ones:
        return found
    signed = {(r.carrier.kind, r.carrier.id) for r in readings if r.text[:4].strip(" *_>")[:1] in ("—", "–", "-") and _SIGNATURE.match(r.text)}
    single = set()
    for role in {p.role for p in plain_ones}:
        same = [p for p in plain_ones if p.role == role]
        by_hand = [p for p in same if (p.kind, p.id) in signed]
        labelled = [p for p in same if p.section or p.kind in ("cover", "cell")]
        if len(by_hand) == len(labelled) == 1 and len(same) == 2:
            single.add(role)
    return [replace(p, single=True) if p.role in single and not p.body else p for p in found]


def _owned(found: Sequence[Post]) -> Iterator[Post]:
    """The posts, those of "the region's" or of the name a paragraph opens with as of nobody, where the text knows no second such owner."""
    owners: dict[tuple, set[str]] = defaultdict(set)
    for post in found:
        owners[post.role, post.body[:1]].add(post.body)
    for post in found:
        yield replace(post, body="") if post.body[:1] in ("@", "~") and len(owners[post.role, post.body[:1]]) == 1 else post


_BOLD_LEAD = re.compile(r"\W*\*\*[^*\n]{1,40}[.:]\*\*\s*|\W*\*\*[^*\n]{1,40}\*\*[.:]\s*")
"""What a paragraph is headed with in its own line: "**Peers.** Nordsjø Vind …"."""


def _opener(readings: Sequence[Reading], n: int, subjects: Subjects, who: str) -> str:
    """The name that opens an earlier sentence of the paragraph, when it is not the report's subject: whose "its" may be."""
    passage = readings[n].carrier.passage
    for k in range(n - 1, max(-1, n - 6), -1):
        if not passage or readings[k].carrier.passage != passage:
            break
        text = readings[k].text
        lead = _BOLD_LEAD.match(text)
        first = lead.end() if lead else 0
        names = [n for n in subjects.names(text) if n[0] >= first]
        if (
            names
            and not text[first : names[0][0]].strip(" *_")
            and not subjects.is_main(names[0][2])
            and names[0][2] not in who
        ):
            return names[0][2]
    return ""


def _prose(reading: Reading, subjects: Subjects) -> Iterator[Post]:
    text, carrier, start = reading.text, reading.carrier, 0
    if carrier.kind == "cover":
        yield from _labelled(carrier.label, text, 0, carrier.kind, carrier.id, subjects)
        return
    if _HEADS.isdisjoint(text.lower().translate(_MARKS).split()):
        return
    for match in _IN_THE_CHAIR.finditer(text):
        post = _post("chair", "chair", match["who"], "", carrier.kind, carrier.id, match.start(), subjects)
        if post is not None and not OTHER_TIME.search(text[max(0, match.start() - _NEAR) : match.end() + _NEAR]):
            yield post
    for match in (*_BY.finditer(text), *_DOES.finditer(text)):
        post = _by_verb(match, text, carrier.kind, carrier.id, subjects)
        if post is not None:
            yield post
    if reading.key is not None and (
        found := list(_labelled(reading.key[0], text[reading.key[1] :], reading.key[1], carrier.kind, carrier.id, subjects))
    ):
        yield from found
        if ";" not in text:
            return
        start = text.index(";")  # "Chair: A; treasurer: B"
    for match in _HEAD.finditer(text, start):
        if match["head"].lower() in _LEADING and _HEAD.match(text, match.end() + 1):
            continue  # "chief scientist" is one post, not two
        post = _told(text, match, carrier.kind, carrier.id, subjects)
        if post is not None:
            yield post


def _by_verb(match: re.Match[str], text: str, kind: str, id: str, subjects: Subjects) -> Post | None:
    """ "The board is chaired by A", "A audits the accounts"."""
    groups = match.groupdict()
    what = "" if (post := _VERBS[match["verb"].lower()]) == "auditor" else groups.get("what") or groups.get("what2") or ""
    if OTHER_TIME.search(text[max(0, match.start() - _NEAR) : match.end() + _NEAR]) or not match["who"][0].isupper():
        return None
    return _post(f"{what} {post}", post, match["who"], "", kind, id, match.start(), subjects)


def _told(text: str, match: re.Match[str], kind: str, id: str, subjects: Subjects) -> Post | None:
    begin, words = _modifiers(text, match.start())
    tail = _OF.match(text, match.end())
    end = tail.start("of") + len(_cut(tail["of"])) if tail else match.end()
    title = text[begin:end]
    body_of = words.pop(0) if words and words[0].islower() and words[0].endswith(("'s", "’s")) and (len(words) > 1 or tail) else ""
    around = text[max(0, begin - 110) : begin]
    left = _LEFT.search(around) or _LEFT_TITLED.search(around)
    right = None if left else _RIGHT.match(text, end) or _RIGHT_TITLED.match(text, end) or (_SURNAME.match(text, end) if match["head"].lower() in _TITLES else None)
    if (
        right
        and right.group().strip()[:1] not in (",", ":", "–", "—", "(")
        and not re.match(r"\s+(?:is|remains)\s", right.group())
        and not (match["head"].lower() in _TITLES or words or tail or match["head"].isupper())
    ):
        return None
    if right is not None and right.group().lstrip().startswith(",") and re.match(r"\s+(?:and|or)\b", text[right.end() :]):
        return None  # a list of people
    found = left or right
    if found is None or subjects.is_main(found["who"]):
        return None
    first = max(0, begin - 110) + left.start() if left else begin
    if OTHER_TIME.search(text[max(0, first - _NEAR) : (right.end() if right else end) + _NEAR]):
        return None
    body = ""
    if left:
        body = left["owner"] or left["of"] or ""
    body = body or (f"@{body_of[:-2]}" if body_of else "")
    of = _cut(tail["of"]) if tail else ""
    if (
        of
        and re.sub(r"^(?:the|our|its)\s+", "", of)[:1].isupper()
        and match["head"].lower() in _OF_BODY
        and not re.match(r"(?:the\s+)?(?:[Bb]oard|[Tt]rustees|[Ss]upervisory|[Ee]xecutive)\b", of)
    ):
        body, of = of, ""
    if (
        left is None
        and begin
        and re.search(r"\b(?:its|their|his|her)\s+$", text[:begin], re.I)
        and _other_names(text[:begin], subjects)
    ):
        return None
    free = left is not None and re.search(r"\bas\s+$|\bis\s+$", left.group()) is not None
    called = free or (right is not None and right.group().strip()[:1] not in (",", ":", "–", "—", "("))
    called = called and not re.search(r"\b(?:its|their)\s+$", text[:begin], re.I)  # whose is told by the sentence before
    beside = () if body or called else _other_names(text[:first], subjects, found["who"])
    post = _post(f"{' '.join(words)} {match['head']} {of}", title, found["who"], body, kind, id, begin, subjects)
    rank = called and match["head"].lower() in _RANKS and post is not None and len(post.role) == 1
    return replace(post, beside=beside, called=called, single=post.single and not rank) if post is not None else None


def _cut(of: str) -> str:
    """The phrase behind "of" up to where it ends: names up to the first small word, other words at most two."""
    words = re.findall(r"\S+\s*", of)
    lead = 1 if words and words[0].strip().lower() in ("the", "our", "its") else 0
    size = lead + 1
    if words[lead:] and words[lead][0].isupper():
        while size < len(words) and words[size][0].isupper():
            size += 1
    elif len(words) > size and words[size][0].islower():
        size += 1
    return "".join(words[:size]).rstrip()


def _other_names(text: str, subjects: Subjects, who: str = "") -> tuple[str, ...]:
    """The names in a text other than the subject's: a post beside them may be of one of those."""
    return tuple(n for _, _, n in subjects.names(text) if not subjects.is_main(n) and n not in who)


def _modifiers(text: str, at: int) -> tuple[int, list[str]]:
    """The words before the last word of a post that belong to it, and where they begin."""
    words: list[str] = []
    while len(words) < 4:
        before = text[:at].rstrip(" ")
        if len(text[:at]) - len(before) != 1:
            break
        match = _MODIFIER.search(before)
        if (
            match is None
            or match.group().lower() in _STOP
            or (
                match.group()[0].isupper()
                and words == []
                and re.search(rf"{_PART}\s+$", before[: match.start()])
                and not before[match.start() :].isupper()
                and match.group() not in ("Chief", "Managing", "Finance", "Head", "Project", "Executive", "Vice")
            )
        ):
            break
        if (
            match.group()[0].isupper()
            and match.start()
            and not re.search(r"[.:*|(]\s*$", before[: match.start()])
            and match.group().endswith(("'s", "’s"))
        ):
            break
        words.insert(0, match.group())
        at = match.start()
    return at, words


def _labelled(label: str, value: str, start: int, kind: str, id: str, subjects: Subjects) -> Iterator[Post]:
    heads = _heads(label)
    found = _VALUE.match(value)
    if (
        len(heads) == 1
        and found
        and not OTHER_TIME.search(f"{label} {value[:80]}")
        and len(label.split()) <= 7
        and not re.search(r"\b(?:and|or|/|&)\b", label)
    ):
        post = _post(label, label, found["who"], "", kind, id, start, subjects)
        if post is not None:
            yield post


def _heads(label: str) -> list[re.Match[str]]:
    """The words of a label that say it is a post: "chief executive" and "head coach" are one each."""
    found = list(_HEAD.finditer(label))
    return [m for n, m in enumerate(found) if n + 1 == len(found) or m.group().lower() not in _LEADING or " of " in label[m.end() :]]


def _rows(table: Table, subjects: Subjects) -> Iterator[Post]:
    """Rows in which one cell is a post and another who holds it, in tables about one body."""
    heads = [c.text.lower() for c in table.header]
    if any(
        re.search(
            r"\b(?:compan|organi[sz]ation|firm|bank|club|party|country|institution|university|employer|period|from|until|year)", h
        )
        and not re.search(r"\b(?:person|name|holder|who)\b", h)
        for h in heads
    ):
        return
    for row in table.rows:
        cells = [c for c in row if c.text.strip()]
        if 2 <= len(cells) <= 4:
            for post in cells:
                holders = [c for c in cells if c is not post and re.fullmatch(rf"\W*{HOLDER}\W*(?:(?:since|from|appointed|joined)\s[^()]{{3,30}}\)\W*)?", c.text)]
                if len(holders) == 1 and len(_heads(post.text)) == 1:
                    yield from _labelled(post.text, holders[0].text, 0, "cell", holders[0].id, subjects)


def is_post(word: str) -> bool:
    """Whether a word ends what a post is called."""
    return _HEAD.fullmatch(word) is not None


def post_of(title: str, who: str, kind: str, id: str, start: int, subjects: Subjects) -> Post | None:
    """A post of the report's subject with its holder; ``None`` where the words are of none."""
    return _post(title, title, who, "", kind, id, start, subjects)


def _post(words: str, title: str, who: str, body: str, kind: str, id: str, start: int, subjects: Subjects) -> Post | None:
    low = [_SAME_WORD.get(w, w) for w in re.findall(r"[^\W\d_][\w-]*", re.sub(r"['’]s\b", "", words.lower()))]
    role = frozenset(_ONE_STEM.get(stem(w), stem(w)) for phrase in low for w in phrase.split() if w not in _EMPTY)
    last = next(
        (
            h
            for h in (*_SINGLE, *_WITH_MORE, *_SEVERAL)
            if _SAME_WORD.get(h.lower(), h.lower()).split()[-1] in " ".join(low).split()
        ),
        "",
    )
    if not role or not last or _HEAD.fullmatch(who.split()[0]):
        return None
    if last == "leader" and role & _LEADS_A_FIELD:
        return None
    single = last in _SINGLE or (last in _WITH_MORE and len(role) > 1)
    mine = not body or subjects.is_main(body)
    return Post(
        role, " ".join(title.split()), re.sub(r"['’]s?$", "", who), "" if mine else plain(body.lower()), single, kind, id, start
    )
