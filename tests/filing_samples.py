"""A small invented desk, and articles for it, that the tests of filing share."""

from datetime import UTC, datetime, timedelta

from torimatome.model import Article, House, Outlet, SectionRule, Term

NOON = datetime(2026, 5, 12, 12, 0, tzinfo=UTC)

# Velmora, its outlets and its people are invented.
HOUSE = House(
    "test", "VM", "Velmora", ("en",), "UTC",
    outlets=(
        Outlet("agency", "Velpress", "VELPRESS", "https://a.example", country="VM", agency=True),
        Outlet("paper", "The Ferry", "FERRY", "https://p.example", country="VM"),
        Outlet("mfa", "MFA", "MFA OF VELMORA", "https://m.example", country="VM",
               official="Velmora"),
        Outlet("abroad", "Ostgaz", "OSTGAZ", "https://o.example", country="OG"),
    ),
    sections=(
        SectionRule("security", "軍事", words={"army": 2.0, "soldier": 2.0, "shelling": 2.0}),
        SectionRule("home", "内政", words={"parliament": 2.0, "law": 1.0}),
        SectionRule("foreign", "外政", words={"foreign minist": 2.0, "visit": 1.0,
                                             "@partner": 0.5}),
    ),
    leave_out={"football": 3.0, "weather": 3.0},
    terms=(
        Term("country", "Velmora", "", aliases=("Velmoran",), country="VM"),
        Term("country", "Ostgalia", "", aliases=("Ostgalian",), country="OG"),
        Term("person", "Ilda Brann", "", country="VM", office="Foreign Minister"),
    ),
)  # fmt: skip


def article(id_: str, title: str, text: str = "", outlet: str = "paper", **more) -> Article:
    when = NOON + timedelta(hours=more.get("hours", 0))
    return Article(
        id_, 1, f"https://{outlet}.example/{id_}", outlet, "hand", title,
        text or f"It was reported in Velmora: {title}.", more.get("language", "en"), when, "feed",
        when.date().isoformat(), when, "0" * 64,
    )  # fmt: skip
