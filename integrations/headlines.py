"""Sorts a company's own headlines into kinds of event, by plain words; what fits none is just news."""

import re

from bot.model import Status, Topic

_CHIEF = (
    r"(?:ceo|cfo|coo|cto|cio|ciso|cmo|cro|cpo|chro|chief\s+\w+|"
    r"president|chair(?:man|woman|person)?|vp|vice\s+president)"
)
_PLACE = (
    r"(?:offices?|plants?|factor(?:y|ies)|facilit(?:y|ies)|stores?|warehouses?|headquarters|hq|hubs?|campus|"
    r"data\s?cent(?:er|re)s?|labs?|branch(?:es)?|locations?|sites?|showrooms?)"
)
_MONEY = r"[$€£]\s?\d[\d.,]*\w*|\bmillion"
_PHRASES = {  # the first kind that fits is taken
    Topic.LAYOFFS: (
        r"lay(?:s|ing)?[\s-]?offs?",
        r"laid\s+off",
        r"(?:job|staff|workforce)\s+(?:cuts?|reductions?)",
        r"(?:cut(?:s|ting)?|reduc(?:e|es|ing)|eliminat(?:e|es|ing))\b.{0,30}\b(?:jobs|workforce|staff|roles)",
    ),
    Topic.ACQUISITION: (
        r"(?:to\s+be\s+)?acquir(?:e|es|ed|ing)",
        r"merg(?:e|es|ed|ing)\s+with",
        r"merger|takeover\s+of|acquisition\s+of",
        r"completes\s+(?:\w+\s+){0,3}acquisition",
    ),
    Topic.FUNDING: (
        rf"(?:raises?|raised|secures?|secured|closes|closed|lands)\b.{{0,40}}(?:{_MONEY}|\bseries\s+[a-h])",
        r"series\s+[a-h]\s+(?:funding|financing|round)",
        r"(?:seed|funding)\s+round",
    ),
    Topic.LEADERSHIP: (
        rf"(?:appoints?|appointed|names|named|hires|promotes|welcomes)\b.{{0,80}}\b{_CHIEF}",
        rf"(?:new|steps\s+down\s+as|appointment\s+of|joins\b.{{0,40}}\bas)\b.{{0,40}}\b{_CHIEF}",
    ),
    Topic.RESULTS: (
        r"(?:first|second|third|fourth|q[1-4]|half[\s-]year|full[\s-]year|annual|quarterly|fiscal)\b.{0,40}\bresults",
        r"(?:reports|announces)\s+(?:record\s+)?(?:earnings|revenues?)",
    ),
    Topic.OPENING: (
        rf"(?:open|opens|opened|opening|inaugurates)\b.{{0,50}}\b{_PLACE}",
        rf"new\s+(?:\S+\s+){{0,3}}{_PLACE}\s+in",
        r"breaks\s+ground|expands\s+(?:in)?to",
    ),
    Topic.DEAL: (
        r"partner(?:s|ed|ing)?\s+with",
        r"partnership|strategic\s+alliance|joins\s+forces|teams\s+up\s+with",
        r"signs\b.{0,50}\b(?:agreement|contract|deal)",
        r"(?:wins|awarded)\b.{0,40}\bcontract|(?:selected|chosen)\s+by",
    ),
    Topic.LAUNCH: (
        r"launch(?:es|ed|ing)?|introduc(?:es|ing)|unveil(?:s|ed|ing)|releas(?:es|ed)",
        r"now\s+(?:generally\s+)?available|general\s+availability",
    ),
}
_KINDS = {
    topic: re.compile(rf"(?<![\w-])(?:{'|'.join(phrases)})(?![\w-])", re.IGNORECASE)
    for topic, phrases in _PHRASES.items()
}
_ADVICE = re.compile(
    r"^(?:how|why|what|when|where|who|which|should|can|is|are|do|does)\b"
    r"|^\d+\s+(?:\w+\s+)?(?:ways|tips|reasons|things|steps|lessons)\b|\?\s*$"
    r"|\b(?:guide|checklist|webinar|podcast|best\s+practices|case\s+study|explained|tutorial)\b",
    re.IGNORECASE,
)
_DENIED = re.compile(
    r"\b(?:den(?:y|ies|ied)|not|no\s+longer|calls?\s+off|cancel(?:s|led)?|terminat(?:es|ed))\b", re.IGNORECASE
)
_AHEAD = re.compile(
    r"\b(?:will|coming\s+soon|(?:plan|plans|planning|agrees?|intends?|set|agreement)\s+to"
    r"|to\s+(?:acquire|be\s+acquired|merge|open|launch|introduce|build|expand|report|announce|raise|cut|partner))\b",
    re.IGNORECASE,
)


def headline_topic(title: str) -> Topic:
    """The kind of event a headline tells of; NEWS for advice, questions, denials and everything unknown."""
    if _ADVICE.search(title) or _DENIED.search(title):
        return Topic.NEWS
    return next((topic for topic, pattern in _KINDS.items() if pattern.search(title)), Topic.NEWS)


def headline_status(title: str) -> Status:
    """Planned when the headline looks ahead: "will" is not "has"."""
    return Status.PLANNED if _AHEAD.search(title) else Status.DONE
