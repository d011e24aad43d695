"""Sample issues for the tests. Velmora, its neighbours and all its people are invented."""

from dataclasses import replace
from hashlib import sha256

from torimatome.model import (
    Actor,
    Block,
    Check,
    Citation,
    Issue,
    Item,
    Link,
    Passage,
    Period,
    Section,
    Sentence,
)
from torimatome.publish.printed import Page

HOSTS = {
    "velpress": "velpress.example",
    "halan-radio": "radio.halan.example",
    "ostgaz": "ostgaz.example",
    "mfa-velmora": "mfa.velmora.example",
    "mfa-sarnia": "mfa.sarnia.example",
}


def passage(quote: str, outlet: str = "velpress", day: str = "2026-05-08", **more: str) -> Passage:
    """The words on an invented page."""
    mark = sha256(f"{outlet}{day}{quote}".encode(errors="replace")).hexdigest()
    url = f"https://{HOSTS[outlet]}/{more.get('language', 'en')}/{day}/{mark[:6]}"
    start = int(mark[:2], 16)
    return Passage(
        article=mark[:16], version=1, start=start, end=start + len(quote), quote=quote, url=url,
        outlet=outlet, published=day, sha256=mark, language=more.get("language", "en"),
    )  # fmt: skip


def said(text: str, outlet: str = "velpress", day: str = "2026-05-08", quote: str = "") -> Sentence:
    return Sentence(text, (passage(quote or text, outlet, day),))


def left(text: str, language: str, outlet: str = "ostgaz", day: str = "2026-05-11") -> Sentence:
    """A sentence left in the language of its page."""
    rests = passage(text, outlet, day, language=language)
    return Sentence(text, (rests,), language, ("untranslated",))


def cite(raw: str, *outlets: str, days: tuple[str, str]) -> Citation:
    return Citation(raw, outlets, *days)


def block(
    *sentences: Sentence, kind: str = "paragraph", label: str | None = None, **more: object
) -> Block:
    text = " ".join(sentence.text for sentence in sentences)
    made = Block(kind, label, text, sentences=sentences)
    return replace(made, **more)  # type: ignore[arg-type]


def bulleted(*bullets: Sentence, **more: object) -> Block:
    made = Block(
        "bullets",
        bullets=tuple(sentence.text for sentence in bullets),
        sentences=bullets,
        bullet_of=tuple(range(len(bullets))),
    )
    return replace(made, **more)  # type: ignore[arg-type]


def item(
    number: int, section: str, headlines: tuple[str, str], *blocks: Block, **more: object
) -> Item:
    made = Item(
        id=f"velmora-{number:02}",
        section=section,
        headline_ja=headlines[0],
        headline_en=headlines[1],
        blocks=blocks,
        citations=tuple(b.citation for b in blocks if b.citation),
        kind={"1": "military_security", "2": "domestic", "3": "foreign"}[section],
    )
    return replace(made, **more)  # type: ignore[arg-type]


