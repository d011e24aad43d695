"""One word read by one language's table: its sounds, its katakana and the rules that made it."""

import unicodedata
from dataclasses import dataclass

from torimatome.text.katakana.kana import to_kana
from torimatome.text.katakana.tables import Table


@dataclass(frozen=True)
class Said:
    """A word in katakana, and how it came about."""

    ja: str
    sounds: str
    rules: tuple[str, ...]


def say(word: str, table: Table) -> Said:
    """`word` (lower case, Latin letters) in katakana; letters no rule reads fall to plain ones."""
    known = table.names.get(word)
    if known:
        return Said(known, known, (f"{table.name}: {word} is usually {known}",))
    sounds, rules = _sounds(word, table)
    return Said(to_kana(sounds), sounds, tuple(dict.fromkeys(rules)))


def _sounds(word: str, table: Table) -> tuple[str, list[str]]:
    text = f" {word} "
    sounds: list[str] = []
    rules: list[str] = []
    at = 1
    while at < len(text) - 1:
        pattern, found = table.by_letter.get(text[at], (None, ()))
        match = pattern.match(text, at) if pattern else None
        if match and match.lastindex:
            rule = found[match.lastindex - 1]
            sounds.append(rule.sounds)
            if rule.why or rule.core != rule.sounds:
                rules.append(f"{table.name}: {rule.words()}")
            at = min(match.end(), len(text) - 1)
            continue
        plain = unicodedata.normalize("NFD", text[at])[0]
        if plain != text[at]:
            text = text[:at] + plain + text[at + 1 :]
            continue
        at += 1
    return "".join(sounds), rules
