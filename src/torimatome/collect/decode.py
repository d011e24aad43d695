"""Bytes of a page become text: which charset it is in, whatever the page claims."""

import codecs
import re
from dataclasses import dataclass

from charset_normalizer import from_bytes

# Names as browsers read them (WHATWG Encoding): the left is what pages say, the right is
# the Python codec that holds what they really send. Anything not here is looked up by
# Python's own aliases and taken only if it is listed in CODECS.
BROWSER_NAMES = {
    "ascii": "cp1252",
    "us-ascii": "cp1252",
    "latin1": "cp1252",
    "latin-1": "cp1252",
    "iso-8859-1": "cp1252",
    "iso8859-1": "cp1252",
    "iso-8859-9": "cp1254",
    "latin5": "cp1254",
    "iso-8859-11": "cp874",
    "tis-620": "cp874",
    "windows-874": "cp874",
    "shift_jis": "cp932",
    "shift-jis": "cp932",
    "sjis": "cp932",
    "x-sjis": "cp932",
    "windows-31j": "cp932",
    "ms_kanji": "cp932",
    "x-euc-jp": "euc_jp",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "x-gbk": "gb18030",
    "big5": "big5hkscs",
    "big5-hkscs": "big5hkscs",
    "euc-kr": "cp949",
    "ks_c_5601-1987": "cp949",
    "utf8": "utf-8",
    "unicode": "utf-16-le",
    "utf-16": "utf-16-le",
    "x-mac-cyrillic": "mac_cyrillic",
    "x-cp1251": "cp1251",
    "x-cp1254": "cp1254",
}
CODECS = frozenset(
    "utf-8 utf-16-le utf-16-be utf-32-le utf-32-be cp866 cp874 cp932 cp949 cp950 big5 big5hkscs "
    "cp1250 cp1251 cp1252 cp1253 cp1254 cp1255 cp1256 cp1257 cp1258 euc_jp euc_kr gb18030 "
    "iso2022_jp iso8859-2 iso8859-3 iso8859-4 iso8859-5 iso8859-6 iso8859-7 iso8859-8 "
    "iso8859-10 iso8859-13 iso8859-14 iso8859-15 iso8859-16 koi8-r koi8-u mac_cyrillic "
    "macroman hz johab".split()
)
BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# Legacy charsets of a language, tried in this order when nothing is declared or the
# declaration is wrong. The multi-byte ones refuse most foreign bytes, so they go first.
BY_LANGUAGE = {
    "ja": ("euc_jp", "cp932"),
    "ko": ("cp949",),
    "zh": ("gb18030", "big5hkscs"),
    "ru": ("cp1251",),
    "uk": ("cp1251",),
    "be": ("cp1251",),
    "bg": ("cp1251",),
    "tr": ("cp1254",),
    "az": ("cp1254",),
    "fa": ("cp1256",),
    "ar": ("cp1256",),
    "el": ("cp1253",),
    "he": ("cp1255",),
    "vi": ("cp1258",),
    "th": ("cp874",),
    # "en" is what templates of any language leave standing, so it says nothing of the bytes.
    **dict.fromkeys(
        "es fr pt it de nl ca gl eu sv da no nb nn fi is sw id ms".split(), ("cp1252",)
    ),
    **dict.fromkeys("pl cs sk hu sl hr bs ro sq".split(), ("cp1250",)),
    **dict.fromkeys("lt lv et".split(), ("cp1257",)),
    **dict.fromkeys("kk ky mk mn tg".split(), ("cp1251",)),
}
_SEVEN_BIT = frozenset(("iso2022_jp", "hz"))  # escape sequences of ASCII bytes
_ASCII = bytes(range(128))
DECLARED_WITHIN = (
    4096  # bytes searched for a declaration; browsers read 1,024, some pages need more
)
SAMPLE = 32_768  # bytes shown to the guesser: longer samples gave the same answers, slower

_META = re.compile(rb"<meta[^>]{0,300}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_:.-]{2,40})", re.I)
_XML = re.compile(rb"^\s*<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([A-Za-z0-9_.-]{2,40})[\"']")
_LANG = re.compile(rb"<html[^>]{0,400}?\slang\s*=\s*[\"']?([A-Za-z]{2,3})", re.I)
_TAG = re.compile(rb"<[^<>]*>")


@dataclass(frozen=True)
class Decoded:
    """Text of a page and the charset it was read in."""

    text: str
    charset: str  # Python's name of the codec
    warnings: tuple[str, ...] = ()


