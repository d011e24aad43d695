"""Words and addresses from outside, made safe to set: plain text in, plain text out."""

import re
from urllib.parse import quote, urlsplit

_CONTROLS = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]")
# Neither XML 1.0 nor PDF/A can hold these: half pairs, private use, and the two "not a
# character" code points that end each of the 17 planes.
_UNPRINTABLE = re.compile(
    "[\ud800-\udfff\ue000-\uf8ff\U000f0000-\U0010ffff\ufdd0-\ufdef"
    + "".join(f"{chr(end - 1)}-{chr(end)}" for end in range(0xFFFF, 0xF0000, 0x10000))
    + "]"
)  # fmt: skip
# Marks that turn the direction of the words after them: left in, a page could make a line
# read backwards. With them go joiners and hyphens nobody sees. The marks Arabic and Persian
# need inside words (LRM, RLM, ZWJ, ZWNJ) stay.
_TURNING = re.compile("[\u202a-\u202e\u2066-\u2069\u061c\ufeff\u2060\u00ad]")
_SPACE = re.compile("[ \t\r\n\x0b\x0c\x85\u2028\u2029]+")
_NOT_IN_ADDRESS = re.compile('[\\s"<>\\\\^`{|}\ufffd]')
_KANA_OR_KANJI = re.compile("[\u3005-\u3007\u3041-\u30ff\u31f0-\u31ff\u3400-\u9fff\uf900-\ufaff]")
_LANGUAGE = re.compile("[a-z]{2,3}")
RIGHT_TO_LEFT = frozenset({"ar", "fa", "he", "ur", "ps", "ckb", "dv", "yi"})


def printable(text: str) -> str:
    """The same words as every form can hold them; white space folded to one space.

    Control characters go; a character that has no printed form becomes U+FFFD, so that the
    reader sees the gap.
    """
    if text.isprintable() and "  " not in text:
        return text.strip(" ")  # by far the most texts: nothing below would change them
    kept = _TURNING.sub("", _CONTROLS.sub("", text))
    return _SPACE.sub(" ", _UNPRINTABLE.sub("\ufffd", kept)).strip(" ")


def safe_address(url: str) -> str:
    """The address if it may be a live link, else "": only http, https and mailto may.

    An address with a name or password before the host is refused: it shows one host and
    leads to another.
    """
    url = printable(url)
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
    except ValueError:
        return ""
    scheme = parts.scheme.lower()
    web = scheme in ("http", "https") and host and "@" not in parts.netloc
    mail = scheme == "mailto" and "@" in parts.path
    if not (web or mail):
        return ""
    return _NOT_IN_ADDRESS.sub(lambda found: quote(found[0]), url)


def language_code(language: str, otherwise: str = "en") -> str:
    """An ISO 639 code every form accepts; `otherwise` for "", "und" and what is no code."""
    code = language.lower().replace("_", "-").split("-")[0]
    return code if _LANGUAGE.fullmatch(code) and code != "und" else otherwise


def is_japanese(text: str) -> bool:
    """True if the words hold kana or kanji."""
    return bool(_KANA_OR_KANJI.search(text))
