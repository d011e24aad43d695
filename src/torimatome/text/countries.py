"""The world's countries in the languages we read: their names, and the adjectives made of them.

Names come from babel (CLDR); adjectives are listed here, since CLDR has none.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from babel import Locale
from babel.localedata import locale_identifiers

LANGUAGES = ("en", "ru", "uk", "az", "tr", "fa", "ar", "hy", "ka", "ja")

# Names that in another language, or as the beginning of a sentence, are everyday words.
_EVERYDAY = frozenset(
    ["Того", "Мали", "Малі", "Гана", "მალი", "განა", "ტოგო", "مالی", "مالي", "Jersey", "Man",
     "پرو", "توگو", "Guam", "Niue", "Перу", "Чад", "کوبا", "Чілі", "Чили", "Fas", "Çin", "Куба",
     "تشاد",
     # First names, and the city of Granada.
     "Maurice", "Mauricio", "Maurício", "Dominique", "Granada"]
)  # fmt: skip
# "Перу", "Чад", "Куба" and the like stand only as they are written here, never in lower case:
# they are looked for without endings (see `everyday`). Others of the list are left out.
_EXACT = frozenset(["Перу", "Чад", "Чили", "Куба", "Чілі", "Fas", "Çin", "Гана", "Мали", "کوبا"])

# What else a country is called, and the adjectives of it: English, Russian, Ukrainian (stems, "*"
# for any ending), then the neighbours' own. Written for this table.
_OTHERS = """
AF Afghan Afghans афганск* афганськ*
AL Albanian Albanians албанск* албанськ*
DZ Algerian алжирск*
AR Argentine Argentinian аргентинск*
AM Armenian Armenians армянск* вірменськ* Erməni Ermeni ارمنی სომხურ* სომეხ* Հայկական ՀՀ\
 الأرميني* الأرمني*
AU Australian Australians австралийск* австралійськ*
AT Austrian австрийск* австрійськ*
AZ Azerbaijani Azerbaijanis азербайджанск* азербайджанськ* آذری აზერბაიჯანულ* ադրբեջանական*\
 الأذربيجاني* الأذري*
BD Bangladeshi бангладешск*
BY Belarusian Belarusians Белоруссия белорусск* білоруськ* Belarus ბელარუს* Բելառուս
BE Belgian бельгийск* бельгійськ*
BA Bosnian боснийск*
BR Brazilian бразильск* бразильськ*
BG Bulgarian болгарск* болгарськ*
CA Canadian Canadians канадск* канадськ*
CL Chilean чилийск*
CN Chinese китайск* китайськ* КНР ÇXR 中国 الصيني*
CO Colombian колумбийск*
HR Croatian хорватск* хорватськ*
CU Cuban кубинск*
CY Cypriot кипрск* кіпрськ*
CZ Czech Чехия чешск* чеськ*
DK Danish датск* данськ*
EG Egyptian египетск* єгипетськ* مصری المصري*
EE Estonian эстонск* естонськ*
ET Ethiopian эфиопск*
FI Finnish финск* фінськ*
FR French французск* французськ* فرانسوی 仏 الفرنسي*
GE Georgian Georgians грузинск* грузинськ* Gürcü گرجی ქართულ* ქართველ* վրացական* グルジア الجورجي*
DE German Germans ФРГ немецк* германск* німецьк* Alman آلمانی 独 الألماني*
GR Greek греческ* грецьк* Yunan
HU Hungarian венгерск* угорськ* Macar
IN Indian Indians индийск* індійськ* هندی
ID Indonesian индонезийск*
IR Iranian Iranians иранск* іранськ* İranlı ایرانی جمهوری‌اسلامی ირანულ* իրանական* الإيراني*
IQ Iraqi Iraqis иракск* іракськ* عراقی العراقي*
IE Irish ирландск* ірландськ*
IL Israeli Israelis израильск* ізраїльськ* اسرائیلی الإسرائيلي*
IT Italian Italians итальянск* італійськ* 伊
JP Japanese японск* японськ* Yapon ژاپنی 日 الياباني*
JO Jordanian иорданск*
KZ Kazakh Kazakhstani казахстанск* казахск* Qazax Kazak الكازاخستاني*
KE Kenyan кенийск*
KP North_Korean северокорейск* північнокорейськ* КНДР
KR South_Korean южнокорейск* південнокорейськ* Южная_Корея Cənubi_Koreya Güney_Kore 韓国
KW Kuwaiti кувейтск*
KG Kyrgyz Киргизия киргизск* кыргызск* Qırğız Kırgız
LV Latvian латвийск* латвійськ*
LB Lebanese ливанск* لبنانی
LY Libyan ливийск*
LT Lithuanian литовск* литовськ*
MY Malaysian малайзийск*
MX Mexican мексиканск*
MD Moldovan Молдавия молдавск* молдовськ*
MN Mongolian монгольск*
ME Montenegrin черногорск*
MA Moroccan марокканск*
NL Dutch Netherlands Голландия нидерландск* голландск* нідерландськ* Hollanda
NZ New_Zealander новозеландск*
NG Nigerian нигерийск*
NO Norwegian норвежск* норвезьк*
PK Pakistani Pakistanis пакистанск* пакистанськ* پاکستانی الباكستاني*
PS Palestinian Palestinians Palestine Палестина палестинск* палестинськ* Fələstin Filistin فلسطین
PH Philippine Filipino филиппинск*
PL Polish польск* польськ*
PT Portuguese португальск*
QA Qatari катарск* قطری
RO Romanian румынск* румунськ*
RU Russian Russians Russian_Federation РФ российск* російськ* Rus روسی რუსულ* ռուսական* ՌԴ 露\
 الروسي*
