"""What the items of an 8-K and some other forms mean: topic, weight, and a phrase of our own (sources.md 3.1)."""

from dataclasses import dataclass
from typing import Literal

from bot.model import Status, Topic


@dataclass(frozen=True, slots=True)
class Meaning:
    """`what` completes "Acme reported …"; `weight` is 0 to 1, below 0.5 is background."""

    topic: Topic
    weight: float
    what: str
    status: Status = Status.DONE


@dataclass(frozen=True, slots=True)
class Form:
    """A form other than the 8-K; `period` is where the end of the period it reports on follows the phrase."""

    meaning: Meaning
    period: bool = False
    dated: Literal["published", "inferred"] = "published"


ITEMS = {
    "1.01": Meaning(Topic.DEAL, 0.7, "that it signed a material agreement"),
    "1.02": Meaning(Topic.DEAL, 0.7, "that a material agreement ended", Status.ENDED),
    "1.03": Meaning(Topic.RISK, 1.0, "bankruptcy or receivership"),
    "1.05": Meaning(Topic.SECURITY, 0.9, "a material cybersecurity incident"),
    "2.01": Meaning(Topic.ACQUISITION, 0.9, "that it completed an acquisition or a sale of assets"),
    "2.02": Meaning(Topic.RESULTS, 0.6, "its results"),
    "2.03": Meaning(Topic.FINANCE, 0.4, "new debt"),
    "2.04": Meaning(Topic.RISK, 0.8, "an event that may make a debt fall due early"),
    "2.05": Meaning(Topic.RESTRUCTURING, 0.9, "costs of giving up or restructuring a business"),
    "2.06": Meaning(Topic.RISK, 0.6, "a material impairment"),
    "3.01": Meaning(Topic.RISK, 0.8, "a delisting notice or a change of its listing"),
    "3.02": Meaning(Topic.FUNDING, 0.6, "an unregistered sale of its shares"),
    "3.03": Meaning(Topic.GOVERNANCE, 0.2, "a change of its holders' rights"),
    "4.01": Meaning(Topic.GOVERNANCE, 0.4, "a change of its auditor"),
    "4.02": Meaning(Topic.RISK, 0.9, "that earlier statements of account cannot be relied on"),
    "5.01": Meaning(Topic.ACQUISITION, 1.0, "a change of who controls it"),
    # the item also covers new pay alone, and its number does not tell which
    "5.02": Meaning(Topic.LEADERSHIP, 1.0, "a change among its directors or officers, or in their pay"),
    "5.03": Meaning(Topic.GOVERNANCE, 0.2, "a change of its bylaws or fiscal year"),
    "5.07": Meaning(Topic.GOVERNANCE, 0.2, "how its shareholders voted"),
    "7.01": Meaning(Topic.NEWS, 0.4, "something under Regulation FD"),
    "8.01": Meaning(Topic.NEWS, 0.4, "another event"),
}
UNKNOWN = Meaning(Topic.FILING, 0.1, "something else")
EXHIBITS = "9.01"  # rides along with the others and says nothing

CURRENT_REPORTS = frozenset({"8-K", "8-K/A"})  # only here `items` holds 8-K items

_ANNUAL = Form(Meaning(Topic.RESULTS, 0.4, "its annual report"), period=True)
_PUBLIC_OFFER = Form(  # often a resale by earlier holders: no money for the company
    Meaning(Topic.FILING, 0.5, "that it registers securities to be sold to the public")
)
_STAKE = Form(  # the list of filings does not say whether it is the holder or the held
    Meaning(Topic.FILING, 0.4, "a stake of more than 5 %, its own in another company or another's in it"),
    dated="inferred",
)
_LEAVING = Form(Meaning(Topic.RISK, 0.6, "that it ends the registration of a class of securities"))

FORMS = {
    "D": Form(Meaning(Topic.FUNDING, 0.6, "that it raises money privately")),
    "S-1": _PUBLIC_OFFER,
    "F-1": _PUBLIC_OFFER,
    "SC 13D": _STAKE,
    "SCHEDULE 13D": _STAKE,
    "10-K": _ANNUAL,
    "20-F": _ANNUAL,
    "10-Q": Form(Meaning(Topic.RESULTS, 0.4, "its quarterly report"), period=True),
    "6-K": Form(Meaning(Topic.FILING, 0.4, "something as a foreign company")),
    "NT 10-K": Form(Meaning(Topic.RISK, 0.6, "that its annual report is late"), period=True),
    "15-12G": _LEAVING,
    "15-12B": _LEAVING,
}
