"""The words of dates in four languages, each as one plain word the rules know."""

from collections.abc import Iterator

from bot.understand.when.folding import folded

# Days are d0 (Monday) to d6, months m1 to m12; the other plain words are English. One line: plain word = what is typed.
_ENGLISH = """
in = in, within, in about, in around, in roughly; at = at, around; on = on; by = by; until = until, till, til
for = for; from = from, starting, not before, no earlier than, no sooner than, not until; the = the; of = of
and = and; or = or; to = to; between = between; next = next; this = this
coming = coming, upcoming, this coming, the coming; last = last, past, previous; every = every, each; d0 = monday, mon
d1 = tuesday, tue, tues; d2 = wednesday, wed, weds; d3 = thursday, thu, thur, thurs; d4 = friday, fri
d5 = saturday, sat; d6 = sunday, sun; m1 = january, jan; m2 = february, feb, febr; m3 = march, mar; m4 = april, apr
m5 = may; m6 = june, jun; m7 = july, jul; m8 = august, aug; m9 = september, sep, sept; m10 = october, oct
m11 = november, nov; m12 = december, dec; minute = minute, minutes, min, mins; hour = hour, hours, hr, hrs
day = day, days; week = week, weeks, wk, wks
workday = business day, business days, working day, working days, workday, workdays, work days
month = month, months, mo; quarter = quarter, quarters; year = year, years, yr, yrs; weekend = weekend; 1 = a, an, one
2 = two, a couple of, couple of, a couple; 3 = three, a few, few; 4 = four; 5 = five; 6 = six; 7 = seven; 8 = eight
9 = nine; 10 = ten; 11 = eleven; 12 = twelve; 14 = fourteen; 15 = fifteen; 20 = twenty; 25 = twenty five, twenty-five
30 = thirty; 45 = forty five, forty-five; 60 = sixty; 90 = ninety
0.5 hour = a half hours, half hours, half an hour, half hour, a half hour, half-hour
1.5 hour = an hour and a half, hour and a half, one and a half hours
0.25 hour = a quarter of an hour, quarter of an hour; 0.75 hour = three quarters of an hour
2 week = fortnight, a fortnight; today = today, later today
tomorrow = tomorrow, tmrw, tmr, tomorow, tommorow, tommorrow, 2moro
overmorrow = day after tomorrow, the day after tomorrow; yesterday = yesterday; ago = ago, before now
later = later, from now, from today, hence; today evening = tonight, this evening; today morning = this morning
today afternoon = this afternoon; morning = morning, in the morning, first thing; evening = evening, in the evening
afternoon = afternoon, in the afternoon, after lunch; night = night, at night
noon = noon, midday, lunchtime, at lunchtime
midnight = midnight, tonight at midnight, midnight tonight, at midnight tonight
eod = eod, cob, eob, end of day, end of the day, end of business, close of business, close of play
end = end, the end, late, last day, the last day, last working day, the last working day
start = start, beginning, early, the start, the beginning; mid = mid, middle, the middle; end of week = eow
end of month = eom; end of quarter = eoq; end of year = eoy; am = am, a.m; pm = pm, p.m
oclock = o'clock, oclock, o’clock; hpast = half, half past; qpast = quarter past, a quarter past
qto = quarter to, a quarter to; after = after; before = before; daily = daily, weekly, monthly, quarterly
holiday = christmas, xmas, thanksgiving, easter, new year's, new years, new year
holiday = good friday, black friday, cyber monday
"""
_GERMAN = """
in = in, innerhalb von; at = um, gegen; on = am, an; by = bis, bis zum
from = ab, vom, nicht vor, erst ab, erst im, erst am; the = der, die, das, den, dem; of = von, des; and = und
or = oder; in = im; between = zwischen; next = nächste, nächsten, nächster, nächstes, nächstem
this = diese, diesen, dieser, dieses, diesem; overnext = übernächste, übernächsten, übernächster, übernächstes
coming = kommende, kommenden, kommender, kommendes; last = letzte, letzten, letzter, letztes, vorige, vergangenen
every = jede, jeden, jeder, jedes; d0 = montag; d1 = dienstag; d2 = mittwoch; d3 = donnerstag; d4 = freitag
d5 = samstag, sonnabend; d6 = sonntag; m1 = januar, jänner; m2 = februar; m3 = märz; m5 = mai; m6 = juni; m7 = juli
m8 = august; m10 = oktober, okt; m12 = dezember, dez; minute = minute, minuten; hour = stunde, stunden, std
day = tag, tage, tagen; week = woche, wochen
workday = werktag, werktage, werktagen, arbeitstag, arbeitstage, arbeitstagen; month = monat, monate, monaten, monats
quarter = quartal, quartals, quartale; year = jahr, jahre, jahren, jahres; weekend = wochenende
1 = ein, eine, einen, einem, einer, eins; 2 = zwei; 3 = drei, ein paar; 4 = vier; 5 = fünf; 6 = sechs; 7 = sieben
8 = acht; 9 = neun; 10 = zehn; 11 = elf; 12 = zwölf; 14 = vierzehn; 30 = dreißig; 7 day = acht tagen, acht tage
14 day = vierzehn tagen, vierzehn tage; 0.5 hour = einer halben stunde, halben stunde, eine halbe stunde, halbe stunde
1.5 hour = anderthalb stunden, eineinhalb stunden; 0.25 hour = einer viertelstunde, viertelstunde; today = heute
tomorrow = morgen; overmorrow = übermorgen; yesterday = gestern, vorgestern; ago = vor
morning = früh, vormittag, in der früh, am morgen, am vormittag, morgens, vormittags
today morning = heute morgen, heute früh, heute vormittag; tomorrow morning = morgen früh, morgen vormittag
noon = mittag, mittags, am mittag; afternoon = nachmittag, am nachmittag, nachmittags
evening = abend, am abend, abends; night = nacht, nachts, in der nacht; midnight = mitternacht
eod = feierabend, tagesende, ende des tages; end = ende; start = anfang, beginn; mid = mitte; oclock = uhr; hto = halb
qpast = viertel nach; qto = viertel vor; after = nach; before = vor; daily = täglich, wöchentlich, monatlich
holiday = weihnachten, ostern, neujahr, pfingsten, silvester
"""
_FRENCH = """
in = dans, en, d'ici, d’ici; at = à, vers; by = avant le
until = jusqu'à, jusqu’à, jusqu'en, jusqu’en, jusqu'au, jusqu’au; from = à partir de, à partir du, dès, pas avant
in 1 week = en huit; the = le, la, les; of = de, du, des, d', de la; and = et; or = ou; between = entre
next = prochain, prochaine; this = ce, cet, cette; last = dernier, dernière; every = chaque, tous les, toutes les
d0 = lundi; d1 = mardi; d2 = mercredi; d3 = jeudi; d4 = vendredi; d5 = samedi; d6 = dimanche; m1 = janvier, janv
m2 = février, févr; m3 = mars; m4 = avril, avr; m5 = mai; m6 = juin; m7 = juillet, juil; m8 = août; m9 = septembre
m10 = octobre; m11 = novembre; m12 = décembre; ~ = mar, sept; minute = minute, minutes; hour = heure, heures
day = jour, jours; workday = jour ouvré, jours ouvrés, jours ouvrables; week = semaine, semaines; month = mois
quarter = trimestre, trimestres; plus30 = et demie, et demi; plus15 = et quart; year = an, ans, année, l'année
weekend = week-end, weekend; 1 = un, une; 2 = deux; 3 = trois; 4 = quatre; 5 = cinq; 6 = six; 7 = sept; 8 = huit
9 = neuf; 10 = dix; 14 day = quinze jours, une quinzaine, quinzaine; 7 day = huit jours; 15 = quinze; 20 = vingt
30 = trente; 0.5 hour = une demi-heure, demi-heure, une demi heure; 0.25 hour = un quart d'heure, un quart d’heure
1.5 hour = une heure et demie; today = aujourd'hui, aujourd’hui; tomorrow = demain
overmorrow = après-demain, après demain; yesterday = hier, avant-hier; today evening = ce soir
today morning = ce matin; today afternoon = cet après-midi; morning = matin, du matin, au matin
afternoon = après-midi, de l'après-midi, de l’après-midi; evening = soir, du soir, au soir; night = nuit; noon = midi
midnight = minuit; eod = fin de journée, en fin de journée, fin de la journée; end = fin, la fin; start = début
mid = mi; after = après; before = avant; ago = il y a; daily = quotidien; holiday = noël, pâques, nouvel an
"""
_SPANISH = """
in = en, dentro de; at = a las, a la, sobre las; on = al; by = antes del, para el; until = hasta
from = desde, a partir de, a partir del, no antes de; the = el, la, los, las; of = de, del; and = y; or = o
between = entre; next = próximo, próxima, que viene, siguiente; this = este, esta
last = último, última, pasado, pasada; every = cada, todos los; d0 = lunes; d1 = martes; d2 = miércoles; d3 = jueves
d4 = viernes; d5 = sábado; d6 = domingo; m1 = enero, ene; m2 = febrero; m3 = marzo; m4 = abril, abr; m5 = mayo
m6 = junio; m7 = julio; m8 = agosto, ago; m9 = septiembre; m10 = octubre; m11 = noviembre; m12 = diciembre, dic
~ = mar; minute = minuto, minutos; plus30 = y media; plus15 = y cuarto; hour = hora, horas; day = día, días
workday = día hábil, días hábiles, día laborable, días laborables; week = semana, semanas; month = mes, meses
quarter = trimestre, trimestres; year = año, años; weekend = fin de semana; 1 = un, una, uno; 2 = dos; 3 = tres
4 = cuatro; 5 = cinco; 6 = seis; 7 = siete; 8 = ocho; 9 = nueve; 10 = diez; 11 = once; 12 = doce
14 day = quince días, quincena; 15 = quince; 20 = veinte; 30 = treinta; 0.5 hour = media hora
1.5 hour = una hora y media, hora y media; 0.25 hour = un cuarto de hora; today = hoy; tomorrow = mañana
overmorrow = pasado mañana; yesterday = ayer, anteayer; morning = por la mañana, de la mañana, en la mañana
afternoon = tarde, por la tarde, de la tarde; today evening = esta tarde; today afternoon = esta tarde
today night = esta noche; night = noche, por la noche, de la noche; noon = mediodía, al mediodía
midnight = medianoche; eod = final del día, fin del día; end = fin, final, finales, a finales, a fines
start = principio, principios, a principios, inicio, comienzos; mid = mediados, a mediados; ago = hace
after = después, después del, tras; before = antes; daily = diariamente; holiday = navidad, semana santa, año nuevo
"""
_PARTS = {"morgen": "morning", "früh": "morning", "vormittag": "morning", "mittag": "noon", "nachmittag": "afternoon"}
LONGEST = 5  # words of the longest phrase above


def _pairs(table: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    for entry in table.replace("\n", ";").split(";"):
        plain, _, typed = entry.partition(" = ")
        for word in typed.split(", "):
            if word.strip():
                yield " ".join(map(folded, word.split())), tuple(plain.split())


def _german_compounds() -> Iterator[tuple[str, tuple[str, ...]]]:
    """`Freitagnachmittag`, and so on."""
    for number, day in enumerate("montag dienstag mittwoch donnerstag freitag samstag sonntag".split()):
        for part, plain in (_PARTS | {"abend": "evening"}).items():
            yield folded(day + part), (f"d{number}", plain)


_OWN = {"en": "", "de": _GERMAN, "fr": _FRENCH, "es": _SPANISH}
_VOCABULARIES = {language: dict(_pairs(_ENGLISH)) | dict(_pairs(own)) for language, own in _OWN.items()}
_VOCABULARIES["de"].update(_german_compounds())


def vocabulary(language: str) -> dict[str, tuple[str, ...]]:
    """Folded words, one or several, to plain ones: English, and over it the rep's own language."""
    return _VOCABULARIES.get(language, _VOCABULARIES["en"])
