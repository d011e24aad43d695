"""Names in Cyrillic, Georgian, Armenian, Persian or Arabic script, in our tables' letters."""

import re
import unicodedata

from anyascii import anyascii

_CYRILLIC = dict(
    zip(
        "абвгдеёжзийклмнопрстуфхцчшщъыьэюяіїєґўәғқңөұүһ",
        "a b v g d e yo zh z i y k l m n o p r s t u f kh ts ch sh shch  y ' e yu ya i yi ye g w "
        "a g q ng o u u h".split(" "),
        strict=True,
    )
)
_UKRAINIAN = _CYRILLIC | {"г": "h", "и": "y", "й": "i", "х": "kh"}
_GEORGIAN = dict(
    zip(
        "აბგდევზთიკლმნოპჟრსტუფქღყშჩცძწჭხჯჰ",
        "a b g d e v z t i k l m n o p zh r s t u p k gh q sh ch ts dz ts ch kh j h".split(),
        strict=True,
    )
)
_ARMENIAN = dict(
    zip(
        "աբգդեզէըթժիլխծկհձղճմյնշոչպջռսվտրցւփքօֆև",
        "a b g d e z e ı t zh i l kh ts k h dz gh ch m y n sh o ch p j r s v t r ts v p k o f "
        "ev".split(),
        strict=True,
    )
)
_PERSIAN = dict(
    zip(
        "ابپتثجچحخدذرزژسشصضطظعغفقکگلمنهآ",
        "A b p t s j ch h kh d z r z zh s sh s z t z ' gh f q k g l m n h A".split(),
        strict=True,
    )
)
_ARABIC_FORMS = str.maketrans("يىئكأإةؤۀ", "یییکاآهوه")
_MARKS = re.compile("[\u064b-\u065f\u0670\u0640\u200c-\u200f]")
_CONSONANT = "(?:ch|kh|sh|zh|gh|[bpsjtdrzfqkglmnhv])"


def script_of(name: str) -> str:
    """The script most letters of `name` are in: latin, cyrillic, georgian, armenian, arabic …"""
    counts: dict[str, int] = {}
    for letter in name:
        if letter.isalpha():
            kind = unicodedata.name(letter, "OTHER").split(" ")[0].lower()
            counts[kind] = counts.get(kind, 0) + 1
    return max(sorted(counts), key=lambda kind: counts[kind]) if counts else ""


def to_latin(word: str, language: str = "") -> str:
    """One lower-case word in Latin letters, as far as its script tells how it sounds.

    Persian and Arabic leave short vowels out: an `a` is put where none is written, which is
    a guess.
    """
    script = script_of(word)
    if script == "latin" or not script:
        return word
    if script == "cyrillic":
        return _from_cyrillic(word, language)
    if script == "georgian":
        return "".join(_GEORGIAN.get(letter, letter) for letter in word)
    if script == "armenian":
        return _from_armenian(word)
    if script == "arabic":
        return _from_persian(word)
    return re.sub(r"[^a-z' ]", "", anyascii(word).lower())


def _from_cyrillic(word: str, language: str) -> str:
    letters = _UKRAINIAN if language == "uk" else _CYRILLIC
    if language in {"az", "kk", "tr"}:
        # Russian writes the h of these names г: Гасанов, Гейдар; their j is дж.
        word = re.sub("^г(?=[аеу])", "һ", word).replace("дж", "ж")
        word = re.sub("ж(?=[аеиоуыюя]|$)", "dж" if language == "kk" else "ж", word)
        if language == "az":
            word = word.replace("ж", "j")
    word = re.sub("(?<=[аеёиоуыэюяьъ])е", "ye", word)
    word = re.sub("^е", "ye", word)
    return "".join(letters.get(letter, letter) for letter in word)


def _from_armenian(word: str) -> str:
    word = word.replace("ու", "u")
    word = re.sub("^ո(?!վ)", "vo", word)
    word = re.sub("^ե", "ye", word)
    return "".join(_ARMENIAN.get(letter, letter) for letter in word)


def _from_persian(word: str) -> str:
    text = _MARKS.sub("", word).translate(_ARABIC_FORMS)
    text = re.sub("^ال", "al-", text) if text.startswith("ال") and len(text) > 4 else text
    text = "".join(_PERSIAN.get(letter, letter) for letter in text)
    text = re.sub("^یA", "yA", text)
    text = re.sub("^ی", "y", text)
    text = re.sub("(?<=A)ی(?=A)", "y", text)
    text = re.sub("^A?و(?=A)", "v", text)
    text = re.sub("(?<=A)و|و(?=[Aی])", "v", text)
    text = text.replace("و", "u").replace("ی", "i")
    text = re.sub("i(?=A)", "y", text) if re.search(f"{_CONSONANT}{{2}}iA", text) else text
    text = text.replace("A", "a")
    # Two consonants with no vowel written between them, at the start or three in a row.
    text = re.sub(f"(?<![a-z'])({_CONSONANT})(?={_CONSONANT})", r"\1a", text)
    for _ in range(3):
        text = re.sub(f"({_CONSONANT})({_CONSONANT})(?={_CONSONANT})", r"\1\2a", text, count=1)
    text = re.sub(r"h(?![a-z'])", "eh", text) if re.search(f"{_CONSONANT}h$", text) else text
    return re.sub(r"[^a-z'-]", "", text)