def _military() -> tuple[Item, ...]:
    return (
        item(
            1, "1",
            ("ヴェルモラ国境警備隊、北部カルデン県で合同訓練を実施",
             "Velmoran Border Guard holds a joint exercise in the northern Karden district"),
            block(
                said("On May.08, the Velmoran Border Guard began a three-day exercise in the "
                     "Karden district with 1,240 servicemen and 86 vehicles."),
                said("The exercise rehearses the evacuation of mountain villages after an "
                     "earthquake, the service said."),
            ),
            block(
                said("Commander Orhan Tellis, who led the exercise, told reporters that the "
                     "lessons of last winter's avalanches had been taken into account.",
                     "halan-radio"),
                citation=cite("(VELPRESS, HALAN RADIO / 08.05.2026)", "VELPRESS", "HALAN RADIO",
                              days=("2026-05-08", "2026-05-08")),
            ),
            headline_sources=(passage("Border Guard opens joint exercise in Karden"),),
            reasons=("two outlets", "section word: exercise"),
            actors=(Actor("Orhan Tellis", None, "commander", "Velmora"),),
        ),
        item(
            2, "1",
            ("国境付近の無人機墜落をめぐりヴェルモラとサルニアの説明が対立",
             "Velmora and Sarnia give differing accounts of a drone crash near the border"),
            block(
                said("On May.11, an unmanned aircraft came down in a field two kilometres from "
                     "the Sarnian border; nobody was hurt.", day="2026-05-11"),
                citation=cite("(VELPRESS / 11.05.2026)", "VELPRESS",
                              days=("2026-05-11", "2026-05-11")),
            ),
            block(
                said("The aircraft crossed into Velmoran airspace from the east at 04:10 and "
                     "was tracked for eleven minutes.", "mfa-velmora", "2026-05-11"),
                kind="perspective", label="Velmoran MFA",
            ),
            block(
                said("The ministry summoned the Sarnian chargé d'affaires and handed over a "
                     "note of protest.", "mfa-velmora", "2026-05-11"),
                kind="perspective", label="Velmoran MFA", continued=True,
                citation=cite("(MFA.VELMORA / 11.05.2026)", "MFA.VELMORA",
                              days=("2026-05-11", "2026-05-11")),
            ),
            block(
                said("No aircraft of the Sarnian armed forces was in the air at the time named.",
                     "mfa-sarnia", "2026-05-12"),
                left("Мы предлагаем создать совместную комиссию и передать ей все записи.", "ru",
                     "mfa-sarnia", "2026-05-12"),
                kind="perspective", label="Sarnian MFA",
                citation=cite("(MFA.SARNIA / 12.05.2026)", "MFA.SARNIA",
                              days=("2026-05-12", "2026-05-12")),
            ),
            block(
                Sentence("This is the third such incident since January; the two earlier ones "
                         "were settled by the border commissioners."),
                kind="note", label="NOTE",
            ),
            block(
                Sentence("The commissioners next meet on June 2 in Halan."),
                kind="note", continued=True,
            ),
            checks=(Check("untranslated", "One sentence is still in Russian."),
                    Check("sides", "Both sides are told; see that the weight is fair.", "info")),
        ),
    )  # fmt: skip


def _domestic() -> tuple[Item, ...]:
    return (
        item(
            3, "2",
            ("サヴィル大統領、地元テレビ局のインタビューに応じる",
             "President Savir gives an interview to local television"),
            block(
                said("On May.09, President Elena Savir was interviewed by the public "
                     "broadcaster. Highlights from the interview:", "halan-radio", "2026-05-09"),
            ),
            bulleted(
                said("The budget deficit will fall to 2.1 percent of GDP this year, from 3.4 "
                     "percent in 2025.", "halan-radio", "2026-05-09"),
                said("The railway between Halan and the port of Meriva will be open for freight "
                     "by November; 91 percent of the track has been laid, and the last tunnel is "
                     "to be finished in September.", "halan-radio", "2026-05-09"),
                said("Velmora “will not choose between its neighbours”.", "halan-radio",
                     "2026-05-09"),
                citation=cite("(HALAN RADIO / 09.05.2026)", "HALAN RADIO",
                              days=("2026-05-09", "2026-05-09")),
            ),
            checks=(Check("length", "Interviews may run longer than six sentences.", "info"),),
        ),
        item(
            4, "2",
            ("憲法裁判所、地方自治法改正案を一部違憲と判断",
             "Constitutional Court finds parts of the local government bill unconstitutional"),
            block(
                said("On May.12, the Constitutional Court ruled by seven votes to two that "
                     "Articles 14 and 15 of the bill contradict the constitution.",
                     day="2026-05-12"),
                said("The full text of the ruling was published the same day.",
                     day="2026-05-12"),
                links=(Link("full text of the ruling", "https://court.velmora.example/2026/17"),
                       Link("published the same day", "javascript:alert(1)")),
            ),
            block(said("Reaction of the parties", day="2026-05-13"), kind="subheading"),
            block(
                said("The governing Union party said it would amend the bill within a month, "
                     "while the opposition called for the resignation of Justice Minister "
                     "Dəniz Əkbərli-Žukauskaitė.", day="2026-05-13"),
                left("Ağır şərtlərdə çalışan bələdiyyələr üçün bu qərar yaxşı xəbərdir.", "az",
                     day="2026-05-13"),
                citation=cite("(VELPRESS, OSTGAZ / 12-13.05.2026)", "VELPRESS", "OSTGAZ",
                              days=("2026-05-12", "2026-05-13")),
            ),
        ),
    )  # fmt: skip


