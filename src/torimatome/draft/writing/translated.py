"""Sentences that stand in the original, put into English by a Translator, as far as they pass.

Across languages the gate compares numbers, days and names. Beyond it a translation must keep every
number and every name the desk has a term for, deny what its original denies, and bring no name
whose sound the original does not have. What fails stays in the original, marked as before.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from torimatome.draft import days
from torimatome.draft.body import language_name
from torimatome.draft.cite import outlet_of
from torimatome.draft.gate import check_sentence
from torimatome.draft.gate.cues import cues
from torimatome.draft.headline_en import headline
from torimatome.draft.headline_ja import say as say_ja
from torimatome.draft.house_style import open_with_day, say, shorten_offices
from torimatome.draft.writing.ground import Ground
from torimatome.draft.writing.questions import to_translate
from torimatome.draft.writing.quoted import instructs
from torimatome.draft.writing.replies import english
from torimatome.draft.writing.vetting import misformed
from torimatome.errors import Unreadable
from torimatome.model import Article, Block, Check, Item, Passage, Sentence
from torimatome.outside.models import Translator, Writer
from torimatome.text.folding import fold
from torimatome.text.name_key import sound_key

MARK, LEFT = "translated", "untranslated"
# A translation is about as long as its original; what is far outside dropped or added something.
# Not measured: no translated news lies beside the project. With a translator, count how many good
# translations this drops, and widen it.
_SHORTEST, _LONGEST = 0.55, 2.0
# English has so many small words; a text in another language, or a list, has next to none.
_SMALL_WORDS = 0.15
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_DIGITS = re.compile(r"\d+")
_MONTH = re.compile(r"(?i)\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\b")
# Words that deny, where a language has such words; Turkic languages also deny by an ending, so that
# there a translation may deny without one.
_DENIES = {
    "ru": (r"(?i)\b(?:не|ни|нет|без|никто|ничего|никогда|нельзя|невозможно|отказал\w*|"
           r"отриц\w*|опроверг\w*)\b", True),
    "uk": (r"(?i)\b(?:не|ні|немає|без|ніхто|нічого|ніколи|неможливо|відмовив\w*|"
           r"запереч\w*|спростув\w*)\b", True),
    "tr": (r"(?i)\b(?:değil\w*|yok\w*|hiçbir|asla|hayır|ne)\b|\b\w+(?:madı|medi|mamış|memiş|maya|"
           r"meye|maz|mez|mıyor|miyor|muyor|müyor|mayacak|meyecek)\w*\b", False),
    "az": (r"(?i)\b(?:deyil\w*|yoxdur|yox|heç|əsla)\b|\b\w+(?:madı|mədi|mamış|məmiş|mır|mir|mur|"
           r"mür|maz|məz|mayacaq|məyəcək)\w*\b", False),
}  # fmt: skip
# What is only said, supposed or asked, and by whom it is said: in the original, and in English.
_SUPPOSES = {
    "ru": r"(?i)\b(?:якобы|будто|слух\w*|возможно|может|могут|мог\w*|вероятн\w*|предполож\w*|"
          r"если|ли|неверно|неправд\w*|ложн\w*|бы)\b",
    "uk": r"(?i)\b(?:нібито|чутк\w*|можливо|може|можуть|ймовірн\w*|якщо|чи|неправд\w*|би|б)\b",
    "tr": r"(?i)\b(?:iddia\w*|söylenti\w*|sözde|belki|olabilir|muhtemel\w*|eğer|yalan|güya)\b",
    "az": r"(?i)\b(?:iddia\w*|şayiə\w*|guya|bəlkə|ola\s+bilər|ehtimal\w*|əgər|yalan)\b",
}  # fmt: skip
_SUPPOSED = re.compile(
    r"(?i)\b(?:alleg\w+|reported\w*|rumou?r\w*|claim\w*|if|whether|may|might|could|can|possibl\w+|"
    r"perhaps|likely|probabl\w+|false|untrue|suppos\w+|would|should|unless|purported\w*|doubt\w*)\b"
)
_SAYS = {
    "ru": r"(?i)\b(?:заяв\w+|сообщ\w+|сказал\w*|по\s+словам|отмет\w+|подчеркн\w+|утвержд\w+|"
          r"по\s+данным|считает|добавил\w*|пообещал\w*)\b",
    "uk": r"(?i)\b(?:заяв\w+|повідом\w+|сказа\w+|за\s+словами|зазнач\w+|наголос\w+|додав\w*)\b",
    "tr": r"(?i)\b(?:dedi|söyledi|belirtti|açıkladı|bildirdi|kaydetti|vurguladı|göre|ifade)\b",
    "az": r"(?i)\b(?:dedi|söylədi|bildirdi|açıqladı|qeyd|vurğuladı|görə|məlumat\w*)\b",
}  # fmt: skip
_NEGATES = re.compile(
    r"(?i)\b(?:no|not|never|none|nobody|nothing|neither|nor|without|cannot|den(?:y|ied|ies)|"
    r"refus\w+|reject\w+|fail\w*|declin\w+|impossible|unable|un\w{4,}ed|lack\w*)\b|n['’]t\b"
)


class ByWriter:
    """A Writer as Translator, for a desk without a translation folder."""

    def __init__(self, writer: Writer, ground: Ground) -> None:
        self._writer = writer
        self._ground = ground
        self.name = writer.name
        self.mark = writer.mark

    def reads(self, language: str) -> bool:
        """Whatever language was told."""
        return language not in {"", "und", "en"}

    def translate(self, text: str, language: str) -> str:
        """One sentence in English, as the model says."""
        question = to_translate(text, language_name(language), self._ground.terms_in(text))
        return english(self._writer.answer(question), self._writer)


@dataclass(frozen=True)
class Translated:
    """An item as a Translator left it."""

    item: Item
    sentences: int = 0  # in English now
    dropped: tuple[str, ...] = ()  # why others stay in the original


def translated(item: Item, ground: Ground, translator: Translator) -> Translated:
    """`item` with its original passages in English. Raises SourceError as the Translator does."""
    faults: list[str] = []
    count = 0
    blocks: list[Block] = []
    for block in item.blocks:
        opened = not blocks or block.type == "perspective"
        told = [_sentence(s, ground, translator, opened and n == 0)
                for n, s in enumerate(block.sentences)]  # fmt: skip
        faults += [one for one in told if isinstance(one, str)]
        kept = [
            old if isinstance(new, str) else new
            for old, new in zip(block.sentences, told, strict=True)
        ]
        count += sum(MARK in s.marks for s in kept)
        blocks.append(_block(block, kept))
    if not count:
        return Translated(item, 0, tuple(faults))
    made = replace(item, blocks=tuple(blocks), checks=_checks(item, blocks, translator))
    return Translated(_headed(made, ground, translator), count, tuple(faults))


def _sentence(
    sentence: Sentence, ground: Ground, translator: Translator, opens: bool
) -> Sentence | str:
    """The sentence in English; as it is where it needs nothing; or why it stays as it is."""
    if LEFT not in sentence.marks or len(sentence.passages) != 1:
        return sentence
    (cited,) = sentence.passages
    # A sentence in English on a foreign page is no translator's business.
    if (
        not translator.reads(sentence.language)
        or instructs(cited.quote)
        or (_in_english(cited.quote))
    ):
        return sentence
    try:
        said = translator.translate(sentence.text, sentence.language)
    except Unreadable as error:
        return error.reason
    said, wrong = in_english(said, cited, ground)
    if wrong:
        return f"{said[:80]!r}: {wrong}"
    article = ground.articles[cited.article]
    housed = say(said, article.day, ground.form)
    if opens and article.day:
        near = days.of_news(cited.quote, article.day, sentence.language) if article.day else None
        day = near.first.isoformat() if near else article.day
        housed = open_with_day(housed, day, ground.form, said)
    marks = (MARK, "model") if isinstance(translator, ByWriter) else (MARK,)
    for text in dict.fromkeys((housed, said)):
        if not in_english(text, cited, ground)[1]:
            return Sentence(text, (cited,), "en", marks)
    return sentence


def in_english(said: str, cited: Passage, ground: Ground) -> tuple[str, str]:
    """A translation with its names spelled by the termbase, and what is wrong with it, if any."""
    text = " ".join(said.split())
    wrong = misformed(text, cited.quote)
    if wrong:
        return text, wrong
    text = _respelled(ground.form.termbase.respell(text), cited, ground)
    faults = _faults(text, cited, ground)
    return text, next(faults, "")


def _faults(text: str, cited: Passage, ground: Ground) -> Iterator[str]:
    share = len(text) / max(1, len(cited.quote))
    if not _SHORTEST <= share <= _LONGEST:
        yield f"it is {share:.1f} times as long as its original"
    if not _in_english(text):
        yield "it is not in English"
    for check in check_sentence(Sentence(text, (cited,)), ground.form, ground.names):
        if check.severity != "info":
            yield f"{check.kind}: {check.words}"
    lost = _lost_numbers(text, cited.quote)
    if lost:
        yield f"the number {lost} of its original is missing"
    for name in _missing(text, cited, ground):
        yield f"{name} of its original is missing, or spelled otherwise than the termbase has it"
    yield from _denials(text, cited)
    yield from _unsaid(text, cited)
    for word in _strangers(text, cited, ground):
        yield f"{word!r} sounds like nothing in its original"


def _in_english(text: str) -> bool:
    words = _WORD.findall(text)
    return sum(word.lower() in cues().function for word in words) > _SMALL_WORDS * len(words)


def _respelled(text: str, cited: Passage, ground: Ground) -> str:
    """`text` with names the termbase has put right, where a word sounds like one it lacks."""
    for words in _missing(text, cited, ground):
        for right in words.split():
            if re.search(rf"\b{re.escape(right)}\b", text):
                continue
            heard = sound_key(right)
            alike = [w for w in _WORD.findall(text) if w[:1].isupper() and sound_key(w) == heard]
            if len(set(alike)) == 1 and len(heard) > 2:
                text = re.sub(rf"\b{re.escape(alike[0])}\b", right, text)
    return text


def _missing(text: str, cited: Passage, ground: Ground) -> list[str]:
    """Persons, places and countries of the original that the translation does not name."""
    named = {found.name.key for found in ground.names.find(text)}
    named |= {found.name.country for found in ground.names.find(text)}
    return list(
        dict.fromkeys(
            found.name.en
            for found in ground.names.find(cited.quote)
            if found.name.kind in {"person", "place", "country"} and found.name.key not in named
        )
    )


def _lost_numbers(text: str, quote: str) -> str:
    """A number in digits that the original has and the translation has not; "" when none is lost.

    Times and separators of thousands are written differently, so digits are compared group by
    group; a single digit may have become a word.
    """
    given = {group.lstrip("0") for group in _DIGITS.findall(text)}
    given.add(re.sub(r"\D", "", text))
    joined = {re.sub(r"\D", "", run) for run in re.findall(r"\d[\d.,\s]*\d", text)}
    for run in re.findall(r"\d(?:[\d.,:\u00a0\u202f]|\s(?=\d{3}\b))*", quote):
        groups = {group.lstrip("0") for group in _DIGITS.findall(run) if len(group) > 1}
        whole = re.sub(r"\D", "", run)
        if whole not in joined and not groups <= given:
            return str(run).strip(".,: ")
    return ""


def _denials(text: str, cited: Passage) -> Iterator[str]:
    pattern, whole = _DENIES.get(cited.language, ("", False))
    if not pattern:
        return
    denies, does = re.search(pattern, cited.quote) is not None, _NEGATES.search(text) is not None
    if denies and not does:
        yield "its original denies something, it does not"
    if does and not denies and whole:
        yield "it denies something, its original does not"


def _unsaid(text: str, cited: Passage) -> Iterator[str]:
    """What the original only gives as said or supposed, and the translation as it is."""
    supposes, says = _SUPPOSES.get(cited.language), _SAYS.get(cited.language)
    mild = _SUPPOSED.search(text) or _NEGATES.search(text)
    if supposes and re.search(supposes, cited.quote) and not mild:
        yield "its original only supposes it"
    told = any(word.lower() in cues().say for word in _WORD.findall(text))
    if says and re.search(says, cited.quote) and not told:
        yield "its original gives it to somebody"


def _strangers(text: str, cited: Passage, ground: Ground) -> Iterator[str]:
    """Words in capitals inside the sentence, no terms, that sound like no word of the original."""
    heard = {sound_key(word) for word in _WORD.findall(cited.quote)}
    known = [(f.start, f.end) for f in ground.names.find(text)]
    known += [(h.start, h.end) for h in ground.form.termbase.hits(text)]
    offices = {w for o in (*ground.form.style.offices, *ground.form.style.offices.values())
               for w in o.lower().split()}  # fmt: skip
    offices |= {w for t in ground.house.terms if t.kind in {"office", "organisation"}
                for w in (t.en + " " + t.short_en).lower().split()}  # fmt: skip
    for match in _WORD.finditer(text):
        word = match.group()
        inside = any(start <= match.start() < end for start, end in known)
        if not match.start() or not word[0].isupper() or inside or word.lower() in cues().function:
            continue
        if _MONTH.fullmatch(word) or word.lower() in _CALENDAR | offices | _BODIES:
            continue
        key = sound_key(word.removesuffix("'s").removesuffix("’s"))
        if not any(_alike(key, other) for other in heard):
            yield word


_CALENDAR = frozenset("monday tuesday wednesday thursday friday saturday sunday".split())
# Words in capitals that name a body or an office and are translated, not transcribed.
_BODIES = frozenset(
    """ministry minister ministers foreign affairs defense defence interior internal economy finance
    president prime deputy parliament government state national service border guard guards council
    security court supreme constitutional prosecutor general office agency committee commission
    union party republic north south east west northern southern eastern western army forces
    colonel major captain lieutenant sea bank central house city district province region university
    institute university academy church speaker chairman ambassador secretary""".split()
)


def _alike(key: str, other: str) -> bool:
    """Whether two words sound alike; case endings lengthen the original's."""
    bare, long = key.lstrip("^"), other.lstrip("^")
    return len(bare) > 1 and (long.startswith(bare[:4]) if len(bare) > 3 else long[:3] == bare[:3])


