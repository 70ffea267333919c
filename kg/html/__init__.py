"""Parts that the HTML pages share: one file, no request, nothing of the input is ever executed.

A page is made of a Jinja template (autoescaped), one style sheet, scripts and a block of JSON.
Its Content-Security-Policy allows exactly these scripts and this style sheet, by their hashes,
and no connection to anywhere.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

from kg import patterns as re

_HERE = Path(__file__).resolve().parent

VIS_NETWORK = "vendor/vis-network-9.1.2.min.js"
"""The graph drawing library, unchanged as published; its licences stand beside it."""
VIS_NETWORK_SHA256 = "6e30a2350474cdf92a0932c6d55b8adcb91929066817ed3eec7b87907a4612f3"


YASQE = "vendor/yasqe-4.6.2.min.js"
YASQE_STYLE = "vendor/yasqe-4.6.2.min.css"
"""The editor for SPARQL, unchanged as published."""
YASQE_SHA256 = "288202e5f1c0195a71d1190b35c052ad5e5103e73d61455da029ffcacb7f9347"
YASQE_STYLE_SHA256 = "f82256c2a56f83a5356abef88c760cff67da21e38873e744db73afaf08f285a2"


@cache
def asset(name: str) -> str:
    """The text of a file of this folder, by its relative name."""
    return (_HERE / name).read_text(encoding="utf-8")


def bundle(names: Iterable[str]) -> str:
    """Scripts joined into one function, so that they share names and leave none behind.

    Comments that stand on a line of their own and indentation are left out; no text of a script goes over lines.
    """
    lines = (line.strip() for n in names for line in asset(n).splitlines())
    code = "\n".join(line for line in lines if line and not line.startswith("//"))
    return f'(() => {{\n"use strict";\n{code}\n}})();\n'


def vis_network() -> str:
    """The library's script."""
    return without_source_map(asset(VIS_NETWORK))


def without_source_map(text: str) -> str:
    """A script or style sheet without the pointer to its source map (a browser would ask for that file)."""
    return re.sub(r"\n(?://|/\*)# sourceMappingURL=.*", "", text)


def content_hash(text: str) -> str:
    """A hash as a Content-Security-Policy names it: ``'sha256-…'``."""
    # A browser hashes what it parsed, and a parser turns every line end into a line feed.
    data = text.replace("\r\n", "\n").replace("\r", "\n").encode()
    return f"'sha256-{base64.b64encode(hashlib.sha256(data).digest()).decode()}'"


def policy(scripts: Iterable[str], styles: Iterable[str]) -> str:
    """A Content-Security-Policy that allows these scripts and style sheets and nothing from elsewhere."""
    return "; ".join(
        (
            "default-src 'none'",
            "script-src " + " ".join(map(content_hash, scripts)),
            "style-src " + " ".join(map(content_hash, styles)),
            "img-src data: blob:",
            "base-uri 'none'",
            "form-action 'none'",
        )
    )


# Characters that a page must not pass on as they are: controls (HTML cannot hold them), lone
# surrogates (UTF-8 cannot), and marks that turn the direction of the text around them, by which
# "1,000" can be made to look like another figure.
_INVISIBLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufeff]")


def visible(text: object) -> str:
    """The text with controls and direction marks written out, such as ``⟨U+202E⟩``; for display only."""
    return _INVISIBLE.sub(lambda m: "\n" if m.group() in "\r\x0b\x0c" else f"⟨U+{ord(m.group()):04X}⟩", str(text))


def json_block(data: object) -> str:
    """JSON that is safe inside a ``<script>`` element: no character of it can end the element or open a comment."""
    text = json.dumps(_visible(data), ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return text


def _visible(data: object) -> object:
    if isinstance(data, str):
        return visible(data)
    if isinstance(data, Mapping):
        return {visible(k): _visible(v) for k, v in data.items()}
    if isinstance(data, (list, tuple)):
        return [_visible(v) for v in data]
    return data


def environment():
    """Jinja over the templates of this folder: everything escaped, nothing undefined passes."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined
    from markupsafe import Markup

    made = Environment(
        loader=FileSystemLoader(_HERE / "templates", encoding="utf-8"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=lambda value: value if isinstance(value, Markup) else visible(value),
    )
    made.globals["json_block"] = lambda data: Markup(json_block(data))
    return made


def render(template: str, *, styles: Iterable[str], scripts: Iterable[str], data: object, **context: object) -> str:
    """A whole page.

    ``styles`` are names of style sheets of this folder, ``scripts`` the texts of scripts in
    their order, the first for the head, ``data`` what they read from the block ``#data``; ``context`` is for the template.
    """
    from markupsafe import Markup

    style = "\n".join(asset(f"styles/{name}") for name in styles)
    scripts = list(scripts)
    return environment().get_template(template).render(
        policy=policy(scripts, [style]),
        style=Markup(style),
        scripts=[Markup(s) for s in scripts],
        data=Markup(json_block(data)),
        **context,
    )