SA Saudi Saudi_Arabian саудовск* السعودي*
RS Serbian Serbians сербск* сербськ*
SK Slovak словацк* словацьк*
SI Slovenian словенск*
SO Somali сомалийск*
ZA South_African южноафриканск*
ES Spanish испанск* іспанськ*
SD Sudanese суданск*
SE Swedish шведск* шведськ*
CH Swiss швейцарск* швейцарськ*
SY Syrian Syrians сирийск* сирійськ* سوری السوري*
TW Taiwanese тайваньск*
TJ Tajik таджикск* таджикистанск* Tacik
TH Thai таиландск*
TN Tunisian тунисск*
TR Turkish Turkey Türkiye Turkiye турецк* турецьк* Türk ترک თურქულ* թուրքական* التركي*
TM Turkmen туркменск* туркменистанск* Türkmən
UA Ukrainian Ukrainians украинск* українськ* اوکراینی უკრაინულ* ուկրաինական* الأوكراني*
AE UAE Emirati ОАЭ ОАЕ BƏƏ BAE эмиратск* امارات
GB البريطاني* British Britain UK U.K. Великобритания Британия британск* британськ* İngiltərə\
 İngiltere انگلیس بریتانیا 英国 英
US الأمريكي* الأميركي* American Americans US U.S. USA США американск* американськ* ABŞ ABD\
 آمریکا امریکا آمریکایی ԱՄՆ აშშ 米国 米
UZ Uzbek узбекск* узбекистанск* Özbək Özbek
VE Venezuelan венесуэльск*
VN Vietnamese вьетнамск* в'єтнамськ*
YE Yemeni йеменск*
ZW Zimbabwean зимбабвийск*
AD Andorran
AO Angolan Angolans
BB Barbadian
BF Burkinabe
BH Bahraini Bahrainis
BI Burundian Burundians
BJ Beninese
BN Bruneian
BO Bolivian Bolivians
BS Bahamian
BT Bhutanese
BW Botswanan
BZ Belizean
CF Central_African
CI Ivorian Ivorians
CM Cameroonian Cameroonians
CR Costa_Rican
CV Cape_Verdean
DJ Djiboutian
EC Ecuadorian Ecuadorean Ecuadorians
ER Eritrean Eritreans
FJ Fijian
GA Gabonese
GH Ghanaian Ghanaians
GM Gambian
GN Guinean
GT Guatemalan Guatemalans
GY Guyanese
HN Honduran Hondurans
HT Haitian Haitians
IS Icelandic
JM Jamaican
KH Cambodian Cambodians
LA Lao Laotian
LK Sri_Lankan Sri_Lankans
LR Liberian
LU Luxembourgish
MG Malagasy
MK Macedonian Macedonians
ML Malian Malians
MR Mauritanian
MT Maltese
MU Mauritian
MV Maldivian
MW Malawian
MZ Mozambican Mozambicans
NA Namibian
NI Nicaraguan Nicaraguans
NP Nepali Nepalese
OM Omani Omanis
PA Panamanian Panamanians
PE Peruvian Peruvians
PG Papua_New_Guinean
PY Paraguayan
RW Rwandan Rwandans
SG Singaporean
SL Sierra_Leonean
SN Senegalese
SS South_Sudanese
SR Surinamese
SV Salvadoran Salvadorans
TD Chadian
TG Togolese
TO Tongan
TL Timorese East_Timor East_Timorese
TZ Tanzanian Tanzanians
UG Ugandan Ugandans
UY Uruguayan
WS Samoan
XK Kosovar Kosovan
ZM Zambian Zambians
CD Congolese DR_Congo DRC
MM Burmese Myanmar
"""


@dataclass(frozen=True)
class Called:
    """One way a country is called."""

    code: str  # ISO 3166-1 alpha-2
    form: str
    language: str = ""  # "" = an adjective or another name of the table here
    stem: bool = False  # any ending may follow
    exact: bool = False  # no ending may follow


@lru_cache(maxsize=1)
def called() -> tuple[Called, ...]:
    """Every name and adjective of every country, English names first."""
    return tuple(_names(LANGUAGES)) + tuple(_others())


@lru_cache(maxsize=8)
def called_in(languages: tuple[str, ...]) -> tuple[Called, ...]:
    """Every country's name in further languages a desk reads, as CLDR has it, without endings."""
    more = (language for language in languages if language not in LANGUAGES)
    known = [language for language in more if language in locale_identifiers()]
    return tuple(replace(name, exact=True) for name in _names(known))


def _names(languages: Iterable[str]) -> Iterator[Called]:
    for language in languages:
        named = Locale(language).territories
        for code, form in sorted(named.items()):
            if len(code) != 2 or not code.isalpha() or code in {"EU", "EZ", "UN", "XA", "XB", "ZZ"}:
                continue
            if form in _EVERYDAY and form not in _EXACT and language != "en":
                continue
            if language == "ja" and len(form) < 2:
                continue
            yield Called(code, form, language, exact=form in _EXACT)
            if language == "en" and " & " in form:
                yield Called(code, form.replace(" & ", " and "))


def _others() -> Iterator[Called]:
    for line in _OTHERS.strip().splitlines():
        code, *forms = line.split()
        for form in forms:
            if len(form) == 1:  # 米, 露: only headlines of a known style use them
                continue
            yield Called(code, form.rstrip("*").replace("_", " "), stem=form.endswith("*"))
