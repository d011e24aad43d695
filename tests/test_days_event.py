"""The day of an event is told apart from its article's day, from background and from plans.

Lorvia, Sundara, their towns and their people are invented, and so is all their news.
"""

from datetime import UTC, date, datetime

import pytest

from torimatome.model import Article
from torimatome.text.days_event import event_day, event_of

TUESDAY = date(2026, 5, 12)

# language, first sentences of a report published on 12 May 2026, day of the event, how it is told
TOLD = [
    ("en", "The ministers met in Orla on May 11.", "2026-05-11", "named"),
    ("en", "The ministers met in Orla on Monday, the ministry said.", "2026-05-11", "weekday"),
    ("en", "A depot burned down yesterday near Orla.", "2026-05-11", "yesterday"),
    ("en", "The president received the envoy today.", "2026-05-12", "today"),
    ("en", "ORLA, May 11 (LNA) - The port of Orla opened a third pier.", "2026-05-11", "dateline"),
    ("en", "ORLA, May 11 (LNA) - The port opened on Sunday.", "2026-05-10", "weekday"),
    ("en", "The port of Orla opened a third pier.", "2026-05-12", "published"),
    ("ru", "Министры встретились в Орле 11 мая.", "2026-05-11", "named"),
    ("ru", "Министры встретились в понедельник в Орле.", "2026-05-11", "weekday"),
    ("ru", "Склад сгорел вчера под Орлой.", "2026-05-11", "yesterday"),
    ("uk", "Міністри зустрілися 11 травня.", "2026-05-11", "named"),
    ("uk", "Склад згорів у понеділок.", "2026-05-11", "weekday"),
    ("az", "Nazirlər mayın 11-də Orlada görüşüblər.", "2026-05-11", "named"),
    ("az", "Anbar bazar ertəsi yanıb.", "2026-05-11", "weekday"),
    ("az", "Anbar dünən yanıb.", "2026-05-11", "yesterday"),
    ("tr", "Bakanlar 11 Mayıs'ta Orla'da görüştü.", "2026-05-11", "named"),
    ("tr", "Depo pazartesi günü yandı.", "2026-05-11", "weekday"),
    ("tr", "Depo dün yandı.", "2026-05-11", "yesterday"),
    ("fa", "وزیران روز ۲۱ اردیبهشت در اورلا دیدار کردند.", "2026-05-11", "named"),
    ("fa", "انبار روز دوشنبه سوخت.", "2026-05-11", "weekday"),
    ("fa", "انبار دیروز سوخت.", "2026-05-11", "yesterday"),
    ("hy", "Նախարարները մայիսի 11-ին հանդիպել են։", "2026-05-11", "named"),
    ("hy", "Պահեստն այրվել է երկուշաբթի օրը։", "2026-05-11", "weekday"),
    ("hy", "Պահեստն այրվել է երեկ։", "2026-05-11", "yesterday"),
    ("ka", "მინისტრები 11 მაისს შეხვდნენ.", "2026-05-11", "named"),
    ("ka", "საწყობი ორშაბათს დაიწვა.", "2026-05-11", "weekday"),
    ("ka", "საწყობი გუშინ დაიწვა.", "2026-05-11", "yesterday"),
    ("ja", "両外相は11日、オルラで会談した。", "2026-05-11", "named"),
    ("ja", "倉庫は月曜日に焼けた。", "2026-05-11", "weekday"),
    ("ja", "倉庫は昨日焼けた。", "2026-05-11", "yesterday"),
    ("ar", "التقى الوزيران في 11 مايو.", "2026-05-11", "named"),
    ("ar", "احترق المستودع يوم الاثنين.", "2026-05-11", "weekday"),
    ("de", "Die Minister trafen sich am 11. Mai.", "2026-05-11", "named"),
    ("fr", "Les ministres se sont réunis le 11 mai.", "2026-05-11", "named"),
]
# A day of the past or of the future beside the news, which itself names no day.
BESIDE = [
    ("en", "Trade has grown since May 4, the ministry said.", "background"),
    ("en", "The minister recalled that the two met on May 6.", "background"),
    ("en", "The agreement, signed on 3 March, covers fish.", "background"),
    ("en", "The summit will be held on May 15.", "ahead"),
    ("en", "The talks are scheduled for Friday.", "ahead"),
    ("en", "The envoy leaves tomorrow.", "ahead"),
    ("ru", "Напомним, что 6 мая министры встречались.", "background"),
    ("ru", "Саммит состоится 15 мая.", "ahead"),
    ("ru", "Переговоры пройдут в пятницу.", "ahead"),
    ("uk", "Нагадаємо, 6 травня міністри зустрічалися.", "background"),
    ("uk", "Саміт відбудеться у п'ятницю.", "ahead"),
    ("az", "Xatırladaq ki, nazirlər mayın 6-da görüşmüşdülər.", "background"),
    ("az", "Sammit cümə günü keçiriləcək.", "ahead"),
    ("tr", "Ticaret 4 Mayıs'tan beri arttı.", "background"),
    ("tr", "Zirve cuma günü yapılacak.", "ahead"),
    ("fa", "یادآور می‌شود وزیران ۱۶ اردیبهشت دیدار کردند.", "background"),
    ("fa", "نشست روز جمعه برگزار خواهد شد.", "ahead"),
    ("hy", "Հիշեցնենք, որ մայիսի 6-ին նախարարները հանդիպել էին։", "background"),
    ("hy", "Գագաթնաժողովը կկայանա ուրբաթ օրը։", "ahead"),
    ("ka", "შეგახსენებთ, რომ 6 მაისს მინისტრები შეხვდნენ.", "background"),
    ("ka", "სამიტი პარასკევს გაიმართება.", "ahead"),
    ("ja", "貿易は5月4日以降増えている。", "background"),
    ("ja", "首脳会議は金曜日に開かれる予定。", "ahead"),
]


