"""What was done: phone call, meeting, visit, arrest …, told from stems in several languages."""

from torimatome.understand.phrases import Phrases

# Stems by act, in English, Russian, Ukrainian, Turkish and Azerbaijani; a stem counts where a
# word begins with it. Add a language by adding its stems; add an act only when editors would
# call two stories different because of it.
STEMS: dict[str, tuple[str, ...]] = {
    "phone call": (
        "phone call", "phone talk", "phone conversation", "telephone", "by phone", "phoned",
        "over the phone", "телефон", "по телефону", "созвон", "telefon", "zəng",
    ),
    "meeting": (
        "meet", "met with", "met", "received", "receives", "held talks", "holds talks",
        "talks with", "mull", "sit down", "встре", "принял", "переговор", "зустр", "перемовин",
        "görüş", "kabul etti", "bir araya gel", "qəbul ed", "danışıq",
    ),
    "visit": (
        "visit", "arriv", "trip to", "tour of", "pays a visit", "визит", "прибы", "посети",
        "поездк", "візит", "відвіда", "прибув", "ziyaret", "ziyarət", "səfər", "gəld",
    ),
    "letter": (
        "letter to", "congratulat", "condolence", "sent a message", "поздрав", "соболезн",
        "письмо", "телеграмм", "вітан", "співчут", "tebrik", "başsağlığı", "mektup", "təbrik",
        "məktub",
    ),
    "credentials": (
        "credential", "letters of credence", "верительн", "вірчі грамот", "güven mektub",
        "etimadnamə",
    ),
    "agreement": (
        "sign", "agreement", "memorandum", "treaty", "accord", "подписа", "соглашени",
        "меморандум", "договор", "підписа", "угод", "imzala", "anlaşma", "mutabakat", "müqavilə",
        "saziş",
    ),
    "appointment": (
        "appoint", "name as", "sworn in", "dismiss", "resign", "назнач", "уволен",
        "освобожден от", "отставк", "признач", "звільнен", "atan", "atad", "istifa", "görevden",
        "təyin", "azad ed",
    ),
    "arrest": (
        "arrest", "detain", "custody", "jailed", "sentenc", "арест", "задерж", "приговор",
        "заарешт", "затрим", "вирок", "tutukla", "gözaltı", "yakala", "həbs", "saxlanıl",
        "məhkum",
    ),
    "attack": (
        "attack", "shell", "fire on", "opened fire", "shooting", "gunfire", "missile",
        "drone strike", "airstrike", "атак", "обстрел", "открыл огонь", "ракет", "удар по",
        "обстріл", "saldır", "ateş aç", "füze", "hücum", "atəş",
    ),
    "mine or blast": (
        "mine blast", "mine explosion", "landmine", "explosion", "explod", "blast", "подорва",
        "взрыв", "мина", "вибух", "підірва", "mayın", "patlama", "mina", "partlay",
    ),
    "exercise": (
        "exercise", "drill", "manoeuvre", "maneuver", "учени", "навчання", "tatbikat", "təlim",
    ),
    "vote or law": (
        "vote", "bill", "law", "decree", "amendment", "parliament adopt", "ratif", "законопроект",
        "закон", "указ", "голосова", "ратифи", "yasa", "kararname", "oyla", "qanun", "fərman",
        "sərəncam", "səsver",
    ),
    "election": (
        "election", "ballot", "poll", "выбор", "вибор", "seçim", "seçki",
    ),
    "protest": (
        "protest", "rally", "rallied", "demonstrat", "протест", "митинг", "мітинг", "etiraz",
    ),
    "sanctions": (
        "sanction", "санкци", "санкці", "yaptırım", "sanksiya",
    ),
    "statement": (
        "condemn", "denounc", "slam", "reject", "accus", "welcom", "осуди", "осужда", "отверг",
        "обвини", "приветств", "засуди", "kına", "reddet", "suçla", "qına", "pislə", "ittiham",
    ),
    "disaster": (
        "earthquake", "quake", "flood", "crash", "землетряс", "наводн", "крушени", "авари",
        "землетрус", "повін", "deprem", "zəlzələ", "daşqın", "qəza", "kaza",
    ),
    "aid": (
        "humanitarian aid", "donat", "evacuat", "гуманитарн", "эвакуа", "гуманітарн", "евакуа",
        "insani yardım", "tahliye", "humanitar yardım", "təxliyə",
    ),
    "death": (
        "die", "dead", "death", "killed", "died", "умер", "погиб", "скончал", "помер", "загин",
        "öldü", "hayatını kaybet", "öldürül", "vəfat", "həlak",
    ),
}  # fmt: skip

# Acts between two parties: who the other party is tells one such story from another.
TWO_SIDED = frozenset({"phone call", "meeting", "visit", "letter", "agreement"})
# Acts that happen somewhere: another place is another story.
SOMEWHERE = frozenset({"attack", "mine or blast", "arrest", "disaster", "protest"})

_ACT_OF = {stem: act for act, stems in STEMS.items() for stem in stems}
_FINDER = Phrases(_ACT_OF)


def acts(text: str) -> frozenset[str]:
    """The acts `text` speaks of; give it a title or a lead, for whole texts speak of many."""
    return frozenset(_ACT_OF[stem] for stem in _FINDER.count(text))
