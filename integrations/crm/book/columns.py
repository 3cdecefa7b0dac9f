"""The book's tables: their columns, and the many ways exports spell them."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from types import MappingProxyType

_SPELLINGS = {
    "id": "id recordid externalid",
    "name": "name fullname displayname",
    "first_name": "firstname givenname forename first vorname prenom",
    "last_name": "lastname surname familyname last nachname nom",
    "email": "email emailaddress workemail businessemail primaryemail mail emailid",
    "phone": "phone phonenumber directphone workphone businessphone telephone tel telefon telephonenumber phoneno",
    "mobile": "mobile mobilephone mobilephonenumber cell cellphone mobil handy",
    "title": "jobtitle position jobposition title role jobrole funktion poste",
    "company": "company companyname account accountname organization organisation organizationname employer firma "
    "entreprise associatedcompany primaryassociatedcompany",
    "domain": (
        "domain companydomain companydomainname domainname website websiteurl companywebsite webaddress web homepage"
    ),
    "linkedin": (
        "linkedin linkedinurl linkedinprofile linkedinprofileurl personlinkedinurl linkedinbio "
        "linkedincontactprofileurl"
    ),
    "owner_email": "owneremail contactowneremail accountowneremail owner contactowner accountowner companyowner "
    "leadowner recordowner assignedto salesrep salesowner",
    "do_not_call": "donotcall dnc donotphone donotcontact nocalls dontcall doesnotwantcalls",
    "updated_at": "updatedat lastmodified lastmodifieddate lastmodifiedat modified modifiedat modifiedon updated "
    "lastupdated lastupdate updatetime",
    "seen_at": "seenat seen lastseen verifiedat lastverified verified verifiedon confirmedon",
    "time_zone": "timezone tz ianatimezone zeitzone",
    "city": "city town billingcity mailingcity ort stadt ville location",
    "country": "country countryregion billingcountry mailingcountry land pays countrycode",
    "industry": "industry sector branche",
    "headcount": (
        "headcount employees numberofemployees noofemployees employeecount companysize staff size mitarbeiter"
    ),
    "aliases": "aliases alias alsoknownas aka othernames formernames",
    "person_id": "personid contactid whoid prospectid leadid",
    "person_email": "personemail contactemail prospectemail email emailaddress",
    "kind": "kind type activitytype channel tasksubtype",
    "outcome": "outcome result calloutcome calldisposition disposition callresult",
    "at": "at date when datetime activitydate timestamp occurredat createdate calldate datum createdat",
    "by_email": "byemail by loggedby owneremail owner assignedto activityassignedto rep user createdby",
    "summary": "summary notes note subject body description comments callnotes text",
    "colleague_email": "colleagueemail colleague email teammate repemail rep",
    "how": "how relation relationship tie via",
    "since": "since start startdate from startedat seit",
    "until": "until end enddate to endedat bis",
    "confirmed_by": "confirmedby confirmed saidby",
    "confirmed_at": "confirmedat confirmedon confirmeddate",
    "department": "department team abteilung",
    "value": "value entry number contact address phonenumber phone email domain name",
    "reason": "reason why comment comments note notes grund",
    "added_at": "addedat addedon date created createdat added",
    "added_by": "addedby by createdby owner",
    "what": "what headline event title subject description",
    "place": "place city location",
    "happened": "happened happenedat happenedon eventdate date on at",
    "published": "published publishedat publishedon publicationdate pubdate",
    "url": "url link href sourceurl",
    "source": "source publisher publication outlet",
    "status": "status",
    "connected_on": "connectedon connected",
    "profile": "url profileurl",
}

TABLES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "people": (
            *(
                "id",
                "name",
                "first_name",
                "last_name",
                "email",
                "phone",
                "mobile",
                "title",
                "company",
                "domain",
                "linkedin",
            ),
            *("owner_email", "do_not_call", "updated_at", "seen_at", "time_zone", "city", "country"),
        ),
        "companies": (
            *(
                "id",
                "name",
                "aliases",
                "domain",
                "city",
                "country",
                "industry",
                "headcount",
                "owner_email",
                "time_zone",
            ),
            "updated_at",
        ),
        "touches": ("id", "person_id", "person_email", "company", "kind", "outcome", "at", "by_email", "summary"),
        "relations": (
            *("person_id", "colleague_email", "how", "company", "department", "headcount", "since", "until"),
            *("confirmed_by", "confirmed_at", "person_email"),
        ),
        "do_not_call": ("kind", "value", "reason", "added_at", "added_by"),
        "events": (
            *(
                "company",
                "domain",
                "person_id",
                "person_email",
                "what",
                "kind",
                "place",
                "happened",
                "published",
                "status",
                "url",
                "source",
            ),
        ),
        "connections": ("first_name", "last_name", "profile", "email", "company", "title", "connected_on"),
    }
)
"""Each table's columns; `connections` is LinkedIn's own export, read as relations."""

OWN = MappingProxyType(
    {
        ("people", "id"): "contactid personid leadid",
        ("companies", "id"): "companyid accountid organizationid",
        ("companies", "name"): "company companyname account accountname organization organisation organizationname",
        ("touches", "id"): "activityid taskid engagementid",
    }
)
"""Spellings that mean a column only in the table that is about that noun."""

DATES = frozenset(
    {
        "updated_at",
        "seen_at",
        "at",
        "since",
        "until",
        "confirmed_at",
        "added_at",
        "happened",
        "published",
        "connected_on",
    }
)


def plain(header: str) -> str:
    """A header as it is compared: "E-mail Address (work)" -> "emailaddress"."""
    bare = unicodedata.normalize("NFKD", re.sub(r"\(.*?\)|\[.*?\]", "", header)).casefold()
    return "".join(char for char in bare if char.isalnum())


def places(table: str, header: Sequence[str]) -> dict[str, list[int]]:
    """For each column of a table the positions that may hold it, best spelling first; the rest is kept as extras.

    A header that is exactly another column's own name is left to that column.
    """
    spelled = [plain(cell) for cell in header]
    owned = {plain(column): column for column in TABLES[table]}
    found: dict[str, list[int]] = {}
    for column in TABLES[table]:
        for spelling in _spellings(table, column):
            if owned.get(spelling, column) == column:
                found.setdefault(column, []).extend(at for at, cell in enumerate(spelled) if cell == spelling)
    return {column: ats for column, ats in found.items() if ats}


def _spellings(table: str, column: str) -> list[str]:
    return list(dict.fromkeys([*_SPELLINGS[column].split(), *OWN.get((table, column), "").split()]))


def is_connections(header: Sequence[str]) -> bool:
    """True for the header of LinkedIn's Connections.csv, which stands below some notes."""
    return {"firstname", "lastname", "connectedon"} <= {plain(cell) for cell in header}
