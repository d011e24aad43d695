"""Whether the verb that a weekday belongs to plans or tells: "on Friday they will", "they met"."""

import re
from functools import lru_cache

from torimatome.text.days_words import LANGUAGES, WORD, level

# What says that its sentence looks ahead.
_AHEAD = {
    "ru": r"\b(?:буд(?:ет|ут)|состо(?:ится|ятся)|пройд[её]т|пройдут|планиру\w+|намерен\w*|ожида\w+"
    r"|запланирован\w*|предсто\w+|прибудет|посетит|провед[её]т|встретится|начн[её]тся|примет|"
    r"откроется|станет|хочет|собира\w+ся)\b",
    "uk": r"\b(?:буд(?:е|уть)|відбуд\w+ся|пройд(?:е|уть)|планує\w*|очіку\w+|запланован\w*|має"
    r"|прибуде|відвідає|зустрінеться|розпочнеться|почнеться|збира\w+ся|\w+(?:тиме|тимуть)\w*)\b",
    "tr": r"\w+[ae]ca[kğ]\w*|\w+ece[kğ]\w*|\b(?:planlan\w+|bekleniyor|beklen\w+)\b",
    "az": r"\w+acaq\w*|\w+əcək\w*|\b(?:planlaşdır\w+|gözlənil\w+|nəzərdə tutul\w+)\b",
    "fa": r"\b(?:ن?خواه(?:د|ند|یم|م)|قرار (?:است|بود)|انتظار می|پیش بینی|قصد دار\w+|ممکن است)\b",
    "hy": r"\bկ(?:կ\w+|անց\w+|լին\w+|մեկն\w+|ժաման\w+|այց\w+|հանդիպ\w+|սկսվ\w+|մասնակց\w+|խաղ\w+)\b"
    r"|\b(?:նախատեսվ\w+|պլանավոր\w+|սպասվ\w+|պետք է|հանդիպելու|տեղի կունենա)\b",
    "ka": r"\b(?:გაიმართება|ჩატარდება|იქნება|იქნებიან|გეგმავ\w+|დაგეგმილ\w+|ეწვევა|აპირებ\w+|"
    r"დაიწყება|შედგება|გაიხსნება|მოელიან|უნდა|მოიტანს|დაიწყებს)\b",
    "ar": r"\b(?:س[يتن]\w{3,}|سوف|من المقرر|المتوقع)\b",
    "de": r"\b(?:wird|werden|soll|sollen|will|wollen|plan\w+|geplant\w*)\b",
    "fr": r"\b\w+(?:era|eront|ira|iront|dra|dront)\b|\b(?:doit|doivent|prévu\w*)\b",
    "es": r"\b\w+r(?:á|án)\b|\b(?:va a|van a|previst\w+)\b",
    "it": r"\b\w+(?:rà|ranno)\b|\b(?:previst\w+)\b",
    "bg": r"\bще\b",
    "ro": r"\b(?:va|vor|urmează)\b",
    "kk": r"\b(?:болады|өтеді|жоспарла\w+|күтіл\w+)\b|\w+(?:мақ|мек|пақ|пек)\b",
    "he": r"\b(?:י|ת)ה(?:יה|יו)\b|\bצפוי\w*\b",
}
# What says that something was; whichever of the two stands nearer to a weekday decides for it.
_PAST = {
    "ru": r"\b\w+(?:[аеиоуыяю]л(?:а|о|и)?(?:с[яь])?|шел|шла|шли)\b"
    r"|\b\w+(?:ен|ан|ят|ена|аны|ены|ано)\b",
    "uk": r"\b\w+(?:[аеиіоуяюї](?:в|ла|ло|ли)(?:ся|сь)?|но|то)\b",
    "bg": r"\b(?:е|са|беше|бяха|\w+(?:ха|ше|ил|ал))\b",
    "tr": r"\b\w+(?:[dt][iuü]|m[iuü]ş)(?:lar|ler|r)?\b",
    "az": r"\b\w+(?:d[iuü]|[iuü]b|m[iuü]ş)(?:lar|lər|dir|dur|dür)?\b",
    "fa": r"\b(?:کرد|کردند|کرده|داد|دادند|داده|گفت|گفتند|شد|شدند|شده|بود|بودند|داشت|داشتند|رفت|"
    r"گرفت|افزود|امد|رسید|نوشت|پرداخت|است|یافت|کشته)\b",
    "hy": r"\b\w+(?:եց|եցին|ացավ|վեց|վեցին|ացան|ավ|վել|ել)\b|\b(?:էր|էին|է|են)\b",
    "ka": r"\b(?:განაცხადა|თქვა|გაიმართა|შეხვდა|იყო|მოხდა|დაიწყო"
    r"|\w+(?:ეს|დნენ|ობდა|ავდა|ებდა|ირა))\b",
    "ar": r"\b(?:قال|قالت|اعلن|اعلنت|كان|کان|کانت|عقد|وصل|ذکر|ذکرت|التقی|بحث|اصدر)\b",
    "de": r"\b(?:hat|haben|hatte|hatten|war|waren|wurde|wurden|sagte|teilte|\w+te|\w+ten|ge\w+t)\b",
    "fr": r"\b(?:a|ont|avait|était|est|sont)\b|\b\w+(?:ait|aient)\b",
    "es": r"\b\w+(?:ó|aron|ieron|aba|ía|ían)\b|\b(?:ha|han|fue|dijo)\b",
    "it": r"\b(?:ha|hanno|aveva|era|è|sono|stato|stata)\b",
    "ro": r"\b(?:a|au|era|erau|fost|declarat)\b",
    "kk": r"\b\w+(?:[дт][ыі]|ған|ген|қан|кен)\b",
}

