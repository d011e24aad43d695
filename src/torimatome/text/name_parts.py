"""Where a person's name begins and ends in a text, told by script: capitals where it has them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from torimatome.text.capitals import capital
from torimatome.text.endings import script
from torimatome.text.folding import flat
from torimatome.text.listed import listed
from torimatome.text.name_key import nominative, sound_key
from torimatome.text.names import Reading
from torimatome.text.office_phrases import OfficeSeen

_WORD = re.compile(r"(?:[^\W\d_]\.\s?){1,2}(?=[^\W\d_]{2})|[^\W\d_][\w'’ʼ\u200c-]*")
_KANA_NAME = re.compile(r"[ァ-ヺー]+(?:[・＝=][ァ-ヺー]+)*$")
_KANJI_NAME = re.compile(r"(?<=の)[一-龠々]{2,4}$")
_AFTER = re.compile(
    r"(?: (?:vəzifəsinə )?təyin (?:edil|olun)(?:miş|ən|an)| seçil(?:miş|ən)|ına atanan|na atanan)?"
    r"(?:,| –| —|:)?[ \u00a0](?:(?:Mr|Mrs|Ms|Dr|Prof|H\.E)\.? |Sir |г-н |господин\w* |госпож\w+ "
    r"|пан\w{0,3} |[Cc]ənab |[Xx]anım |[Ss]ayın |“|«)?"
)
# "Georgia's ambassador to Türkiye", "посол Грузии в Турции": where they serve.
_SERVES = re.compile(r" (?:to|in|в|во|у) [A-ZА-ЯІЇЄҐ][\w’'-]+")
# "国防相オリハ・マルチェンコ氏", "首相のエヴァ・スコルスカ氏"
_NAME_JA = re.compile(r"の?(?P<name>[ァ-ヺー]+[・＝=][ァ-ヺー・＝=]+|[ァ-ヺー]+(?=氏))")
_FIRST_PLAIN = re.compile(r"(?:^|[.\n؛،:] ?)([^\W\d_][\w\u200c]+) ([^\W\d_][\w\u200c]+) $")
_COMMA = re.compile(r"(?:,|،|՝| [–—-])\s(?:the |a |an |who is |and )?$")
# "Ada Orlisk, who was appointed", "Ада Орлиск, назначенная вчера", "آدا اورلیسک به عنوان": whoever
# comes into an office stands before it.
_APPOINTED = re.compile(
    r",? (?:who )?(?:was|has been|had been|is|newly|recently)(?: \w+ly)? "
    r"(?:appointed|named|elected|re-elected|sworn in|nominated|confirmed)(?: as| to be)?"
    r"(?: the| new| a| his country's)* $"
    r"|,? (?:назначен|избран|призначен|обран|утвержд[её]н)\w*(?: \w+)?"
    r"(?: на (?:пост|должность|посаду))?(?: нов\w+)? $"
    r"|,? նշանակվ\w+ (?:է )?(?:նոր )?$"
    r"| (?:را )?به عنوان $|، که به عنوان $",
)
_DECREE = re.compile(r"(?:указ|распоряжени|решени|рішенн|розпорядженн)\w+ $", re.IGNORECASE)
_PUT_IN_OFFICE = re.compile(r" (?:назначен|освобожд[её]н|призначен|звільнен)")
_APPOINTED_JA = re.compile(r"([ァ-ヺー]+(?:[・＝=][ァ-ヺー]+)*)氏?[をが](?:新)?$")
_HELD_NEXT = re.compile(
    r"(?: vəzifəsinə)? (?:təyin|seçil)|(?:ად|(?<=ად)) (?:დაინიშნ|აირჩ)|に(?:任命|指名|就任)"
)
_WHERE_AZ = re.compile("[dt][aə](?:n|k[ıi])?$")  # "… Sərvandi Qəzzada": a place behind the name
_CASE_KA = re.compile("(?:[ბ-დვ-თკ-ნპ-ტფ-ჰ]ს|ში|ზე|დან|თან|ით)$")
# Where other things begin that a name cannot run into: offices, countries, bodies; and persons.
Starts = tuple[set[int], set[int]]
_CASED = frozenset({"latin", "cyrillic", "armenian"})
_PARTICLES = frozenset(
    listed("al el bin ibn de da di del della der den van von la le dos du ben ul ur abu af av fon")
)
_PATRONYMIC = re.compile(
    r"(?:[оеё]вич\w{0,3}|[оеє]вн[аыуоеі]\w?|ич[аеу]?|ічн[аиоу]\w?)$|^(?:oğlu|oglu|ogly|qızı|gizi"
    r"|kizi|кызы|оглы|оглу)\w{0,3}$"
)
# Words in capitals that are no name: the calendar, and what headlines say of people.
_NO_NAME = frozenset(
    listed(
        """
        the a an and or of on in at to for from with by as after before says said meets met holds
        held visits calls arrives attends signs receives hosts congratulates welcomes condemns
        urges warns vows discusses talks speaks tells told sends sent slams rejects denies backs
        monday tuesday wednesday thursday friday saturday sunday january february march april may
        june july august september october november december mr mrs ms sir dr his her he she they
        we i it this that will has have had is was are were not new no yes both
        понедельник вторник среда четверг пятница суббота воскресенье он она они мы это в на и с
        """
    )
)
_STOP_PLAIN = frozenset(
    flat(word)
    for word in listed(
        """
        در با از به که را و این آن گفت اعلام کرد کرده روز دیدار برای تا بر نیز هم است شد شده پیش پس
        طی امروز دیروز گفته افزود تاکید دارد داشت خود ما او وی نیست یا اما های ها سابق جدید اسبق
        روز دوشنبه سه‌شنبه چهارشنبه پنجشنبه جمعه شنبه یکشنبه می کند خواهد بود کشور دولت رسمی کل
        في من إلى على عن مع أن إن قال قالت هو هي التي الذي هذا هذه يوم بعد قبل كما وقال وقالت
        أعلن أعلنت أكد أكدت خلال الخارجية
        და რომ არის იყო მისი მათი ამ იმ ეს ის თუ ან არ ვერ განაცხადა აცხადებს თქვა ამბობს შეხვდა
        შეხვედრა დღეს გუშინ უკვე ასევე მიერ შესახებ სახელით როგორც ყოფილი ახალი პირველი ქვეყნის
        ორი სამი ოთხი ხუთი ექვსი შვიდი რვა ცხრა ათი წელი წლის პირი პირს
        მთავრობის პარლამენტის სხდომაზე ხვალ ოფისი ოფიციალური თავის თავისი
        """
    )
)


@dataclass(frozen=True, slots=True)
class Parts:
    """A name in a text: `text[start:end]`."""

    given: str  # "" = only a last name
    surname: str
    start: int
    end: int
    beside: bool = False  # written as one with the office (Japanese)

    @staticmethod
    def of(written: str, start: int) -> "Parts":
        """The parts of a whole name, "given … surname" in all the scripts we read."""
        words = [w for w in re.split(r"[\s・＝=]+", written) if w]
        row = [w for w in words if not _PATRONYMIC.search(w.lower())] or words
        given = row[0] if len(row) > 1 else ""
        return Parts(given, row[-1], start, start + len(written))

    @property
    def written(self) -> str:
        """The name as it stands, without patronymics."""
        joint = "・" if re.match("[ァ-ヺ]", self.surname) else " "
        return joint.join(part for part in (self.given, self.surname) if part)

    def again(self, text: str, azerbaijani: bool) -> Iterator["Parts"]:
        """Other places where the last name stands, in any case."""
        name = nominative(self.surname, azerbaijani)
        kana = bool(re.match("[ァ-ヺ一-龠]", name))
        stem = name if kana else name[: max(4, len(name) - 2)]
        heard = sound_key(name)
        at = text.find(stem)
        while at >= 0:
            end = at + len(stem)
            while end < len(text) and (text[end].isalpha() if not kana else _is_kana(text[end])):
                end += 1
            word = text[at:end]
            opens = at == 0 or not (_is_kana(text[at - 1]) if kana else text[at - 1].isalnum())
            near = opens and end - at <= len(name) + 5
            if near and sound_key(nominative(word, azerbaijani)) == heard:
                yield Parts("", word, at, end)
            at = text.find(stem, end)


def _is_kana(letter: str) -> bool:
    return "ァ" <= letter <= "ヺ" or letter == "ー"


def line_is_titled(text: str, at: int) -> bool:
    """Whether the line around `at` writes every word with a capital, as headlines do."""
    start = text.rfind("\n", 0, at) + 1
    end = text.find("\n", at)
    line = text[start : end if end >= 0 else len(text)]
    if len(line) > 200:
        return False
    long = [word for word in line.split() if len(word) > 3 and word[0].isalpha()]
    capitals = sum(word[0].isupper() for word in long)
    return len(long) > 3 and capitals > 0.6 * len(long)


def name_after(text: str, phrase: OfficeSeen, starts: Starts, titled: bool) -> Parts | None:
    """The name that follows an office: "Foreign Minister Ada Orlisk"."""
    if kana := _NAME_JA.match(text, phrase.end):
        parts = Parts.of(kana["name"], kana.start("name"))
        return None if parts.start in starts[0] else parts
    serves = _SERVES.match(text, phrase.end) if phrase.office.endswith("Ambassador") else None
    gap = _AFTER.match(text, serves.end() if serves else phrase.end)
    if gap is None or gap.end() >= len(text):
        return None
    at = gap.end()
    written = script(text[at])
    if written in _CASED:
        words = list(_capitalised(text, at, starts, 2 if titled else 4))
        if len(words) > 2 and written == "cyrillic" and phrase.office in {"Mayor", "Governor"}:
            words = words[1:]  # "мэр Батуми Лаша Тормели"
        if len(words) > 2 and _WHERE_AZ.search(text[words[-1][0] : words[-1][1]]) and "ə" in text:
            words = words[:-1]
    elif written in {"georgian", "arabic"}:
        if gap.group().strip():
            return None
        words = list(_plain(text, at, starts))
        if len(words) < 2:
            return None
    else:
        return None
    comma = gap.group()[:1] in {",", " "} and bool(gap.group().strip(" \u00a0“«"))
    if (
        words
        and _DECREE.search(text[max(0, phrase.start - 20) : phrase.start])
        and (_PUT_IN_OFFICE.match(text, words[-1][1]))
    ):
        return None  # "указом президента Ада Орлиск назначена": she is not the president
    if not words or (comma and len(words) < 2 and not gap.group().strip()[:1].isalpha()):
        return None
    return _parts(text, words)


def name_before(text: str, phrase: OfficeSeen, starts: Starts, titled: bool) -> Parts | None:
    """The name an office follows: "Ada Orlisk, Kestria's foreign minister"; オルリスク外相."""
    lead = text[max(0, phrase.start - 80) : phrase.start]
    offset = phrase.start - len(lead)
    held = bool(_HELD_NEXT.match(text, phrase.end))
    kana = _KANA_NAME.search(lead) or (_KANJI_NAME.search(lead) if phrase.start else None)
    kana = kana or (_APPOINTED_JA.search(lead) if held else None)
    if kana:
        name = kana.group(kana.re.groups)
        if offset + kana.start() in starts[0]:
            return None
        parts = Parts.of(name, offset + kana.start())
        return Parts(parts.given, parts.surname, parts.start, parts.end, beside=True)
    joint = (
        _COMMA.search(lead) or _APPOINTED.search(lead) or (re.search(" $", lead) if held else None)
    )
    if joint is None:
        return _first_before(text, phrase, starts)
    before = lead[: joint.start()]
    cut = max(before.rfind(mark) for mark in '.,;:!?\n،«»“”"(')
    words = [
        (offset + m.start(), offset + m.end())
        for m in _WORD.finditer(before, cut + 1)
    ]  # fmt: skip
    if words and script(text[words[-1][0]]) in {"arabic", "georgian"}:
        kept = _plain_before(text, words, starts)
    else:
        kept = _capitalised_before(text, words, starts)
    return _parts(text, kept) if 2 <= len(kept) <= (3 if not titled else 2) else None


def _first_before(text: str, phrase: OfficeSeen, starts: Starts) -> Parts | None:
    """The two words that open a Persian sentence before an office and its country."""
    match = _FIRST_PLAIN.search(text, max(0, phrase.start - 60), phrase.start)
    if match is None or not phrase.country or script(match[1]) != "arabic":
        return None
    words = [match.span(1), match.span(2)]
    return _parts(text, words) if _plain_before(text, words, starts) == words else None


def _capitalised_before(
    text: str, words: list[tuple[int, int]], starts: Starts
) -> list[tuple[int, int]]:
    kept: list[tuple[int, int]] = []
    for start, end in reversed(words[-4:]):
        word = text[start:end]
        if script(word) not in _CASED or not (word[0].isupper() or word.lower() in _PARTICLES):
            break
        if start in starts[0] or word.lower() in _NO_NAME or (word.isupper() and len(word) > 2):
            break
        kept.insert(0, (start, end))
    return kept


def _plain_before(text: str, words: list[tuple[int, int]], starts: Starts) -> list[tuple[int, int]]:
    """The words back to one that can be no name, in a script without capitals."""
    kept: list[tuple[int, int]] = []
    for start, end in reversed(words):
        if flat(text[start:end]) in _STOP_PLAIN or start in starts[0]:
            break
        kept.insert(0, (start, end))
    return kept


def given_before(text: str, start: int, reading: Reading) -> Parts | None:
    """The capitalised word just before a last name, when it can be a given name.

    The first word of a sentence, an office, a country and any other name are none.
    """
    if start < 3 or text[start - 1] not in " \u00a0・":
        return None
    if text[start - 1] == "・":
        match = re.search(r"[ァ-ヺー]+$", text[max(0, start - 20) : start - 1])
        return Parts("", match.group(), start - 1 - len(match.group()), start) if match else None
    match = re.search(r"[^\W\d_][\w'’ʼ-]*$", text[max(0, start - 24) : start - 1])
    if match is None:
        return None
    word, at = match.group(), start - 1 - len(match.group())
    if not word[0].isupper() or word.isupper() or len(word) < 3 or word.lower() in _NO_NAME:
        return None
    before = text[max(0, at - 2) : at].strip(" \u00a0")
    if not before[-1:].isalpha() and before[-1:] != ",":
        return None
    inside = any(found.start <= at < found.end for found in reading.names)
    inside = inside or any(mark.start <= at < mark.end for mark in reading.offices)
    return None if inside or script(word) not in _CASED else Parts("", word, at, start)


def _capitalised(text: str, at: int, starts: Starts, most: int) -> Iterator[tuple[int, int]]:
    count = 0
    while count < most:
        match = _WORD.match(text, at)
        if match is None or match.start() in starts[0] or (count and match.start() in starts[1]):
            return
        word = match.group()
        lower = word.lower()
        particle = count > 0 and (lower in _PARTICLES or lower in {"oğlu", "oglu", "ogly", "оглы"})
        if not particle:
            if not word[0].isupper() or lower in _NO_NAME:
                return
            if word.isupper() and len(word) > 3 and "." not in word and not _all_capitals(text, at):
                return
        yield match.start(), match.end()
        count += 0 if particle or _PATRONYMIC.search(lower) else 1
        at = match.end()
        if text[at : at + 1] in {" ", "\u00a0"}:
            at += 1
        elif not word.rstrip().endswith("."):
            return


def _all_capitals(text: str, at: int) -> bool:
    return text[max(0, at - 20) : at + 40].isupper()


def _plain(text: str, at: int, starts: Starts) -> Iterator[tuple[int, int]]:
    """Two words of a script without capitals, when neither can be anything but a name."""
    first = True
    for _ in range(2):
        match = _WORD.match(text, at)
        if match is None or match.start() in starts[0] or len(match.group()) < 3:
            return
        if flat(match.group()) in _STOP_PLAIN or flat(match.group()).split()[0] in _STOP_PLAIN:
            return
        # A Georgian given name before its surname has no case ending: "ერევანს ეწვევა" is none.
        if capital(match.group()) or (first and _CASE_KA.search(match.group())):
            return
        first = False
        yield match.start(), match.end()
        at = match.end()
        if text[at : at + 1] != " ":
            return
        at += 1


def _parts(text: str, words: list[tuple[int, int]]) -> Parts | None:
    if not words:
        return None
    while words and text[words[-1][0] : words[-1][1]].lower() in _PARTICLES:
        words = words[:-1]
    row = [text[a:b].strip() for a, b in words]
    end = words[-1][1]
    last = re.split("['’ʼ]", row[-1])
    if len(last) > 1 and len(last[0]) > 2:  # Orlisk's, Orlisk'in
        row[-1] = last[0]
    kept = [w for w in row if not _PATRONYMIC.search(w.lower())] or row
    while len(kept) > 1 and kept[-1].endswith("."):
        kept = kept[:-1]
    if len(kept[-1]) < 3 and not (len(kept) > 1 and len(kept[-1]) > 1):
        return None
    return Parts(kept[0] if len(kept) > 1 else "", kept[-1], words[0][0], end)