def decode(body: bytes, header: str = "", language: str = "") -> Decoded:
    """The text of `body`: byte order mark, then header, then meta, then what the bytes look like.

    A declaration the bytes contradict is not followed, and a warning says so.
    """
    for mark, codec in BOMS:
        if body.startswith(mark):
            return Decoded(body[len(mark) :].decode(codec, "replace"), codec)
    wide = _wide(body)
    if wide:
        return Decoded(body.decode(wide, "replace"), wide)
    declared = [name for name in (_codec(header), _codec(_in_page(body))) if name]
    if body.isascii() and not _SEVEN_BIT.intersection(declared):
        if b"\x1b$" not in body:
            return Decoded(body.decode("ascii"), "utf-8")
        declared.append("iso2022_jp")
    if _valid(body, "utf-8"):
        return Decoded(body.decode("utf-8"), "utf-8", _contradicted(declared, "utf-8"))
    for codec in declared:
        text = _mostly(body, codec)
        if text is not None:
            return Decoded(text, codec, _contradicted(declared, codec))
    codec = _guess(body, language)
    return Decoded(body.decode(codec, "replace"), codec, _contradicted(declared, codec))


def _contradicted(declared: list[str], found: str) -> tuple[str, ...]:
    if not declared or declared[0] == found:
        return ()
    return (f"the page is declared {declared[0]!r} but its bytes read as {found!r}",)


def _codec(name: str) -> str:
    """The codec for a charset's name as pages write it; "" for none we take."""
    key = name.strip().strip("\"'").lower()
    if key in BROWSER_NAMES:
        return BROWSER_NAMES[key]
    try:
        found = codecs.lookup(key).name
    except (LookupError, ValueError):
        return ""
    return BROWSER_NAMES.get(found, found if found in CODECS else "")


def _in_page(body: bytes) -> str:
    """The charset the page itself names; a "utf-16" named in ASCII bytes is UTF-8 (as browsers)."""
    head = body[:DECLARED_WITHIN]
    match = _META.search(head) or _XML.search(head)
    name = match.group(1).decode("ascii") if match else ""
    return "utf-8" if name.lower().startswith(("utf-16", "unicode")) else name


def _wide(body: bytes) -> str:
    """UTF-16 without a mark: markup in it is a null every second byte."""
    head = body[:400]
    if len(head) < 8:
        return ""
    half = len(head) // 2
    if head[1::2].count(0) > 0.8 * half and head[0::2].count(0) < 0.1 * half:
        return "utf-16-le"
    if head[0::2].count(0) > 0.8 * half and head[1::2].count(0) < 0.1 * half:
        return "utf-16-be"
    return ""


def _valid(body: bytes, codec: str) -> bool:
    try:
        body.decode(codec)
    except UnicodeDecodeError:
        return False
    return True


def _mostly(body: bytes, codec: str) -> str | None:
    """The text when all but a stray byte fits the codec: cut pages and pasted junk are common."""
    text = body.decode(codec, "replace")
    odd = len(body.translate(None, _ASCII)) if codec not in _SEVEN_BIT else len(body)
    # One bad byte in fifty: a page in another charset has one in three or more; of a handful of
    # bytes most must fit, or a brief with two accents would pass for any charset.
    return text if text.count("\ufffd") <= min(2 + odd // 50, odd // 2) else None


def _guess(body: bytes, language: str) -> str:
    """The likeliest charset of bytes that are not what they are declared to be."""
    match = _LANG.search(body[:DECLARED_WITHIN])
    named = match.group(1).decode("ascii").lower() if match else ""
    for code in dict.fromkeys((named, language.lower()[:2])):
        for codec in BY_LANGUAGE.get(code, ()):
            if _mostly(body, codec) is not None:
                return codec
    if _mostly(body, "utf-8") is not None:
        return "utf-8"
    words = _TAG.sub(b" ", body[: SAMPLE * 8])[:SAMPLE]
    best = from_bytes(words, cp_isolation=sorted(_GUESSABLE)).best()
    return _codec(best.encoding) or "cp1252" if best else "cp1252"


_GUESSABLE = (
    "big5", "cp1250", "cp1251", "cp1252", "cp1253", "cp1254", "cp1255", "cp1256", "cp932",
    "cp949", "euc_jp", "gb18030", "koi8_r", "utf_8",
)  # fmt: skip
