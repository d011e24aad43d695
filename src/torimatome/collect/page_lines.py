"""Lines that stand among an article's paragraphs and are not its own.

Bylines, dates, photo credits, "read also", share bars, invitations to subscribe. The phrases
are those news sites use in the languages our desks read, never one outlet's name: what only
one outlet does belongs in its `Fixes`.
"""

import re

from torimatome.collect.dates import read_date
from torimatome.collect.page_blocks import Block

SHORT = 90  # characters of a line that may be a byline, a date or a button
INVITATION = 320  # characters of the longest invitation to subscribe seen as one line

_SENTENCE_END = re.compile(r"[.!?…。！？؟।։:;][\]'\"”’»“)）」』]*$")
_ELSEWHERE = re.compile(
    r"^[\W_]*(?:read (?:more|also|next|the full)|also read|see also|related(?: (?:stories|"
    r"articles?|news|posts?|topics?|content))?\b|more (?:on|from|about) |"
    r"don[’']t miss|you (?:may|might) also|recommended|explore more|watch(?: now| also|:)|listen:|"
    r"lesen sie (?:auch|mehr|hier)|mehr (?:zum thema|dazu|infos)|auch interessant|"
    r"weiterlesen|weitere (?:artikel|themen|meldungen|nachrichten)|das könnte sie|"
    r"passend dazu|"
    r"lire aussi|à lire|voir aussi|lee (?:también|más)|te puede interesar|más información|"
    r"leia (?:também|mais)|veja (?:também|mais)|saiba mais|leggi anche|"
    r"les (?:også|mer)|læs også|läs (?:även|också|mer)|lue myös|lees ook|czytaj (?:też|"
    r"także|więcej)|zobacz (?:też|także|również)|"
    r"čtěte (?:také|více)|přečtěte|skaitykite|lasi arī|citește și|olvassa|"
    r"читайте (?:также|ещё|еще|подробнее)|читать (?:также|далее|ещё|еще)|смотрите также|"
    r"по теме|подробнее|ещё по теме|похожие|другие новости|"
    r"читайте (?:також|ще)|дивіться також|"
    r"ilgili haber|benzer haber|bunlar da|ayrıca (?:bkz|oku)|(?:daha fazla|devamını|"
    r"haberin devamı) oku|həmçinin oxu|bunları da|oxşar xəbər|digər xəbər|əlaqəli|"
    r"baca (?:juga|selengkapnya)|simak juga|soma (?:pia|zaidi)|"
    r"関連(?:記事|ニュース|リンク)|【関連|あわせて読|合わせて読|続きを読む|こちらの記事|"
    r"おすすめ(?:記事)?|관련\s?기사|함께 보|相关(?:阅读|新闻|"
    r"报道)|延伸閱讀|延伸阅读|更多|"
    r"بیشتر بخوانید|اقرأ (?:أيضا|المزيد)|مطالب مرتبط|წაიკითხეთ|კარდა|կարդացեք|"
    r"(?:यह )?(?:भी|और) पढ़ें|ये भी पढ़ें)",
    re.I,
)
# A line like these, once most of the text is past, opens the list of other articles.
_ENDS = re.compile(
    r"^[\W_]*(?:related(?: (?:stories|articles?|news|posts?|topics?|content|coverage))?|"
    r"more (?:from|on|stories|news|coverage|articles)\b.*|more [A-Z][\w]+|"
    r"read (?:more|next|also)|see also|most (?:popular|read|viewed|shared)|"
    r"popular(?: (?:stories|posts|now))?|trending(?: now)?|"
    r"recommended(?: (?:for you|stories|articles))?|you (?:may|might) also (?:like|"
    r"be interested).*|latest (?:news|stories|articles)|top stories|"
    r"(?:leave a )?comments?(?: \(?\d+\)?)?|join the (?:conversation|discussion)|"
    r"about the authors?|topics|tags|share this(?: \w+)?|editor[’']s picks?|"
    r"mehr (?:zum thema|dazu|aus .{2,30}|lesen)|weitere (?:artikel|themen|meldungen|"
    r"nachrichten).*|das könnte sie auch.*|meistgelesen|kommentare?|über (?:den autor|"
    r"die autorin)|"
    r"lire aussi|à lire aussi.*|sur le même (?:sujet|thème)|articles? liés|"
    r"más (?:información|noticias)|noticias relacionadas|archivado en|sobre la firma|"
    r"te puede interesar|"
    r"veja também|leia (?:também|mais)|leggi anche|articoli correlati|"
    r"potrebbe interessarti.*|mest lest|les også|relaterte saker|läs mer|læs også|"
    r"lue myös|lees ook|meer over.*|"
    r"czytaj (?:też|także)|zobacz (?:też|także)|související|mohlo by.*|"
    r"читайте также|по теме|похожие (?:новости|статьи|материалы)|материалы по теме|"
    r"другие новости|самое читаемое|популярное|комментарии|теги|"
    r"читайте також|за темою|ilgili (?:haberler|konular)|benzer haberler|diğer haberler|"
    r"en çok okunanlar|yorumlar|etiketler|"
    r"oxşar xəbərlər|digər xəbərlər|əlaqəli xəbərlər|bənzər xəbərlər|ən çox oxunanlar|şərhlər|"
    r"baca juga|berita terkait|関連(?:記事|ニュース|リンク|キーワード|タグ).{0,6}|"
    r"あわせて読みたい.*|おすすめ記事|"
    r"人気記事.{0,8}|アクセスランキング|こちらもおすすめ|"
    r"관련\s?기사|많이 본 뉴스|댓글.*|相关(?:阅读|新闻|报道)|推荐阅读|延伸閱讀|"
    r"مطالب مرتبط|اقرأ أيضا|შესაბამისი|"
    r"მსგავსი.*|առնչվող.*)[\W_]*$",
    re.I,
)
_BYLINE = re.compile(
    r"^(?:by|von|par|por|di|av|af|from|text|texte?|words|story|written by|reporting by|"
    r"edited by|author|autor(?:in)?|autore|auteur|"
    r"автор|авторы|текст|yazar|yazan|haber|müəllif|jurnalist|記者|取材|文|기자|작성|editor|"
    r"редактор)\s*[:：]?\s+(?=\S{2,})",
    re.I,
)
_CREDIT = re.compile(
    r"^[\W_]*(?:foto|photos?|fotografie?|picture|pictures|image|bild(?:er)?|bildquelle|"
    r"bildrechte|fotó|фото|иллюстрация|写真|画像|사진|图片?|圖片?|fotoğraf|"
    r"video|видео|quelle|source|sources|источник|kaynak|mənbə|kilde|fonte|fuente|credit|"
    r"graphic|grafik|illustration|infografik)[\w ]{0,16}(?:[:：/©|]|\bvia\b)"
    r"|^[\W_]*(?:©|\(c\)|copyright\b)"
    r"|(?:foto|photo|фото|bild|image|picture|pic|credit|写真|"
    r"사진)\w{0,8}\s*[:：/©]\s*[^.!?。]{2,60}\)?$"
    r"|^[^.!?]{0,120}(?:/|©|\()\s*(?:getty(?: images)?|afp|reuters|ap(?: photo)?|dpa|epa|"
    r"ntb|tt|ansa|imago|shutterstock|alamy|apa|keystone|picture alliance|tass|тасс|"
    r"риа новости|aa|anadolu|時事|共同|연합뉴스|新华社)\b[^.!?]{0,40}$",
    re.I,
)
_BUTTONS = re.compile(
    r"^[\W_\d]*(?:share|share (?:this|on|via|article|now).{0,30}|copy (?:link|url)|"
    r"link copied|print(?: this)?(?: article| page)?|e-?mail|save|bookmark|"
    r"listen(?: to this article)?|"
    r"facebook|twitter|x|whatsapp|telegram|linkedin|reddit|pinterest|viber|vk|ok|"
    r"comments?|reply|follow|following|subscribe(?: now)?|sign (?:in|up)|log ?in|register|"
    r"advertisement|advertising|ad|sponsored(?: content)?|promoted|"
    r"story continues below.*|article continues (?:below|after).*|continue reading.*|"
    r"skip (?:past|to|ad).*|scroll .{0,30}|swipe .{0,60}|"
    r"loading.*|close|menu|home|back|next|previous|top|more|gallery|photos?|video|"
    r"watch(?: live| now)?|live|breaking(?: news)?|exclusive|opinion|analysis|updated?|"
    r"font size|text size|a\s?[-+]\s?a\s?[-+]?|minutes? read|\d+ min(?:ute)?s?\.?(?: read|"
    r" lesezeit)?|key points|popular|donate|"
    r"anzeige|werbung|teilen|drucken|merken|kommentieren|vorlesen|artikel anhören|artikel|"
    r"faq|publicité|partager|imprimer|publicidad|compartir|imprimir|pubblicità|condividi|"
    r"annonse|del|kopier lenke|článek|reklama|udostępnij|реклама|поделиться|распечатать|"
    r"скопировать ссылку|печать|комментарии|"
    r"reklam|paylaş|yazdır|paylaşın|abone ol|çap et|paylaş:|takip et|記事を印刷|シェア(?:する)?|"
    r"ツイート|ポスト|コピー|印刷|保存|広告|공유|인쇄|댓글|복사|分享|打印|"
    r"कॉपी लिंक|शेयर|مشاركة|اشتراک)[\W_\d]*$",
    re.I,
)
_INVITES = re.compile(
    r"newsletter|sign up (?:for|to)|signing up|subscribe (?:to|now|for|here)|"
    r"subscribers? only|become a (?:member|subscriber)|(?:follow|find|like|join|"
    r"add) (?:us|our|\S{1,30}) (?:on|in|as) (?:\S+ )?(?:facebook|twitter|x\b|telegram|"
    r"whatsapp|instagram|youtube|google|linkedin|social)|"
    r"download (?:the|our) .{0,20}app|get (?:the|our) .{0,30}(?:app|headlines|updates|"
    r"newsletter)|support (?:our|independent) journalism|make a donation|"
    r"all rights reserved|(?:may|must) not be (?:published|reproduced|republished)|"
    r"commenting forum|join (?:our|the) (?:conversation|community|channel|whatsapp)|"
    r"our (?:telegram|whatsapp) (?:channel|group)|terms of (?:use|service)|privacy policy|"
    r"cookie|"
    r"jetzt (?:abonnieren|anmelden|testen|registrieren)|abonnieren sie|"
    r"kostenlos (?:testen|anmelden|lesen)|push-?(?:nachrichten|mitteilung)|datenschutz|"
    r"externe[rn]? inhalt|redaktionelle[rn]? inhalt|alle rechte vorbehalten|"
    r"whatsapp-kanal|"
    r"s[’']abonner|abonnez-vous|inscrivez-vous|tous droits réservés|suscríbe|"
    r"suscripci[oó]n|síguenos|todos los derechos|iscriviti|abbonati|"
    r"riproduzione riservata|assine|inscreva-se|"
    r"zapisz się|subskryb|wszelkie prawa|подпис(?:ывайтесь|аться|итесь|ка) (?:на|в)|"
    r"подпишитесь|наш(?:ем|его)? (?:телеграм|telegram|канал)|при использовании материал|"
    r"все права защищены|ctrl\+enter|"
    r"підписуйтесь|підпишіться|abone ol(?:un|mak)?|takip ed(?:in|ebilir)|tüm hakları|"
    r"bizi .{0,20}(?:takip|izle)|kanalımıza|abunə ol|(?:whatsapp|telegram|"
    r"vatsap)\S* kanal|istinad (?:zəruri|vacib)|materiallardan istifadə|"
    r"有料会員|会員(?:限定|登録)|無断(?:転載|複製)|禁無断|ログイン(?:して|すると)|"
    r"この記事は有料|フォロー|メルマガ|무단\s?전재|재배포|구독|"
    r"저작권자|扫描二维码|责任编辑|版权所有|خبرنامه|ऐप डाउनलोड|ऐप पर",
    re.I,
)


