"""Search in Chinese: two-character tokens for text, pinyin keys for names."""

import re
import unicodedata

from pypinyin import Style, lazy_pinyin

_CJK = "\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_RUN = re.compile(f"[{_CJK}]+|[a-z0-9]+")


def _runs(text: str) -> list[str]:
    return _RUN.findall(unicodedata.normalize("NFKC", text).lower())


def _grams(run: str) -> list[str]:
    if not re.match(f"[{_CJK}]", run) or len(run) == 1:
        return [run]
    return [run[index : index + 2] for index in range(len(run) - 1)]


def index_text(text: str) -> str:
    """``贷前调查 2`` → ``贷前 前调 调查 2``: what the index stores."""
    return " ".join(gram for run in _runs(text) for gram in _grams(run))


def query_terms(text: str) -> list[str]:
    """The tokens that must all be present for ``text`` to be found; one Chinese character alone stays itself."""
    return list(dict.fromkeys(gram for run in _runs(text) for gram in _grams(run)))


def pinyin_keys(name: str) -> tuple[str, str]:
    """Full pinyin and initials of a name, lower case: 王晓楠 → (``wangxiaonan``, ``wxn``)."""
    syllables = lazy_pinyin(
        name.replace(" ", ""),
        style=Style.NORMAL,
        errors=lambda rest: list(rest.lower()),  # type: ignore[arg-type, return-value]  # one entry per character, which the stub leaves out
    )
    return "".join(syllables)[:160], "".join(syllable[0] for syllable in syllables if syllable)[:30]
