"""Words of pages as they stand in a question: JSON strings that close nothing and command nothing.

Whatever could end a string, open a tag or pass for a model's own control tokens is written as an
escape, so that a model still reads it, as text. Paragraphs that speak to machines are told by
`instructs` and are not shown at all.
"""

import json
import re
import unicodedata
from collections.abc import Sequence

_MOST = 1500  # characters of one quotation; the longest sentences of news have some 700
# Letters that never reach a question bare: tags, template marks, fences, control tokens.
_ESCAPED = "<>[]{}|`#\\"
_FIRST_PRIVATE = 0xE000
_HIDE = {ord(c): chr(_FIRST_PRIVATE + n) for n, c in enumerate(_ESCAPED)}
_SHOW = {_FIRST_PRIVATE + n: f"\\u{ord(c):04x}" for n, c in enumerate(_ESCAPED)}
# Controls, directions, joiners, tags of Unicode's 14th plane, private letters: nobody sees them.
_UNSEEN = frozenset({"Cc", "Cf", "Co", "Cs", "Cn"})

Json = str | int | Sequence["Json"] | dict[str, "Json"]

# How texts address a machine, in the languages of the desks. What slips through is still only
# text, and what a model makes of it still has to stand in the passages.
_INSTRUCTS = re.compile(
    r"""
    \b(?:ignore|disregard|forget|override|bypass)\b.{0,40}\b(?:instruction|prompt|rule|direction|
        guideline|command|above|previous|prior|earlier|everything)
    | \b(?:system|developer|hidden|initial|original)\s+(?:prompt|message|instruction)
    | \b(?:new|updated|following|secret|special)\s+(?:system\s+)?instructions?\b.{0,12}[:：]
    | \b(?:you\s+are|you're|act\s+as|pretend\s+(?:to\s+be|that)|as)\s+(?:now\s+)?(?:an?\s+)?
        (?:helpful\s+)?(?:AI|assistant|language\s+model|LLM|chat\s?bot|GPT|neural\s+network)\b
    | \b(?:AI|language)\s+(?:model|assistant|system|agent|summari[sz]er|editor)s?\b.{0,40}
        \b(?:must|should|shall|please|have\s+to|need\s+to|are\s+(?:asked|told|instructed))\b
    | \b(?:attention|note|dear|hey|to\s+(?:any|all|the))\b.{0,12}\b(?:AI|LLM|language\s+model|
        chat\s?bot|summari[sz]er|crawler|bot)s?\b
    | ^\s*(?:please\s+)?(?:respond|reply|answer|output|print|return|write|say|state|repeat|include|
        insert|append|add|report|summari[sz]e|translate|mention|conclude|claim)\b
        (?!.{0,30}\b(?:said|told|reported)\b)
        .{0,60}(?:[:"“«]|\b(?:that|only|exactly|the\s+following|instead|json|sentence|
        headline|item|bulletin|verbatim|passage)\b)
    | \b(?:automated|automatic)\s+(?:bulletin|summar|reader|editor|tool)
    | \b(?:AI|assistant|model|(?:chat)?bot)(?:['’]s)?\s+(?:reply|answer|response|output)\b
    | \b(?:respond|reply|answer|output)\s+(?:only\s+)?(?:with|in|as)\s+(?:the\s+|a\s+)?(?:following|
        json|word|phrase|sentence|text)
    | ^\s*(?:system|assistant|user|developer|human|tool|instruction|prompt)s?\s*[:：]
    | <\s*/?\s*(?:system|assistant|user|s|instruction|prompt|tool|function|think|im_\w+)\b
    | <\|.{0,40}\|> | \[/?INST\] | <</?SYS>> | ^\s*\#{2,}\s*(?:instruction|system|response|input)
    | ["“]?(?:role|sentences|passages|headline_ja|headline_en|tool_calls?|function_call)["”]?\s*:
        \s*["“\[{]
    | игнорир\w*.{0,40}(?:инструкци|указани|правил|промпт|предыдущ)
    | (?:забудь|не\s+обращай\s+внимания).{0,40}(?:инструкци|указани|предыдущ|правил)
    | системн\w+\s+(?:промпт|инструкци|сообщени) | (?:ты|вы)\s+(?:теперь\s+)?(?:ИИ|нейросет|
        языков\w+\s+модел|ассистент|помощник)
    | ^\s*(?:напиши|ответь|выведи|сообщи|переведи|скажи|укажи)(?:те)?\b.{0,60}(?:[:"«]|что|только)
    | (?:önceki|yukarıdaki|tüm|bütün).{0,20}(?:talimat|yönerge|komut).{0,30}
        (?:yok\s*say|unut|dikkate)
    | (?:sistem\s+(?:mesaj|istem|komut|talimat)) | (?:sen|siz)\s+(?:artık\s+)?(?:bir\s+)?yapay\s+zek
    | (?:əvvəlki|yuxarıdakı|bütün).{0,20}(?:təlimat|göstəriş|əmr).{0,30}(?:məhəl|unut|nəzərə)
    | (?:sən|siz)\s+(?:indi\s+)?(?:bir\s+)?süni\s+intellekt
    | (?:以前|これまで|上記)の(?:指示|命令)を(?:無視|忘)
    """,
    re.IGNORECASE | re.VERBOSE | re.MULTILINE | re.DOTALL,
)


def instructs(paragraph: str) -> bool:
    """Whether a paragraph speaks to machines; such are not shown to a model, nor cited by it."""
    return _INSTRUCTS.search(seen(paragraph)) is not None


def seen(text: str) -> str:
    """`text` as a reader sees it: nothing invisible, letters of other widths as plain ones."""
    plain = unicodedata.normalize("NFKC", text)
    return "".join(c for c in plain if c in "\n\t" or unicodedata.category(c) not in _UNSEEN)


def quoted(matter: Json) -> str:
    """`matter` as JSON in which no string holds a tag, a fence, a bracket or a control token."""
    text = json.dumps(_hidden(matter), ensure_ascii=False)
    return text.translate(_SHOW)


def _hidden(matter: Json) -> Json:
    if isinstance(matter, str):
        shown = " ".join(seen(matter)[:_MOST].split())
        return shown.translate(_HIDE)
    if isinstance(matter, dict):
        return {key: _hidden(value) for key, value in matter.items()}
    if isinstance(matter, int):
        return matter
    return [_hidden(one) for one in matter]