def _foreign() -> tuple[Item, ...]:
    return (
        item(
            5, "3",
            ("ラウム外相、日本の経済協力に謝意—両国関係樹立30周年",
             "FM Raum thanks Japan for economic cooperation on the 30th anniversary of relations"),
            block(
                said("On May.10, FM Tomas Raum met with the Ambassador of Japan and expressed "
                     "gratitude for the rehabilitation of the Meriva water works.",
                     "mfa-velmora", "2026-05-10"),
                said("The sides also discussed visa facilitation and the exchange of students.",
                     "mfa-velmora", "2026-05-10"),
                citation=cite("(MFA.VELMORA / 10.05.2026)", "MFA.VELMORA",
                              days=("2026-05-10", "2026-05-10")),
            ),
        ),
        item(
            6, "3",
            ("ラウム外相、周辺5か国の報道機関に寄稿",
             "FM Raum writes for the press of five neighbouring countries"),
            block(
                said("On May.13, an article by FM Raum on the “Open Passes” initiative appeared "
                     "in five languages.", "mfa-velmora", "2026-05-13"),
            ),
            bulleted(
                left("საზღვრები უნდა აკავშირებდეს ხალხებს და არა აშორებდეს.", "ka"),
                left("Սահմանները պետք է միավորեն ժողովուրդներին։", "hy"),
                left("Sınırlar halkları ayırmamalı, birleştirmelidir.", "tr"),
                left("يجب أن توحّد الحدود الشعوب.", "ar"),
                left("مرزها باید مردم را به هم پیوند دهند.", "fa"),
                citation=cite("(MFA.VELMORA, OSTGAZ / 13.05.2026)", "MFA.VELMORA", "OSTGAZ",
                              days=("2026-05-13", "2026-05-13")),
            ),
            checks=(Check("untranslated", "Five sentences are not in English.", "high"),),
        ),
        item(
            7, "3",
            ("サヴィル大統領、〔Alpine Compact〕首脳会合に出席",
             "President Savir attends the Alpine Compact summit"),
            block(
                said("On May.13, President Savir attended the summit of the Alpine Compact in "
                     "Brenn.", day="2026-05-13"),
                said("The nine members agreed to open 24 mountain roads to each other's lorries "
                     "all year round and to pay for snow clearance together, in proportion to "
                     "the traffic counted at the passes.", day="2026-05-13"),
            ),
            block(
                said("In her speech, the president said: \"Roads that close in winter close "
                     "minds as well.\"", "halan-radio", "2026-05-14"),
                said("The next summit will be held in Halan in 2027.", "halan-radio",
                     "2026-05-14"),
                citation=cite("(VELPRESS, HALAN RADIO / 13-14.05.2026)", "VELPRESS",
                              "HALAN RADIO", days=("2026-05-13", "2026-05-14")),
            ),
            checks=(Check("headline_ja", "A name has no Japanese form yet: Alpine Compact."),),
        ),
        item(
            8, "3",
            ("ヴェルモラ、サルニアからの小麦輸入関税を6か月間停止",
             "Velmora suspends duties on wheat from Sarnia for six months"),
            block(
                said("On May.14, the government suspended the 12 percent import duty on Sarnian "
                     "wheat until November 15.", "ostgaz", "2026-05-14"),
                said("Flour prices had risen by 31 percent since February, the ministry of "
                     "trade said.", "ostgaz", "2026-05-14"),
                citation=cite("(OSTGAZ / 14.05.2026)", "OSTGAZ",
                              days=("2026-05-14", "2026-05-14")),
            ),
        ),
        item(
            9, "3",
            ("報道：両国国境委員、6月に会談か",
             "Border commissioners may meet in June, press reports"),
            block(
                said("The border commissioners of Velmora and Sarnia may meet earlier than "
                     "planned, the press reported on May.15.", "ostgaz", "2026-05-15"),
                citation=cite("(OSTGAZ / 15.05.2026)", "OSTGAZ",
                              days=("2026-05-15", "2026-05-15")),
            ),
        ),
    )  # fmt: skip


