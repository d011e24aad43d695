"""Words of a text as keys that compare: folded, stemmed, without the small words."""

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

# Letters that carry no combining mark, so that NFKD leaves them alone.
_LETTERS = (
    *zip("ıəøłđёєіґ", "ieoldееиг", strict=True), *((mark, "'") for mark in "’ʼ‘`´ʹ"),
)  # fmt: skip
_MARKED = tuple(zip("йїçşğöü", "иіcsgou", strict=True))
_QUOTES = str.maketrans(dict.fromkeys("’ʼ‘`´ʹ", "'"))
_MARKS = re.compile("[\u0300-\u036f]+")
# Without those marks no letter of a European script makes one with its neighbour.
_MAY_JOIN = re.compile("[^\0-\u058f\u10a0-\u10ff]+")
_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*")
UNSPACED = re.compile(r"[\u3040-\u30ff\u3400-\u9fff々〆ー]+")
_ENDINGS_EN = ("ies", "es", "ed", "ing", "s")

# Words that say nothing of the event: the grammar, the news trade ("said") and the calendar.
# Every language's list ends up in one table, for a text may mix them; a clash (Turkish "on",
# ten) costs nothing. What all other words tell depends on how rare they are (rarity.py), counted
# once and not over the week, so never on what else has come in.
_SMALL = """
a about above after again against all also am among an and any are as at away back be because been
before being below between both but by can could did do does doing down during each even ever
every few first for from further get give go had has have having he her here hers him his how
however i if in into is it its just last let like made make many may me might more most much must
my new next no nor not now of off on once one only or other our out over own per put said same say
says she should since so some still such take tell than that the their them then there these they
this those though three through to told too two under until up upon us use very via was we were
what when where which while who whom whose why will with within without would yet you your
according added announced including mr mrs ms news official officials people report reported
reports statement monday tuesday wednesday thursday friday saturday sunday today yesterday
tomorrow year years week weeks day days month months january february march april june july august
september october november december percent also time

а без более больше будет будут бы был была были было быть в вам вас весь во вот все всего всех вы
где да даже для до его ее если есть еще же за здесь и из или им их к как какой когда кто лишь
между меня мне много может можно мы на над нас не него нее нет ни них но ну о об однако он она они
оно от очень по под после при про с сам свой свои своего себя сейчас со та так также такой там то
того тоже только том тот ты у уже хотя чего чем через что чтобы эта эти этих это этого этой этом
этот сказал сказала сообщил сообщила сообщает сообщили сообщается заявил заявила отметил отметила
слов словам словами данным ранее рассказал новости год года году лет день дня дней который которая
которые которого которой которых которым понедельник вторник среду четверг пятницу субботу
воскресенье сегодня вчера января февраля марта апреля мая июня июля августа сентября октября
ноября декабря

але але б без би був була були було бути в вже ви від він вона вони воно все всі де для до є ж за
з зі й його її їх із коли кожен ми має на над не немає ні о один по під після при про та так також
такий там те ти тільки то того той у усі це цей цього цій цьому ця ці чи через що щоб як який яка
які якого якій сказав сказала повідомив повідомила заявив заявила року рік роки день січня лютого
березня квітня травня червня липня серпня вересня жовтня листопада грудня сьогодні вчора

acaba ama ancak aynı bana bazı beri bile bir biri birçok biz bu buna bunu böyle çok çünkü da daha
de değil diğer diye dolayı en fakat gibi göre hem hep her hiç ile ilgili ilk için ise kadar karşı
kendi ki kim mi mu mü nasıl ne neden o olan olarak oldu olduğu olduğunu olması on ona onlar onu
sadece siz son sonra şey şu tarafından tüm üzere üzerinde var ve veya ya yani yine yok yıl yıllık
yılında iki dedi söyledi belirtti ifade etti eden edildi edilen yaptı yapılan açıkladı bildirdi
gün günü bugün pazartesi salı çarşamba perşembe cuma cumartesi pazar ocak şubat mart nisan mayıs
haziran temmuz ağustos eylül ekim kasım aralık

amma artıq bəzi belə biz bunu bundan bütün cari çox da daha də deyil digər əgər edib edilib edən
edir etdi etmiş etmək hansı hər heç həm həmin həmçinin isə ilə ildə ilin ki kimi mən min olan
olaraq oldu olub olunub olunan onun onların öz sonra tərəfindən üçün üzrə və var ya yalnız yeni
görə bildirib bildirilib deyib qeyd xəbər verir məlumat barədə söyləyib bu gün dünən yanvar fevral
aprel iyun iyul avqust sentyabr oktyabr noyabr dekabr
"""


@lru_cache(maxsize=65536)
def fold(text: str) -> str:
    """`text` in lower case without accents, so that spellings of one word meet."""
    if text.isascii():
        return text.lower()
    return _unmarked(text)


def fold_all(words: Sequence[str]) -> list[str]:
    """Each of these words folded; what one call costs is shared by all."""
    found = [word.lower() for word in words]
    marked = [at for at, word in enumerate(words) if not word.isascii()]
    if marked:
        folded = _unmarked("\n".join([words[at] for at in marked])).split("\n")
        for at, word in zip(marked, folded, strict=True):
            found[at] = word
    return found


def _unmarked(text: str) -> str:
    # Letter by letter, for str.translate raises and drops an error for each that its table lacks;
    # and the commonest marked ones first, for what has no marks is normalized in no time.
    text = text.casefold()
    for letter, bare in _MARKED:
        text = text.replace(letter, bare)
    text = _MARKS.sub("", unicodedata.normalize("NFKD", text))
    text = _MAY_JOIN.sub(_joined, text)
    for letter, plain in _LETTERS:
        text = text.replace(letter, plain)
    return text


def _joined(letters: re.Match[str]) -> str:
    return unicodedata.normalize("NFC", letters.group())


def words(text: str) -> list[str]:
    """The words of `text` in order, as written; a run of kana and kanji is one word."""
    return _WORD.findall(text.translate(_QUOTES))


@lru_cache(maxsize=65536)
def bare(word: str) -> str:
    """A word folded, without what follows an apostrophe (Ankara'da); O'Brien keeps Brien."""
    return bare_of(fold(word))


def bare_of(folded: str) -> str:
    """The same of a word that is folded already."""
    if "'" not in folded:
        return folded
    parts = folded.split("'")
    return parts[0] if len(parts[0]) > 2 or len(parts) == 1 else parts[-1]


# Of folded words, so that й is и; three letters must be left.
_ENDING_CYRILLIC = re.compile(
    r"(?<=[а-я]{3})(?:[аяиы]ми|[оеы]го|[ое]му|[оеы]в|[оеаяыи]м|[аяыи]х|[оеыи]и|[аоеиую][яею])$"
)


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """A bare word cut to what its inflected forms share: rough, and the same for every language.

    Latin words that look English lose an English ending; whatever is then longer than seven
    letters (six in Cyrillic, where endings are longer) is cut.
    """
    if word.isascii():
        if word.endswith(_ENDINGS_EN):
            for ending in _ENDINGS_EN:
                if word.endswith(ending) and len(word) - len(ending) >= 4:
                    word = word[: -len(ending)]
                    break
        if len(word) > 4 and word[-1] == "e":
            word = word[:-1]
        return word[:8]
    if "а" <= word[0] <= "я":
        if len(word) > 7:
            return word[:6]
        # Short words lose a case ending: "Китаем", "Китая" and "Китай" meet.
        return _ENDING_CYRILLIC.sub("", word).rstrip("аеиоуыьюя")[:6] or word
    return word[:7]


SMALL = frozenset(stem(bare(word)) for word in words(_SMALL))
