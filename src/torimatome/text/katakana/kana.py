"""Sounds to katakana: Japanese syllables in Latin letters, as the tables give them."""

import re

_VOWELS = {"a": "ア", "i": "イ", "u": "ウ", "e": "エ", "o": "オ"}
# A consonant before a, i, u, e, o, and by itself.
_ROWS = {
    "k": "カ キ ク ケ コ ク",
    "g": "ガ ギ グ ゲ ゴ グ",
    "s": "サ シ ス セ ソ ス",
    "z": "ザ ジ ズ ゼ ゾ ズ",
    "sh": "シャ シ シュ シェ ショ シュ",
    "zh": "ジャ ジ ジュ ジェ ジョ ジュ",
    "j": "ジャ ジ ジュ ジェ ジョ ジ",
    "ch": "チャ チ チュ チェ チョ チ",
    "ts": "ツァ ツィ ツ ツェ ツォ ツ",
    "t": "タ ティ トゥ テ ト ト",
    "d": "ダ ディ ドゥ デ ド ド",
    "n": "ナ ニ ヌ ネ ノ ン",
    "h": "ハ ヒ フ ヘ ホ フ",
    "f": "ファ フィ フ フェ フォ フ",
    "v": "ヴァ ヴィ ヴ ヴェ ヴォ ヴ",
    "b": "バ ビ ブ ベ ボ ブ",
    "p": "パ ピ プ ペ ポ プ",
    "m": "マ ミ ム メ モ ム",
    "y": "ヤ イ ユ イェ ヨ イ",
    "r": "ラ リ ル レ ロ ル",
    "l": "ラ リ ル レ ロ ル",
    "w": "ワ ウィ ウ ウェ ウォ ウ",
}
_SOUND = re.compile(r"sh|zh|ch|ts|[kgsztdnhfvbpmyrlwjaiueo:NQ]|[ァ-ヺー]+")
_SMALL = {"a": "ャ", "u": "ュ", "e": "ェ", "o": "ョ"}
_ALREADY_SOFT = {"sh", "zh", "j", "ch"}
_MORAE = {
    consonant + vowel: kana
    for consonant, row in _ROWS.items()
    for vowel, kana in zip(("a", "i", "u", "e", "o", ""), row.split(), strict=True)
}
_SOFT_I = {"t": "テ", "d": "デ", "v": "ヴ", "f": "フ", "w": "ウ", "ts": "ツ", "y": ""}


def to_kana(sounds: str) -> str:
    """Katakana of `sounds`: Japanese syllables in Latin letters, `:` ー, `Q` ッ, `N` ン.

    Katakana among them stays; anything else is passed over, so what comes out is katakana only.
    """
    sounds_of = _SOUND.findall(sounds)
    said: list[str] = []
    at = 0
    while at < len(sounds_of):
        sound = sounds_of[at]
        after = sounds_of[at + 1] if at + 1 < len(sounds_of) else ""
        then = sounds_of[at + 2] if at + 2 < len(sounds_of) else ""
        at += 1
        if sound in _VOWELS:
            said.append(_VOWELS[sound])
        elif sound in _ROWS and after == "y" and then in _SMALL and sound != "y":
            said.append(_soft(sound, then))
            at += 2
        elif sound in _ROWS:
            vowel = after if after in _VOWELS else ""
            said.append(_MORAE[sound + vowel])
            at += bool(vowel)
        elif sound == "N":
            said.append("ン")
        elif sound == "Q":
            said.append("ッ")
        elif sound == ":":
            said.append("ー")
        else:
            said.append(sound)
    text = re.sub(r"ー+", "ー", "".join(said))
    return re.sub(r"^[ーッ]+|(?<=[ンッ])ー|ッ+$|ッ(?=[アイウエオンッナニヌネノ])", "", text)


def _soft(consonant: str, vowel: str) -> str:
    if consonant in _ALREADY_SOFT:
        return _MORAE[consonant + vowel]
    head = _SOFT_I.get(consonant) or _MORAE[consonant + "i"]
    return head + _SMALL[vowel]