def is_furniture(block: Block) -> bool:
    """Whether a line is a link to elsewhere, a byline, a date, a credit or an invitation."""
    text = block.text
    start = text[:160]
    letters = sum(map(str.isalpha, start))
    if letters < 0.3 * len(start) and not (len(text) < 40 and block.element.tag in ("li", "td")):
        return True
    if block.linked > 0.8 and not (block.weight > 120 and _SENTENCE_END.search(text)):
        return True
    if block.linked > 0.5 and len(text) < 180 and not _SENTENCE_END.search(text):
        return True
    if _ELSEWHERE.match(text) and (block.linked > 0.25 or len(text) < SHORT or block.heading):
        return True
    if len(text) <= SHORT and _is_label(text):
        return True
    if block.weight <= 260 and _CREDIT.search(text) and text.count(". ") < 2:
        return True
    return block.weight <= INVITATION and _INVITES.search(text) is not None and _calls(block)


def _calls(block: Block) -> bool:
    """Whether an invitation's words are its point: a link, an imperative, a line on its own."""
    return block.linked > 0.05 or block.weight < 160 or block.text.count(". ") < 2


def _is_label(text: str) -> bool:
    if _BUTTONS.match(text):
        return True
    if _BYLINE.match(text) and len(text.split()) <= 9 and not _SENTENCE_END.search(text):
        return True
    if len(text) <= 70 and any(c.isdecimal() for c in text):
        letters = sum(c.isalpha() for c in text)
        return letters <= 40 and len(text.split()) <= 9 and read_date(text) is not None
    return False


def ends_article(text: str) -> bool:
    """Whether a line is the heading of what follows an article."""
    return len(text) <= SHORT and _ENDS.match(text) is not None
