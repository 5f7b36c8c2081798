"""A regulation's plain text as parts to typeset: chapters, articles, paragraphs."""

import re
from dataclasses import dataclass
from typing import Literal

_NUMBER = r"第[零〇一二三四五六七八九十百千0-9]+"
_CHAPTER = re.compile(rf"^{_NUMBER}[编章节](?:[\s　]|$)")
_ARTICLE = re.compile(rf"^({_NUMBER}条)[\s　]*(.*)$", re.DOTALL)


@dataclass(frozen=True)
class Part:
    """``lead`` is an article's number, set apart from its text."""

    kind: Literal["chapter", "article", "paragraph"]
    text: str
    lead: str = ""


def typeset(text: str) -> list[Part]:
    """One part per non-empty line."""
    parts: list[Part] = []
    for line in text.splitlines():
        line = line.strip().strip("　")
        if not line:
            continue
        article = _ARTICLE.match(line)
        if _CHAPTER.match(line):
            parts.append(Part("chapter", line))
        elif article:
            parts.append(Part("article", article[2], article[1]))
        else:
            parts.append(Part("paragraph", line))
    return parts