@pytest.mark.parametrize(("language", "text", "day", "told"), TOLD)
def test_the_day_of_the_event_is_found_however_it_is_told(
    language: str, text: str, day: str, told: str
) -> None:
    found = event_day("", text, TUESDAY, language)
    assert (found.first.isoformat(), found.told) == (day, told)


@pytest.mark.parametrize(("language", "text", "role"), BESIDE)
def test_a_day_beside_the_news_is_not_the_day_of_the_news(
    language: str, text: str, role: str
) -> None:
    found = event_day("", text, TUESDAY, language)
    assert (found.first, found.told) == (TUESDAY, "published")
    assert len(getattr(found, role)) == 1


def test_the_news_comes_before_its_background() -> None:
    text = "The FMs met on May 11. They last met on May 4. The next talks will be on May 20."
    found = event_day("Lorvian, Sundaran FMs meet", text, TUESDAY, "en")
    assert found.first == date(2026, 5, 11)
    assert found.background == (date(2026, 5, 4),)
    assert found.ahead == (date(2026, 5, 20),)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The exercise took place on May 5-7.", "en"),
        ("The exercise took place on 5–7 May.", "en"),
        ("The exercise ran from 5 to 7 May.", "en"),
        ("It ran between May 5 at 8 am and May 7 at noon.", "en"),
        ("Учения прошли с 5 по 7 мая.", "ru"),
        ("Учения прошли 5-7 мая.", "ru"),
        ("5月5日～7日に演習が行われた。", "ja"),
    ],
)
def test_an_event_of_several_days_has_a_first_and_a_last(text: str, language: str) -> None:
    found = event_day("", text, TUESDAY, language)
    assert (found.first, found.last) == (date(2026, 5, 5), date(2026, 5, 7))


def test_a_text_of_unknown_language_is_read_by_the_words_of_all() -> None:
    for text in ("Встреча прошла 11 мая.", "mayın 11-də", "on May 11", "11日、会談した。"):
        assert event_day("", text, TUESDAY).first == date(2026, 5, 11)


def test_yesterday_counts_by_the_outlets_own_calendar() -> None:
    # 22:30 in UTC on the 11th is the 12th in Orla; the outlet's "yesterday" is the 11th.
    at = datetime(2026, 5, 11, 22, 30, tzinfo=UTC)
    article = Article(
        "a" * 16, 1, "http://lna.example/1", "lna", "s", "A depot burns",
        "It burned down yesterday.", "en", at, "page", "2026-05-12", at, "0" * 64,
    )  # fmt: skip
    found = event_of(article)
    assert found is not None
    assert (found.first, found.told) == (date(2026, 5, 11), "yesterday")


def test_a_stripped_dateline_still_dates_an_article() -> None:
    at = datetime(2026, 5, 12, tzinfo=UTC)
    article = Article(
        "a" * 16, 1, "http://lna.example/1", "lna", "s", "A pier opens", "The third pier opened.",
        "en", at, "page", "2026-05-12", at, "0" * 64, "2026-05-11",
    )  # fmt: skip
    found = event_of(article)
    assert found is not None
    assert (found.first, found.told) == (date(2026, 5, 11), "dateline")