# What a weekday belongs to: the nearest verb before it in its clause, else the nearest after.
_PLANS = "agreed|plans?|planned|planning|intends?|wants?|expected|scheduled|due|set|ready|going"
_TOLD = (
    "said|told|was|were|had|has|have|held|met|took|came|went|began|left|made|gave|spoke|flew|won|"
    "lost|fell|rose|broke|sent|saw|paid|put|shot|fought|wrote|became|says|[a-z]+ed"
)
_VERB = re.compile(
    r"\b(?:(?P<ahead>(?:(?:will|shall|would)(?: not)?(?: \w+ly)?(?: be)?(?: \w+)?|"
    rf"to (?:be|take|begin|start)\b(?: \w+)?|(?:{_PLANS}|hopes?) (?:to \w+|for)|"
    r"begins|starts|opens|ends|takes place|scheduled|upcoming)\b)"
    rf"|(?P<past>(?:{_TOLD})\b))"
)
_CLAUSE = re.compile(r"[;:]|\b(?:that|which|who|where|when|while|but)\b")
_SENTENCE_END = re.compile(r"[.!?։。]\s")
_WORD_BEHIND = 40  # letters


def looks_ahead(text: str, span: tuple[int, int], language: str) -> bool:
    """Whether the verb nearest to the words at `span`, in their sentence, speaks of the future."""
    if language == "en":
        return _english(text, *span)
    flat = level(text)
    start, end = span
    # Its sentence, and the word behind it.
    opens = max((m.end() for m in _SENTENCE_END.finditer(flat, 0, start)), default=0)
    closes = _SENTENCE_END.search(flat, end)
    row = list(WORD.finditer(flat, opens, closes.end() + _WORD_BEHIND if closes else len(flat)))
    best, ahead = len(flat), False
    for places, behind in (
        ((at for at in range(len(row) - 1, -1, -1) if row[at].end() <= start), False),
        ((at for at in range(len(row)) if row[at].start() >= end), True),
    ):
        for at in places:
            between = flat[end : row[at].start()] if behind else flat[row[at].end() : start]
            if len(between) >= best or _SENTENCE_END.search(between):
                break
            following = row[at + 1].group() if at + 1 < len(row) else ""
            told = _told(language, row[at].group(), following)
            if told:
                best, ahead = len(between), told == "ahead"
                break
    return ahead


def _told(language: str, word: str, following: str) -> str:
    """What a word, alone or with the next, says: "ahead", "past" or ""."""
    return _word_told(language, word) or (
        _word_told(language, f"{word} {following}") if following and len(word) < 9 else ""
    )


@lru_cache(maxsize=65536)
def _word_told(language: str, words: str) -> str:
    match = _verbs(language).fullmatch(words)
    return (match.lastgroup or "") if match else ""


@lru_cache(maxsize=64)
def _verbs(language: str) -> re.Pattern[str]:
    languages = (language,) if language in LANGUAGES else LANGUAGES
    ahead, past = (
        "|".join(level(table[each]) for each in languages if each in table) or "(?!)"
        for table in (_AHEAD, _PAST)
    )
    return re.compile(rf"(?P<ahead>{ahead})|(?P<past>{past})")


def _english(text: str, start: int, end: int) -> bool:
    # The nearest verb before it in its clause, else the first behind it.
    flat = level(text)
    opens = max((m.end() for m in _CLAUSE.finditer(flat, 0, start)), default=0)
    clause_end = _CLAUSE.search(flat, end)
    stop = clause_end.start() if clause_end else len(flat)
    before = [m for m in _VERB.finditer(flat, opens, start) if not _is_name(text, m)]
    after = (m for m in _VERB.finditer(flat, end, stop) if not _is_name(text, m))
    verb = before[-1] if before else next(after, None)
    return verb is not None and verb["ahead"] is not None


def _is_name(text: str, match: re.Match[str]) -> bool:
    """Will Wade is no future."""
    return match.start() > 0 and text[match.start()].isupper()