def _block(block: Block, kept: Sequence[Sentence]) -> Block:
    if block.type not in {"paragraph", "perspective"} or tuple(kept) == block.sentences:
        return block
    english_now = any(s.language == "en" for s in kept)
    return replace(
        block,
        text=" ".join(s.text for s in kept),
        sentences=tuple(kept),
        language="en" if english_now else block.language,
    )


def _checks(item: Item, blocks: Sequence[Block], translator: Translator) -> tuple[Check, ...]:
    """The item's checks: what is translated now is to be compared, what is left stays marked."""
    said = [s for b in blocks for s in b.sentences if MARK in s.marks]
    languages = sorted({p.language for s in said for p in s.passages})
    named = ", ".join(language_name(one) for one in languages)
    words = f"Translated from {named} by {translator.name}: compare with the original"
    left = any(LEFT in s.marks for b in blocks for s in b.sentences)
    others = [c for c in item.checks if c.kind != LEFT or left]
    return (*others, Check(MARK, words, "mid"))


def _headed(item: Item, ground: Ground, translator: Translator) -> Item:
    """`item` with its headline in English, and by the frames in Japanese, if its title passes."""
    if not item.headline_en.startswith("〔"):
        return item
    title = item.headline_en.strip("〔〕")
    source = _titled(title, item, ground)
    if source is None or not translator.reads(source.language) or instructs(title):
        return item
    rests = (
        replace(item.headline_sources[0], quote=f"{source.title}.")
        if (item.headline_sources)
        else None
    )
    if rests is None:
        return item
    try:
        said = translator.translate(title, source.language)
    except Unreadable:
        return item
    said = said.strip().rstrip(".").strip()
    text, wrong = in_english(f"{said[:1].upper()}{said[1:]}.", rests, ground)
    if wrong:
        return item
    english_now = shorten_offices(text.rstrip("."), ground.form.style)
    context = " ".join(s.text for b in item.blocks for s in b.sentences if s.language == "en")
    japanese = say_ja(english_now, ground.speaker, source.day, context)
    checks = [c for c in item.checks if c.kind != "headline_ja"]
    checks.append(
        Check("headline_translated", f"The headline was translated by {translator.name}", "mid")
    )
    if japanese.marks:
        checks += [c for c in item.checks if c.kind == "headline_ja"]
    checks += [new.check(form) for new, form in japanese.proposed]
    return replace(
        item,
        headline_en=english_now,
        headline_ja=japanese.text,
        event_type=japanese.act or item.event_type,
        checks=tuple(checks),
    )


def _titled(title: str, item: Item, ground: Ground) -> Article | None:
    """The report whose title stands as the item's headline."""
    members = [ground.articles[i] for i in item.articles if i in ground.articles]
    wanted = fold(title)
    return next(
        (a for a in members
         if fold(headline(a, outlet_of(a, ground.house.outlets), ground.form)) == wanted),
        None,
    )  # fmt: skip
