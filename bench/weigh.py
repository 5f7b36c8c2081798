"""What a page weighs on the wire: HTML, style sheets and scripts with the modules they import, compressed; pictures and fonts aside."""

import gzip
import re
from typing import Any
from urllib.parse import urljoin

from visitor import Visitor

SHEET = re.compile(r'<link rel="stylesheet" href="([^"]+)"(?![^>]*media="print")')
SCRIPT = re.compile(r'<script[^>]* src="([^"]+)"')
IMPORT = re.compile(r"""(?:\bfrom|\bimport)\s*\(?\s*["'](\.{0,2}/[^"']+)["']""")
LIMIT_BYTES = 90 * 1024


async def weigh(visitor: Visitor, pages: dict[str, str]) -> dict[str, Any]:
    """Kilobytes by page; each file is fetched once, as a browser with an empty cache would."""
    known: dict[str, tuple[int, str]] = {}
    found = {}
    for name, url in pages.items():
        answer = visitor.expect(await visitor.get(url))
        text = answer.text
        sheets = [urljoin(answer.url, part) for part in SHEET.findall(text)]
        scripts = await with_imports(visitor, [urljoin(answer.url, part) for part in SCRIPT.findall(text)], known)
        parts = {
            "html": len(gzip.compress(text.encode(), 6)),
            "css": sum([(await fetched(visitor, one, known))[0] for one in dict.fromkeys(sheets)]),
            "js": sum([known[one][0] for one in scripts]),
        }
        total = sum(parts.values())
        found[name] = {**{part: round(size / 1024, 1) for part, size in parts.items()}, "total_kb": round(total / 1024, 1)}
        found[name] |= {
            "html_raw_kb": round(len(text.encode()) / 1024, 1),
            "files": len(sheets) + len(scripts),
            "met": total <= LIMIT_BYTES,
        }
    return found


async def with_imports(visitor: Visitor, urls: list[str], known: dict[str, tuple[int, str]]) -> list[str]:
    waiting, seen = list(urls), dict.fromkeys(urls)
    while waiting:
        url = waiting.pop()
        _size, text = await fetched(visitor, url, known)
        new = [urljoin(url, part) for part in IMPORT.findall(text)]
        waiting += [one for one in new if one not in seen]
        seen |= dict.fromkeys(new)
    return list(seen)


async def fetched(visitor: Visitor, url: str, known: dict[str, tuple[int, str]]) -> tuple[int, str]:
    """Bytes on the wire with gzip, and the text."""
    if url not in known:
        async with visitor.session.get(url, headers={"Accept-Encoding": "gzip"}) as answer:
            text = await answer.text()
            if answer.status != 200:
                raise RuntimeError(f"HTTP {answer.status} at {url}")
            known[url] = (int(answer.headers["Content-Length"]), text)
    return known[url]
