"""Domains: whose they are, and which of them say nothing about a company."""

import re
from functools import cache, lru_cache

from tldextract import TLDExtract

_SCHEME = re.compile(r"^[a-z][a-z0-9+.-]*://", re.IGNORECASE)
_HOST = re.compile(r"[^\W_](?:[\w-]{0,61}[^\W_])?(?:\.[^\W_](?:[\w-]{0,61}[^\W_])?)+")
_RESERVED_TOP = frozenset({"example", "test", "invalid", "localhost"})  # RFC 2606, RFC 6761
_RESERVED = frozenset({"example.com", "example.net", "example.org"})
_FREE = frozenset(
    """
    gmail.com googlemail.com outlook.com hotmail.com live.com msn.com yahoo.com ymail.com rocketmail.com aol.com aim.com
    icloud.com me.com mac.com gmx.com gmx.net gmx.de gmx.at gmx.ch gmx.fr gmx.us web.de t-online.de freenet.de email.de
    mail.de posteo.de arcor.de online.de proton.me protonmail.com protonmail.ch pm.me tutanota.com tutanota.de tuta.com
    tuta.io hushmail.com fastmail.com fastmail.fm hey.com zoho.com mail.com email.com usa.com inbox.com yandex.ru
    yandex.com ya.ru mail.ru bk.ru list.ru inbox.ru rambler.ru ukr.net seznam.cz centrum.cz wp.pl o2.pl onet.pl
    interia.pl orange.fr wanadoo.fr free.fr laposte.net sfr.fr neuf.fr bbox.fr libero.it virgilio.it alice.it tin.it
    tiscali.it tim.it terra.es telefonica.net sapo.pt uol.com.br bol.com.br terra.com.br ig.com.br globo.com telenet.be
    skynet.be ziggo.nl planet.nl kpnmail.nl xs4all.nl home.nl hetnet.nl bluewin.ch hispeed.ch sunrise.ch telia.com
    online.no broadpark.no btinternet.com virginmedia.com sky.com talktalk.net ntlworld.com blueyonder.co.uk
    tiscali.co.uk comcast.net verizon.net att.net sbcglobal.net bellsouth.net cox.net charter.net earthlink.net
    optonline.net juno.com netzero.net frontier.com windstream.net rogers.com shaw.ca sympatico.ca bell.net telus.net
    bigpond.com bigpond.net.au optusnet.com.au iinet.net.au xtra.co.nz qq.com foxmail.com 163.com 126.com yeah.net
    sina.com sina.cn sohu.com aliyun.com 139.com 189.cn naver.com daum.net hanmail.net nate.com kakao.com rediffmail.com
    docomo.ne.jp ezweb.ne.jp softbank.ne.jp walla.co.il walla.com abv.bg duck.com simplelogin.com mailinator.com
    """.split()
)
_FREE_NAMES = frozenset({"yahoo", "hotmail", "outlook", "live", "gmx"})  # of any country: yahoo.co.jp, hotmail.fr


@cache
def _suffixes() -> TLDExtract:
    """The public suffix list that comes with the library; it never goes online."""
    return TLDExtract(suffix_list_urls=(), cache_dir=None)


def registrable(host_or_url: str) -> str | None:
    """`https://www.sub.acme.co.uk/about` -> `acme.co.uk`; None when it is no domain somebody can own."""
    return _owned(_host(host_or_url))


@lru_cache(maxsize=4_096)  # the links of one source lead to few hosts
def _owned(host: str) -> str | None:
    if len(host) > 253 or not _HOST.fullmatch(host):
        return None
    labels = host.split(".")
    if labels[-1] in _RESERVED_TOP:
        return ".".join(labels[-2:])
    return _suffixes()(host).top_domain_under_public_suffix or None


def is_free_mail(domain: str) -> bool:
    """True when anybody can have an address there, so that it names no company."""
    host = _host(domain)
    return host in _FREE or host.partition(".")[0] in _FREE_NAMES


def is_reserved(domain: str) -> bool:
    """True for made-up domains (RFC 2606): nobody outside is asked about them."""
    host = _host(domain)
    return host.rpartition(".")[2] in _RESERVED_TOP or any(host == it or host.endswith("." + it) for it in _RESERVED)


def _host(host_or_url: str) -> str:
    """The host of an address, in lower case, without user, port and path."""
    rest = re.split(r"[/?#\\]", _SCHEME.sub("", host_or_url[:2_000].strip()), maxsplit=1)[0]
    return re.sub(r":\d*$", "", rest.rpartition("@")[2]).strip(".").lower()
