"""Names in other scripts: Chinese, Japanese, Korean, Cyrillic."""

import re

from bot.understand.legal import has_legal_form

_EAST_ASIAN = re.compile("[\u1100-\u11ff\u3040-\u30ff\u3130-\u318f\u31f0-\u31ff\u3400-\u9fff\uac00-\ud7af]")
_KATAKANA = re.compile("[\u30a0-\u30ffー・]+")
_KOREAN_FAMILY = frozenset(
    "김이박최정강조윤장임한오서신권황안송류홍전고문양손배백허유남심노하곽성차주우구민진나지엄채원천방공현"
    "함변염여추도소석선설마길연위표명기반왕금옥육인맹제모탁국"
)
_CHINESE_FAMILY = frozenset(
    "王李张張刘劉陈陳杨楊黄黃赵趙吴吳周徐孙孫马馬朱胡郭何高林罗羅郑鄭梁谢謝宋唐许許韩韓冯馮邓鄧曹彭曾肖田"
    "董袁潘于蒋蔣蔡余杜叶葉程苏蘇魏吕呂丁任沈姚卢盧姜崔钟鍾谭譚陆陸汪范石廖贾賈韦韋夏付方白邹鄒孟熊秦邱江"
    "尹薛闫段雷侯龙龍史陶黎贺賀顾顧毛郝龚龔邵万萬钱錢严嚴覃武戴莫孔向汤湯"
)
_JAPANESE_FAMILY = frozenset(
    """
    佐藤 鈴木 高橋 田中 伊藤 渡辺 山本 中村 小林 加藤 吉田 山田 佐々木 山口 松本 井上
    木村 林 斎藤 清水 山崎 阿部 森 池田 橋本 山下 石川 中島 前田 藤田 小川 後藤
    岡田 長谷川 村上 近藤 石井 坂本 遠藤 青木 藤井 西村 福田 太田 三浦 藤原 岡本 松田
    中川 中野
    """.split()
)
_COMPANY_MARK = re.compile(
    "会社|會社|公司|集团|集團|グループ|銀行|银行|工業|製作所|商事|商社|電機|電気|自動車|汽车|科技|技术|大学|大學|病院|ホールディングス|"
    "전자|그룹|은행|자동차|화학|건설|증권|생명|텔레콤|중공업|대학교|네이버|카카오|제철|항공|물산|통신"
)
_SLAVIC_FAMILY = re.compile(r"[а-яёіїєґ]{3,}(?:ов|ова|ев|ева|ёв|ёва|ин|ина|ский|ская|цкий|цкая|енко|чук|вич|вна|ич|ко)")


def is_east_asian(text: str) -> bool:
    """True when it is written in Chinese, Japanese or Korean."""
    return _EAST_ASIAN.search(text) is not None


def slavic_family(word: str) -> bool:
    """True for a family name or patronymic by its ending: "Иванова", "Сергеевич"."""
    return _SLAVIC_FAMILY.fullmatch(word) is not None


def east_asian_person(text: str) -> float:
    """Points for a person: a common family name in front, and the length of a name."""
    letters = re.sub(r"[\s・]", "", text)
    points = -4.0 if _COMPANY_MARK.search(text) or has_legal_form(text) else 0.0
    points += 2 if _family_in_front(letters) and len(letters) <= 6 else 0
    points -= 1.5 if _KATAKANA.fullmatch(letters) and "・" not in text else 0
    points += 1 if re.fullmatch(r"\S{1,3}[\s・]\S{1,4}", text) else 0
    return points - (3 if len(letters) > 8 or len(letters) < 2 else 0)


def east_asian_company(text: str) -> float:
    """Points for a company: its mark, or foreign letters."""
    points = 4.0 if _COMPANY_MARK.search(text) or has_legal_form(text) else 0.0
    points += 1.5 if _KATAKANA.fullmatch(text) or re.search(r"[A-Za-z0-9]", text) else 0
    return points + (0.5 if " " not in text else -0.5)


def _family_in_front(letters: str) -> bool:
    if "\uac00" <= letters[:1] <= "\ud7af":
        return letters[0] in _KOREAN_FAMILY and len(letters) in {2, 3, 4}
    known = any(letters.startswith(name) for name in _JAPANESE_FAMILY)
    return known or (letters[:1] in _CHINESE_FAMILY and len(letters) <= 3)
