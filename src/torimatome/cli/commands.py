"""Every command: in which file of this folder it lives, and its line in `--help`."""

COMMANDS = {
    "act": ("edit", "Do one act on the period's issue, as a click on the desk's pages does it."),
    "acts": (
        "edit",
        "Every act there is, or one, with its parameters: what `torimatome act` can do.",
    ),
    "add": ("week", "Take in one address or text by hand: a post, a message, a press release."),
    "backup": (
        "setup",
        "Write store, page snapshots and the desk's folder into one file, with checksums.",
    ),
    "bounces": (
        "mail",
        "Read mails that came back (.eml or mbox), and name the addresses they did not reach.",
    ),
    "check": (
        "past",
        "Check the copy of a bulletin (a file, or the latest draft); leaves with 1 on errors.",
    ),
    "collect": ("week", "Bring in what outlets published: from the web, or from files."),
    "demo": (
        "demo",
        "Run a week of an invented country, from its web sites to the finished bulletin.",
    ),
    "doctor": (
        "setup",
        "Look after everything the desk needs and say in plain words what to do; 1 when broken.",
    ),
    "draft": ("week", "Group what was collected into stories and write the period's draft."),
    "earlier": (
        "search",
        "What past issues said on an item's matter: ISSUE/ITEM, or an ITEM of the latest draft.",
    ),
    "evidence": (
        "outgoing",
        "Pack what an issue's sentences rest on: pages (WARC), passages, who approved what, when.",
    ),
    "flash": (
        "outgoing",
        "Publish one approved item at once (速報); it stays in the week's issue.",
    ),
    "history": ("history", "What people did: who, when, to what; the newest first."),
    "learn": (
        "past",
        "Propose terms from past issues (files, or the archive); --accept takes a person's choice.",
    ),
    "models": (
        "models",
        "Ask each model the settings name a small question; leaves with 1"
        " when one does not answer.",
    ),
    "names": (
        "names",
        "Say names in katakana by the rules of their language: a proposal, and why.",
    ),
    "new-desk": (
        "setup",
        "Make a desk of your own: its country, outlets, sections and house style.",
    ),
    "outlets": (
        "setup",
        "Who is read and how they do; look at an address, add it, pause or test an outlet.",
    ),
    "publish": ("week", "Write the drafted bulletin as PDF, Word, web page and JSON."),
    "read": ("past", "Read bulletins back: text, PDF, Word, web page or our JSON."),
    "recheck": (
        "outgoing",
        "Look again at the pages a published issue rests on; tell what changed or is gone.",
    ),
    "recipients": (
        "mail",
        "The list of those who get the bulletin by mail; CSV columns: address,name,languages,form.",
    ),
    "restore": (
        "setup",
        "Put a backup back: all of it is checked first, and the old is kept beside.",
    ),
    "run": ("week", "Collect, understand and draft: everything up to the editor's chair."),
    "search": (
        "search",
        "Find items of past issues, in any spelling and script the desk's terms know.",
    ),
    "send": (
        "mail",
        "Mail a published issue to the list, each address once, however often this is run.",
    ),
    "serve": ("serve", "Open the desk's pages: decide, edit, sign and publish in the browser."),
    "settings": ("settings", "Every setting: its value now, and what it does."),
    "site": (
        "site",
        "Write a web site of every issue published or kept; only what is new is made.",
    ),
    "take-back": (
        "take_back",
        "Show what a copy edited by hand changes; take or refuse its changes one by one.",
    ),
    "understand": ("week", "Group what was collected into stories, filed and ranked."),
    "undo": (
        "edit",
        "Take one act back by its number, as `torimatome history` shows it;"
        " undoing that redoes it.",
    ),
    "versions": (
        "outgoing",
        "The versions of an issue that went out, and what each later one corrects.",
    ),
    "who": (
        "search",
        "A person, organisation or place: offices and when, who met whom, every item by date.",
    ),
}