def sample_issue() -> Issue:
    """Nine items: every kind of block, two sides, bullets, notes, links, marks, ten scripts."""
    return Issue(
        title_ja="ヴェルモラ政治・治安情報",
        subtitle_ja="（公開情報とりまとめ）",
        issuer_ja="在ヴェルモラ大使館（架空）",
        period=Period("2026-05-08", "2026-05-15", remark="（一部5月7日分を含む）"),
        sections=(
            Section("1", "軍事・治安関係", "military_security", "Military and security"),
            Section("2", "内政関連", "domestic", "Domestic politics"),
            Section("3", "外政関連", "foreign", "Foreign policy"),
        ),
        items=(*_military(), *_domestic(), *_foreign()),
        end_marker="END",
        desk="demo",
        title_en="Velmora: politics and security",
        issuer_en="Embassy in Velmora (invented)",
        notice_ja="この号は見本です。ヴェルモラという国も、登場する人物や出来事もすべて架空です。",
        notice_en="This is a sample. Velmora, its people and these events are invented.",
    )


HOSTILE = (
    '#read("/etc/passwd") #let x = 1 $x^2$ *bold* _it_ @ref <label> `raw` // comment /* c */ \\',
    "<script>alert(1)</script> <b>bold</b> &amp; &lt; <!-- c --> ]]> {{ 7*7 }} {% raw %}",
    '{ INCLUDETEXT "/etc/passwd" } { DDEAUTO c:\\\\win } MERGEFIELD \u0013 PAGE \u0014 1 \u0015',
    "bell \x07 nul \x00 escape \x1b[31m vertical \x0b tab\tline\nfeed",
    "left \u202eevil\u202c right \u2066isolated\u2069 mark \u200f end",
    "half \ud800 pair, \uffff no character, \ue000 private, \U000f0000 plane fifteen",
    "😀 👨‍👩‍👧 ไทย 한국어 ქართული ᚠᛇᚻ 𓀀 𝔘 e\u0301 ﬁ ½ № ‰",
    "= Heading\n- list\n+ enum\n/ term: x\n#pagebreak()",
)


def hostile_issue() -> Issue:
    """The sample with markup of every kind in every place a page's words can reach."""
    issue = sample_issue()
    items = []
    for number, words in enumerate(HOSTILE):
        sentence = Sentence(words, (replace(passage(words), url="javascript:alert(1)"),))
        made = item(
            number, "1", (f"見出し {words}", words),
            block(sentence),
            block(sentence, kind="perspective", label=words),
            block(sentence, kind="note", label="NOTE"),
            block(sentence, kind="subheading"),
            bulleted(sentence, links=(Link("e", "javascript:alert(1)"),),
                     citation=cite(f"({words} / 08.05.2026)", words,
                                   days=("2026-05-08", "2026-05-08"))),
            checks=(Check("odd", words),),
            reasons=(words,),
        )  # fmt: skip
        items.append(made)
    return replace(
        issue, title_ja=HOSTILE[0], subtitle_ja=HOSTILE[1], issuer_ja=HOSTILE[2],
        title_en=HOSTILE[3], notice_ja=HOSTILE[4], notice_en=HOSTILE[5], end_marker=HOSTILE[6],
        items=tuple(items),
    )  # fmt: skip


def words_of(page: Page) -> str:
    """Every printed word of the body in reading order, without white space."""
    found = [page.title_ja, page.subtitle_ja, page.period, page.remark, page.issuer_ja]
    found += [page.notice_ja, page.notice_en]
    for section in page.sections:
        found += [section.number, ".", section.heading_ja]
        for printed_item in section.items:
            found += ["●", *(run.text for run in printed_item.headline_ja)]
            found.append(printed_item.headline_en)
            for group in printed_item.groups:
                found.append(group.label)
                for paragraph in group.paragraphs:
                    found += [run.text for run in (*paragraph.runs, *paragraph.citation)]
    return bare("".join([*found, page.end_marker]))


def bare(text: str) -> str:
    """The text without white space and without the marks of its lists."""
    return "".join(text.split()).replace("–", "").replace("\u200b", "")


def without_right_to_left(issue: Issue) -> Issue:
    """The issue without Arabic and Persian, whose words no extractor gives in reading order."""
    six = next(i for i in issue.items if i.id == "velmora-06")
    bullets = six.blocks[1]
    kept = replace(
        bullets, bullets=(bullets.bullets or ())[:3], sentences=bullets.sentences[:3],
        bullet_of=bullets.bullet_of[:3],
    )  # fmt: skip
    shorter = replace(six, blocks=(six.blocks[0], kept))
    return replace(issue, items=tuple(shorter if i is six else i for i in issue.items))
