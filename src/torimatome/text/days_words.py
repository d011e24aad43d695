"""The words days are told in, by language: months, weekdays, yesterday, next, will; and ordinals.

Months and weekdays come from CLDR (babel) wherever its forms are those of running text. Written
out here is what CLDR has not: case forms, the Persian months, relative words, and which of the
names are also everyday words (Turkish "pazar" is a market).
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from ahocorasick_rs import AhoCorasick, MatchKind
from babel import Locale, UnknownLocaleError

# Languages whose month names are known. Order decides words two languages share, none of which
# differ in month. Add a language here when an outlet writes in it.
LANGUAGES = (
    "en", "ru", "az", "tr", "uk", "hy", "ka", "fa", "ar", "de", "fr", "es", "it", "pt", "nl",
    "pl", "cs", "ro", "hu", "el", "bg", "sr", "sv", "da", "nb", "fi", "kk", "uz", "be", "he",
    "hr", "id", "vi",
)  # fmt: skip
# Without spaces between words; read by pattern in `days_cjk`.
UNSPACED = frozenset({"ja", "zh", "ko"})
# Those that run a day into a word: "martın 3-də", "მარტში". Each ending may follow each name.
_ENDINGS = {
    "hy": ("ին", "ից", "ի", "ն"),
    "az": ("in", "un", "ün", "da", "də", "dan", "dən"),
    "tr": ("ta", "te", "da", "de", "tan", "ten", "dan", "den", "in", "un", "ün", "a", "e"),
    "kk": ("да", "де", "та", "те", "дың", "дің", "ның"),
    "de": ("s", "es"),
}
_ALSO_MONTHS = {
    "en": {9: "sept"},
    "fa": {7: "جولای ژوییه", 8: "آگوست", 9: "سپتمبر", 10: "اکتوبر", 11: "نوامبر"},
    "tr": {8: "ağustos", 9: "eylül"},
    "sr": dict(enumerate("januara februara marta aprila maja juna jula avgusta septembra "
                         "oktobra novembra decembra".split(), 1)),
    "ar": dict(enumerate("جانفي فيفري مارس أفريل ماي جوان جويلية أوت سبتمبر".split(), 1)),
}  # fmt: skip
# Iran's solar calendar, in Persian and as Iranian outlets spell it in Latin letters; short names
# that are everyday words elsewhere (Tir, Mehr, Aban, Azar, Dey) are left to Persian.
_PERSIAN_MONTHS = (
    "فروردین Farvardin", "اردیبهشت Ordibehesht", "خرداد Khordad", "تیر", "مرداد Mordad",
    "شهریور Shahrivar", "مهر", "آبان", "آذر", "دی", "بهمن Bahman", "اسفند Esfand",
)  # fmt: skip
# Weekdays, Monday first, in the forms of running text; languages absent here take CLDR's.
_WEEKDAYS: dict[str, tuple[str, ...]] = {
    "ru": ("понедельник|понедельника|понедельнику", "вторник|вторника|вторнику",
           "среду|среды|среда", "четверг|четверга|четвергу", "пятницу|пятницы|пятница",
           "субботу|субботы|суббота", "воскресенье|воскресенья|воскресенью"),
    "uk": ("понеділок|понеділка", "вівторок|вівторка", "середу|середи|середа",
           "четвер|четверга", "п'ятницю|п'ятниці|п'ятниця", "суботу|суботи|субота",
           "неділю|неділі|неділя"),
    "be": ("панядзелак", "аўторак", "сераду|серада", "чацвер", "пятніцу|пятніца",
           "суботу|субота", "нядзелю|нядзеля"),
    "bg": ("понеделник", "вторник", "сряда", "четвъртък", "петък", "събота", "неделя"),
    # "pazar", "bazar": a market too, so only with a word for day or part of the day.
    "tr": ("pazartesi|pazartesiden|pazartesiye", "salı|salıya", "çarşamba|çarşambaya",
           "perşembe|perşembeye", "cuma|cumaya", "cumartesi|cumartesiye",
           "pazar günü|pazar sabahı|pazar akşamı|pazar gecesi|pazar öğleden|"
           "pazar günkü|pazar gününün|pazar gününe|pazar gününden"),
    "az": ("bazar ertəsi|bazar ertəsindən", "çərşənbə axşamı", "çərşənbə", "cümə axşamı",
           "cümə", "şənbə", "bazar günü|bazar gecəsi|bazar səhəri|bazar axşamı|"
           "bazar günündən|bazar günkü|bazar günki|bazar gününün|bazar gününə"),
    "fa": ("دوشنبه|دو شنبه", "سه شنبه|سهشنبه", "چهارشنبه|چهار شنبه", "پنجشنبه|پنج شنبه",
           "جمعه", "شنبه", "یکشنبه|یک شنبه"),
    # "շաբաթ", "კვირა": a week too.
    "hy": ("երկուշաբթի|երկուշաբթին", "երեքշաբթի|երեքշաբթին", "չորեքշաբթի|չորեքշաբթին",
           "հինգշաբթի|հինգշաբթին", "ուրբաթ|ուրբաթը", "շաբաթ օրը|շաբաթ օր|շաբաթ օրվա|"
           "շաբաթ առավոտյան|շաբաթ երեկոյան", "կիրակի|կիրակին"),
    "ka": (*("|".join(stem + end for end in ("ი", "ს", "ის", "ით", "იდან", "სა", ""))
             for stem in "ორშაბათ სამშაბათ ოთხშაბათ ხუთშაბათ პარასკევ შაბათ".split()),
           "კვირას|კვირა დღეს|კვირა დღე|კვირა დილით|კვირა დილას|კვირა საღამოს|კვირა ღამით"),
    "ar": tuple("|".join((*day.split("|"), *("و" + d for d in day.split("|")))) for day in
                ("الاثنين", "الثلاثاء", "الأربعاء", "الخميس", "الجمعة", "السبت", "الأحد")),
    "he": tuple("|".join(before + day for before in ("", "ב", "ה", "מ"))
                for day in ("יום שני", "יום שלישי", "יום רביעי", "יום חמישי", "יום שישי",
                            "יום שבת", "יום ראשון")),
    "pl": ("poniedziałek|poniedziałku", "wtorek|wtorku", "środę|środa|środy", "czwartek|czwartku",
           "piątek|piątku", "sobotę|sobota|soboty", "niedzielę|niedziela|niedzieli"),
    "cs": ("pondělí", "úterý", "středu|středa", "čtvrtek", "pátek", "sobotu|sobota",
           "neděli|neděle"),
    "kk": ("дүйсенбі", "сейсенбі", "сәрсенбі", "бейсенбі", "жұма", "сенбі", "жексенбі"),
    "id": ("senin", "selasa", "rabu", "kamis", "jumat", "sabtu", "hari minggu"),
}  # fmt: skip
# Days told from the article's own: -2 … 2.
_RELATIVE: dict[str, dict[int, str]] = {
    "en": {-1: "yesterday|last night", 0: "today|tonight|this morning|this afternoon|this evening",
           1: "tomorrow"},
    # "накануне" alone mostly is "on the eve of".
    "ru": {-2: "позавчера", -1: "вчера|накануне вечером|накануне днем|накануне ночью",
           0: "сегодня", 1: "завтра", 2: "послезавтра"},
    "uk": {-2: "позавчора", -1: "вчора|учора|минулого вечора", 0: "сьогодні", 1: "завтра",
           2: "післязавтра"},
    "be": {-1: "учора", 0: "сёння", 1: "заўтра"},
    "tr": {-1: "dün|dünkü|dün gece|geçen gece", 0: "bugün|bugünkü|bu sabah|bu akşam|bu gece",
           1: "yarın|yarınki"},
    "az": {-1: "dünən|dünənki|keçən gecə|ötən gecə",
           0: "bu gün|bugün|bu günün|bu günkü|bu səhər|bu axşam|bu gecə", 1: "sabah"},
    "fa": {-2: "پریروز", -1: "دیروز|دیشب|شب گذشته", 0: "امروز|امشب", 1: "فردا", 2: "پس فردا"},
    "hy": {-1: "երեկ|անցած գիշեր", 0: "այսօր", 1: "վաղը"},
    "ka": {-1: "გუშინ|წუხელ|გასულ ღამეს", 0: "დღეს", 1: "ხვალ", 2: "ზეგ"},
    "ar": {-1: "أمس|البارحة", 0: "اليوم", 1: "غدا"},
    "de": {-2: "vorgestern", -1: "gestern", 0: "heute", 1: "morgen"},
    "fr": {-2: "avant hier", -1: "hier", 0: "aujourd'hui", 1: "demain"},
    "es": {-2: "anteayer", -1: "ayer|anoche", 0: "hoy", 1: "mañana"},
    "it": {-1: "ieri", 0: "oggi|stamattina|stasera", 1: "domani"},
    "pt": {-1: "ontem", 0: "hoje", 1: "amanhã"},
    "nl": {-1: "gisteren", 0: "vandaag", 1: "morgen"},
    "pl": {-1: "wczoraj", 0: "dziś|dzisiaj", 1: "jutro"},
    "cs": {-1: "včera", 0: "dnes", 1: "zítra"},
    "ro": {-1: "ieri", 0: "astăzi|azi", 1: "mâine"},
    "bg": {-1: "вчера", 0: "днес", 1: "утре"},
    "kk": {-1: "кеше", 0: "бүгін", 1: "ертең"},
    "he": {-1: "אתמול", 0: "היום", 1: "מחר"},
}  # fmt: skip
# "last Monday", "next Monday": before the weekday or right behind it.
_QUALIFIERS: dict[str, tuple[str, str]] = {
    "en": ("last|previous|past", "next|following|coming"),
    "ru": ("прошлый|прошлую|прошлое|минувший|минувшую|минувшее|минувшего|прошлого",
           "следующий|следующую|следующее|ближайший|ближайшую|ближайшее|будущий|будущую"),
    "uk": ("минулий|минулу|минулого|минулої|попередній|попередню",
           "наступний|наступну|наступного|наступної|найближчий|найближчу"),
    "tr": ("geçen|geçtiğimiz|önceki", "gelecek|önümüzdeki|sonraki"),
    "az": ("ötən|keçən|əvvəlki", "gələn|növbəti"),
    "fa": ("گذشته|پیش|قبل", "آینده|آتی|بعد"),
    "hy": ("անցած|նախորդ", "հաջորդ|գալիք|առաջիկա"),
    "ka": ("გასულ|წინა", "მომავალ|შემდეგ"),
    "ar": ("الماضي|الفائت", "المقبل|القادم"),
    "de": ("vergangenen|letzten|vorigen", "nächsten|kommenden"),
    "fr": ("dernier", "prochain"),
    "es": ("pasado", "próximo"),
    "it": ("scorso", "prossimo|prossima"),
}  # fmt: skip
# Words that tell no day behind certain others (-ის: any that ends so): a week, months, "that day".
_NOT_AFTER: dict[str, dict[str, str]] = {
    "ka": {
        "კვირას": "ამ გასულ მომავალ წინა შემდეგ ერთ ყოველ ორ სამ მიმდინარე იმ",
        "დღეს": "ამ იმ იმავე ყოველ პირველ მეორე ერთ ბოლო მომდევნო წინა შემდეგ რამდენიმე "
        "ორშაბათ სამშაბათ ოთხშაბათ ხუთშაბათ პარასკევ შაბათ კვირა -ის -ურ -ივ -ულ -იან",
    },
    "ro": {"luni": "de câteva trei două patru cinci șase multe"},
    "de": {"morgen": "heute gestern am jeden guten"},
    "nl": {"morgen": "goede"},
    "es": {"mañana": "la de por esta una cada"},
}
# Adjectives of weekdays by their stems: "пятничный", "недільна".
_ADJECTIVES = {
    "ru": ("понедельничн", "вторничн", "", "", "пятничн", "субботн", "воскресн"),
    "uk": ("", "", "", "", "п'ятничн", "суботн", "недільн"),
}
_ADJECTIVE_ENDINGS = {
    "ru": "ый ая ое ые ого ой ому ым ых ую ом ими ий яя ее ие его ей ему им их юю ем",
    "uk": "ий а е і ого ої ому им их у ій я є ю ьої ього ьому ій",
}
_FA_TENS = {20: "بیست و", 30: "سی و"}
_FA_ORDINALS = (
    "یکم دوم سوم چهارم پنجم ششم هفتم هشتم نهم دهم یازدهم دوازدهم سیزدهم چهاردهم پانزدهم "
    "شانزدهم هفدهم هجدهم نوزدهم بیستم"
).split()

_DIGITS = {c: str(i % 10) for i, c in enumerate("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹０１２３４５６７８９")}
_LEVEL = _DIGITS | {
    letter: plain
    for letters, plain in (
        ("İı", "i"), ("Ёё", "е"), ("يىئ", "ی"), ("ك", "ک"), ("أإآ", "ا"), ("ةۀ", "ه"),
        ("’ʼ‘`´ʹ", "'"), ("\u00a0\u202f\u2009\u200c\u3000", " "), ("‐‑‒–—―−－〜～", "-"),
        ("／", "/"), ("．", "."), ("،，、", ","), ("ṭț", "t"), ("ţ", "t"), ("șş", "ş"),
    )
    for letter in letters
}  # fmt: skip
_UNEVEN = re.compile(f"[{''.join(_LEVEL)}]")
# Signs that carry no meaning here and would part a name: they leave the tables, not the text.
_SIGNS = re.compile("[\u0300-\u036f\u0610-\u061a\u064b-\u065f\u0670\u200b-\u200f\u00ad.׳]")
WORD = re.compile(r"[^\W\d_]+")

Told = tuple[str, int]  # kind: month, persian, weekday, relative, back, ahead; and which


def level(text: str) -> str:
    """`text` in lower case with digits, dashes, spaces and letter variants evened; same length."""
    if text.isascii():
        return text.lower()
    # A third of the time of str.translate, which stumbles over every letter it has no entry for.
    return _UNEVEN.sub(_even, text).lower()


def _even(match: re.Match[str]) -> str:
    return _LEVEL[match.group()]


@dataclass(frozen=True)
class DayWords:
    """How one language tells days."""

    single: dict[str, Told]
    several: dict[str, tuple[tuple[tuple[str, ...], Told], ...]]  # first word → rest, longest first
    starts: frozenset[str]  # the words a mention can begin with
    not_after: dict[str, frozenset[str]]
    finder: AhoCorasick  # of the starts

    def places(self, flat: str) -> list[int]:
        """Where one of the starts stands as a word of its own in a levelled text."""
        hits = self.finder.find_matches_as_indexes(flat)
        return [
            start
            for _, start, end in hits
            if not (_is_letter(flat[start - 1 : start]) or _is_letter(flat[end : end + 1]))
        ]


def _is_letter(one: str) -> bool:
    """Whether WORD would go on here."""
    return one.isalnum() and not one.isdecimal()


@lru_cache(maxsize=64)
def day_words(language: str) -> DayWords:
    """The words of `language` (ISO 639-1); of "" those of every language this desk may meet."""
    languages = (language,) if language in LANGUAGES else LANGUAGES
    single: dict[str, Told] = {}
    several: dict[str, dict[tuple[str, ...], Told]] = {}
    for name, told in (pair for each in languages for pair in _named(each)):
        first, *rest = WORD.findall(name)
        if rest:
            several.setdefault(first, {}).setdefault(tuple(rest), told)
        else:
            single.setdefault(first, told)
    starts = frozenset(word for word, told in single.items() if told[0] not in ("back", "ahead"))
    starts |= several.keys()
    return DayWords(
        single,
        {
            first: tuple(sorted(rests.items(), key=lambda pair: (-len(pair[0]), pair[0])))
            for first, rests in several.items()
        },
        starts,
        {
            _flat(word): frozenset(_flat(before).split())
            for each in languages
            for word, before in _NOT_AFTER.get(each, {}).items()
        },
        AhoCorasick(sorted(starts), matchkind=MatchKind.LeftmostLongest),
    )


def _named(language: str) -> list[tuple[str, Told]]:
    found = [(name, ("month", n)) for name, n in month_names(language).items()]
    if language in ("fa", "en"):
        rows = [(n, row.split()) for n, row in enumerate(_PERSIAN_MONTHS, 1)]
        wanted = [(name, n) for n, row in rows for name in row]
        found += [(_flat(name), ("persian", n)) for name, n in wanted
                  if name.isascii() == (language == "en")]  # fmt: skip
    for number, names in enumerate(_weekdays(language)):
        found += [(_flat(name), ("weekday", number)) for name in names.split("|")]
    for number, stem in enumerate(_ADJECTIVES.get(language, ())):
        endings = _ADJECTIVE_ENDINGS[language].split() if stem else []
        found += [(_flat(stem + ending), ("weekday", number)) for ending in endings]
    for offset, names in _RELATIVE.get(language, {}).items():
        found += [(_flat(name), ("relative", offset)) for name in names.split("|")]
    for kind, names in zip(("back", "ahead"), _QUALIFIERS.get(language, ()), strict=False):
        found += [(_flat(name), (kind, 0)) for name in names.split("|")]
    return found


def _flat(name: str) -> str:
    return _SIGNS.sub("", level(name))


@lru_cache(maxsize=64)
def month_names(language: str) -> dict[str, int]:
    """Every form of the months in `language`, levelled; {} when CLDR does not know it."""
    found: dict[str, int] = {}
    for name, number in _cldr_months(language):
        if name.replace(" ", "").isalpha() and len(name) >= (2 if language in ("fa", "ar") else 3):
            found.setdefault(name, number)
    for number, names in _ALSO_MONTHS.get(language, {}).items():
        for name in names.split():
            found.setdefault(_flat(name), number)
    for name, number in list(found.items()):
        stem = name[:-1] if language == "ka" and name.endswith("ი") else name
        endings = _ENDINGS.get(language, ())
        if language == "ka" and len(name) > 3:
            endings = ("ს", "ის", "ში", "იდან", "ამდე", "მდე", "სა", "ისთვის")
        for ending in endings if len(stem) > 3 or language in ("az", "tr") else ():
            found.setdefault(stem + ending, number)
        if language == "he":
            found.setdefault("ב" + name, number)
    return found


def _cldr_months(language: str) -> list[tuple[str, int]]:
    names = []
    for tag in (language, "ar_LB") if language == "ar" else (language,):
        try:
            months = Locale.parse(tag).months
        except (UnknownLocaleError, ValueError):
            continue
        for context in ("format", "stand-alone"):
            for width in ("wide", "abbreviated"):
                for number, name in months[context][width].items():
                    # Where CLDR has no form of its own, babel gives the root's, "yanvar".
                    if context == "format" or language == "az" or not _is_root(months[context]):
                        names.append((_flat(name), number))
    return names


def _is_root(context: dict[str, dict[int, str]]) -> bool:
    return context["wide"][1] == "yanvar"


def _weekdays(language: str) -> tuple[str, ...]:
    if language in _WEEKDAYS:
        return _WEEKDAYS[language]
    try:
        days = Locale.parse(language).days["format"]["wide"]
    except (UnknownLocaleError, ValueError):
        return ()
    return tuple(days[number] for number in range(7))


@lru_cache(maxsize=1)
def all_months() -> dict[str, int]:
    """Every form of every month in every one of LANGUAGES, levelled."""
    found: dict[str, int] = {}
    for language in LANGUAGES:
        for name, number in month_names(language).items():
            found.setdefault(name, number)
    return found


@lru_cache(maxsize=1)
def _english_months() -> dict[str, int]:
    return month_names("en")


def month_of(word: str) -> int | None:
    """The month a word names in any of LANGUAGES: full names, short ones, cases."""
    flat = _flat(word).strip()
    # English first: loading the other languages costs a third of a second, once.
    return _english_months().get(flat) or all_months().get(flat)


def is_weekday(word: str) -> bool:
    """Whether a word is a day of the week, full or short, in any of LANGUAGES."""
    return _flat(word).strip() in _every_weekday()


@lru_cache(maxsize=1)
def _every_weekday() -> frozenset[str]:
    found: set[str] = set()
    for language in LANGUAGES:
        days = Locale.parse(language).days
        for context in ("format", "stand-alone"):
            for width in ("wide", "abbreviated", "short"):
                for name in days[context][width].values():
                    found.update(_flat(part) for part in name.split())
        for names in _WEEKDAYS.get(language, ()):
            found.update(_flat(name) for name in names.split("|") if " " not in name)
    return frozenset(found)


@lru_cache(maxsize=1)
def persian_ordinals() -> dict[str, int]:
    """The days of a month as Persian writes them in words, levelled: سوم is 3."""
    found = {level(word): number for number, word in enumerate(_FA_ORDINALS, 1)}
    found |= {level("اول"): 1, level("سی ام"): 30, level("سی‌ام"): 30}
    for tens, word in _FA_TENS.items():
        for unit in range(1, 10 if tens == 20 else 2):
            found[level(f"{word} {_FA_ORDINALS[unit - 1]}")] = tens + unit
    return found
