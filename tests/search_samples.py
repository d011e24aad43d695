"""Issues to keep and search in the tests. Their country, people and events are invented."""

from collections.abc import Sequence

from torimatome.model import (
    Actor,
    Block,
    Citation,
    House,
    Issue,
    Item,
    Outlet,
    Period,
    Section,
    SectionRule,
    Term,
)

HOUSE = House(
    name="demo",
    country="OV",
    country_name="Orvenia",
    languages=("en", "ru"),
    zone="UTC",
    outlets=(
        Outlet("ona", "Orvenian News Agency", "ONA", "http://ona.example/", spellings=("O.N.A.",)),
        Outlet("lantern", "Lantern", "LANTERN", "http://lantern.example/"),
    ),
    sections=(
        SectionRule("military_security", "軍事・治安関係"),
        SectionRule("foreign", "外政関連"),
    ),
    terms=(
        Term("country", "Orvenia", "オルヴェニア", aliases=("Orvenian", "Орвения"), country="OV"),
        Term("country", "Kestria", "ケストリア", aliases=("Kestrian", "KES"), country="KT"),
        Term("place", "Tamvell", "タムヴェル", aliases=("Тамвелл",), country="OV"),
        Term("organisation", "Harbour Council", "港湾評議会", country="OV"),
        Term("office", "Foreign Minister", "外相", short_en="FM"),
        Term(
            "person", "Sarena Qaforin", "カフォリナ", aliases=("Сарена Кафорина", "Sərena Qafərin"),
            country="OV", office="Foreign Minister", since="2026-01-10",
        ),
        Term("person", "Daven Orlisk", "オルリスク", aliases=("Дэвен Орлиск",), country="KT"),
        Term("person", "Marit Telmor", "テルモル", country="OV"),
        Term("person", "Ravian Telmor", "テルモル", country="KT"),
    ),
)  # fmt: skip
QAFORIN = Actor("Sarena Qaforin", "カフォリナ", "Foreign Minister")
ORLISK = Actor("Daven Orlisk", "オルリスク", "Foreign Minister")


def item(number: int, heads: tuple[str, str], *body: str, day: str = "", **more: object) -> Item:
    """An item of the issue of May 2026 unless its day says otherwise."""
    day = day or f"2026-05-{number + 7:02}"
    citation = Citation(f"(ONA / {day})", ("ONA",), day, day)
    fields: dict[str, object] = {"section": "1", "citations": (citation,), **more}
    blocks = tuple(Block("paragraph", text=text) for text in body)
    return Item(id=f"{number:02}", headline_ja=heads[0], headline_en=heads[1], blocks=blocks,
                **fields)  # type: ignore[arg-type]  # fmt: skip


def issue(items: Sequence[Item], start: str = "2026-05-08", end: str = "2026-05-15") -> Issue:
    """An issue that holds these items."""
    return Issue(
        "オルヴェニア情報", "", "", Period(start, end),
        (Section("1", "軍事・治安関係", "military_security"), Section("2", "外政関連", "foreign")),
        tuple(items), "END",
    )  # fmt: skip


def may() -> Issue:
    """Five items: two people who meet, a harbour, a namesake, marks of every kind."""
    lantern = Citation("(LANTERN / 09.05.2026)", ("LANTERN",), "2026-05-09", "2026-05-09")
    return issue((
        item(1, ("カフォリナ外相、ケストリア外相と会談", "FM Qaforin met Kestrian FM"),
             "On May.8, Sarena Qaforin received Daven Orlisk in Tamvell. They saw the harbour.",
             section="2", actors=(QAFORIN, ORLISK), event_type="meeting"),
        item(2, ("タムヴェル港、2026年版「安全な港」に", "Tamvell port named a safe harbour 2026"),
             "The list was published by the Harbour Council. It has 0.123 points.",
             citations=(lantern,)),
        item(3, ("国防省、軍事演習を実施", "Ministry holds exercise"),
             "Nothing else was said about us. The award goes to warships of KES."),
        item(4, ("オルリスク外相、電話会談", "FM Orlisk held a phone call"),
             "Daven Orlisk called “Sarena Qaforin” on 11 May.", section="2",
             actors=(ORLISK, QAFORIN)),
        item(5, ("テルモル大臣、訪問", "Minister Telmor visited the port"),
             "Telmor spoke to Türkiye’s press."),
    ))  # fmt: skip
