"""HTML to text, nothing lost: menus and text alike, a line for each block, list marks kept.

Scripts and styles are never run and are left out. The page's own structure (nav, footer, h1, figcaption,
hidden parts) comes along as hints; what it says about itself (title, date, language) as metadata.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import unescape

import lxml.html
from lxml import etree

from commonweal.library.engine.load.extract import Extract

_DROPPED = frozenset(
    [
        "script",
        "style",
        "noscript",
        "template",
        "svg",
        "math",
        "iframe",
        "object",
        "embed",
        "canvas",
        "audio",
        "video",
        "head",
        "link",
        "meta",
        "base",
        "map",
        "select",
        "option",
        "datalist",
    ]
)
_BLOCKS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "caption",
        "center",
        "dd",
        "details",
        "dialog",
        "dir",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hgroup",
        "hr",
        "html",
        "legend",
        "li",
        "main",
        "menu",
        "nav",
        "ol",
        "p",
        "pre",
        "search",
        "section",
        "summary",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "time-block",
        "tr",
        "ul",
    ]
)
_FURNITURE_TAGS = frozenset(["nav", "footer", "form", "button", "search", "menu"])
_FURNITURE_ROLES = frozenset(
    [
        "navigation",
        "contentinfo",
        "banner",
        "search",
        "menu",
        "menubar",
        "toolbar",
        "complementary",
        "alert",
        "dialog",
        "tablist",
    ]
)
_FURNITURE_NAMES = re.compile(
    r"(?:^|[\s_-])(?:nav|navbar|navigation|menu|breadcrumbs?|footer|cookies?|share|sharing|social|sidebar|related|newsletter|skip-?link|pagination|pager|banner|popup|modal)(?:$|[\s_-])",
    re.IGNORECASE,
)
_CONTENT_TAGS = frozenset(["article", "main"])
_HEADINGS = frozenset(["h2", "h3", "h4", "h5", "h6"])
_TAG = re.compile(r"<[^<>]{0,5000}>")
_CELL = "\x1f"
_SPACE = re.compile(r"[ \t\r\n\f\u00a0]+")
_META = {
    "og:title": "title", "twitter:title": "title", "dc.title": "title", "citation_title": "title",
    "article:published_time": "date", "og:published_time": "date", "dc.date": "date", "dcterms.date": "date", "date": "date", "datepublished": "date",
    "publish-date": "date", "citation_publication_date": "date", "og:site_name": "publisher", "dc.publisher": "publisher", "publisher": "publisher",
    "og:url": "address",
}  # fmt: skip


@dataclass(slots=True)
class _State:
    """Where the walk stands: the line being built and what surrounds it."""

    extract: Extract
    parts: list[str]
    mark: str = ""
    depth: int = 0


def html_text(source: str) -> tuple[Extract, dict[str, str]] | None:
    """Return the text of an HTML page with hints, and its metadata.

    Args:
        source: The page, decoded.

    Returns:
        Extract and metadata, or None where there is nothing that can be parsed.

    Cost: linear in the length of the page.
    """
    root = _parsed(source)
    if root is None:
        return None
    extract = Extract()
    _walk(root, _State(extract, []))
    if not extract.lines:
        _add_stripped(extract, source)
    return extract, _metadata(root)


def _add_stripped(extract: Extract, source: str) -> None:
    """Add what is left without tags: pages nested deeper than the parser goes still give their words."""
    bare = _TAG.sub("\n", source)
    for line in bare.split("\n"):
        words = _SPACE.sub(" ", unescape(line)).strip()
        if words:
            extract.add(words)


def _parsed(source: str) -> etree._Element | None:
    """Return the page's root element, or None."""
    parser = lxml.html.HTMLParser(
        encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True
    )
    content = source.replace("\x00", "").encode("utf-8", "replace")
    if not content.strip():
        return None
    try:
        return lxml.html.document_fromstring(content, parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return None


def _walk(root: etree._Element, state: _State) -> None:
    """Add the page's lines in reading order, without recursion, however deep the page is nested."""
    furniture: list[bool] = [False]
    lists = 0
    skipped: etree._Element | None = None
    for event, element in etree.iterwalk(root, events=("start", "end")):
        tag = element.tag if isinstance(element.tag, str) else ""
        if event == "start" and skipped is None:
            if tag in _DROPPED or _is_hidden(element):
                skipped = element
                continue
            lists += tag in ("ul", "ol", "menu")
            furniture.append(furniture[-1] or _is_furniture(element, tag))
            _open(state, element.text, tag=tag, depth=lists, furniture=furniture)
        elif event == "end":
            if skipped is element:
                skipped = None
            elif skipped is None:
                _close(state, tag, furniture=furniture)
                furniture.pop()
                lists -= tag in ("ul", "ol", "menu")
            if skipped is None:
                state.parts.append(element.tail or "")
    _flush(state, "furniture" if furniture[-1] else None)


def _open(state: _State, words: str | None, *, tag: str, depth: int, furniture: list[bool]) -> None:
    """Begin an element: a block ends the line before it, an item gets its mark."""
    if tag in _BLOCKS and tag not in ("td", "th"):
        _flush(state, "furniture" if furniture[-2] else None)
    if tag == "li":
        state.mark, state.depth = "- ", max(0, depth - 1)
    if tag == "br":
        _flush(state, "furniture" if furniture[-1] else None)
    state.parts.append(words or "")


def _close(state: _State, tag: str, *, furniture: list[bool]) -> None:
    """End an element: a block's words become a line, with what the block is."""
    if tag in ("td", "th"):
        state.parts.append(_CELL)
    if tag not in _BLOCKS or tag in ("td", "th"):
        return
    kind = "furniture" if furniture[-1] else {"h1": "title", "figcaption": "caption"}.get(tag)
    if kind is None and tag in _HEADINGS:
        kind = "heading"
    _flush(state, kind)
    if tag == "li":
        state.mark = ""


def _flush(state: _State, kind: str | None) -> None:
    """Add the words collected so far as a line, if there are any."""
    joined = "".join(state.parts)
    cells = joined.split(_CELL) if _CELL in joined else [joined]
    words = "\t".join(_SPACE.sub(" ", cell).strip() for cell in cells if cell.strip())
    state.parts.clear()
    if not words:
        return
    state.extract.add("  " * state.depth * bool(state.mark) + state.mark + words, kind)
    state.mark = ""


def _is_furniture(element: etree._Element, tag: str) -> bool:
    """Say whether an element is the page's furniture by tag, role, class or id; never the article itself."""
    if tag in _FURNITURE_TAGS or element.get("role", "").lower() in _FURNITURE_ROLES:
        return True
    if tag in _CONTENT_TAGS or tag in ("html", "body"):
        return False
    if tag in ("header", "aside"):
        return (
            not any(parent.tag in _CONTENT_TAGS for parent in element.iterancestors())
            and element.find(".//h1") is None
        )
    named = f"{element.get('class', '')} {element.get('id', '')}"
    return (
        len(named) < 300
        and _FURNITURE_NAMES.search(named) is not None
        and element.find(".//h1") is None
        and element.find(".//article") is None
    )


def _is_hidden(element: etree._Element) -> bool:
    """Say whether an element is not shown to readers."""
    style = element.get("style", "").replace(" ", "").lower()
    return element.get("hidden") is not None or "display:none" in style


def _metadata(root: etree._Element) -> dict[str, str]:
    """Return what the page says about itself."""
    found: dict[str, str] = {}
    for meta in root.iter("meta"):
        key = _META.get(
            (meta.get("property") or meta.get("name") or meta.get("itemprop") or "").lower()
        )
        value = _SPACE.sub(" ", meta.get("content") or "").strip()
        if key and value and key not in found:
            found[key] = value[:500]
    title = root.find(".//title")
    if title is not None and title.text and "title" not in found:
        found["title"] = _SPACE.sub(" ", title.text).strip()[:500]
    language = (
        root.get("lang") or root.get("{http://www.w3.org/XML/1998/namespace}lang") or ""
    ).strip()
    if re.fullmatch(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*", language):
        found["language"] = language.replace("_", "-").split("-")[0].lower()
    canonical = next(
        (link.get("href") for link in root.iter("link") if link.get("rel") == "canonical"), None
    )
    if canonical and "address" not in found:
        found["address"] = canonical[:500]
    return found


def declared_encoding(content: bytes) -> str | None:
    """Return the encoding an HTML page names in its first 2 kB, or None."""
    match = re.search(
        rb"(?:charset\s*=\s*[\"']?|encoding\s*=\s*[\"'])([\w.:-]{2,40})",
        content[:2048],
        re.IGNORECASE,
    )
    return match.group(1).decode("ascii", "ignore").lower() if match else None
