"""Formal items: what every agenda has and no leadership discusses; left out of every count."""

import re

from kundagenda.intake.dates import MONTH_NAMES, without_date

# An item is formal only when nothing but the formality stands there: a topic after it
# ("Övriga frågor: kundklagomål i norr") makes it an ordinary item.
_FORMALITIES = re.compile(
    r"""(?:
    (mötets|mötes)?\s?(öppnande|öppning)(\s(av|på)\s(möte|mötet|sammanträdet))?
    |(mötet|sammanträdet)\s(öppnas|avslutas|öppnades|avslutades)
    |(mötets|sammanträdets)\s(öppnande|avslutande|formalia|avslutning|behörighet)
    |mötesformalia|formalia|formaliteter|inledning|välkommen|välkomna|avslutning|avslut|avrundning
    |(mötets\s)?(stadgeenliga\s)?(behöriga\s)?(utlysande|kallelse|beslutsmässighet|beslutförhet)
    |val\sav\s(en\s|två\s)?(mötes)?(ordförande|sekreterare|justerare|justeringspersoner?
        |justeringsmän|rösträknare|protokollförare|protokolljusterare|mötesfunktionärer)
        (\s(och|samt|tillika|för\smötet|jämte|två)\s?
        (en\s|två\s)?(justerare|rösträknare|sekreterare|protokollförare)?)*
    |mötesordförande|mötesfunktionärer|justering|justerare|närvaro(lista|kontroll)?|upprop|frånvaro
    |anmälan\som\sfrånvaro|anmälda\sförhinder|röstlängd|fastställande\sav\sröstlängd
    |adjungeringar?|jäv(sfrågor|sanmälan)?|anmälan\sav\sjäv
    |(godkännande|fastställande|fastställelse|genomgång|justering|uppföljning|läggande\still\shandlingarna)
        \s(av\s)?(dagens\s|mötets\s)?(dagordning(en)?|agendan?|föredragningslista(n)?|ärendelista(n)?
        |(föregående|förra|senaste)?\s?(mötes|mötets)?\s?(protokoll(et)?|minnesanteckningar(na)?))
        (\s(från|av|för)\s(föregående|förra|senaste)\s(möte|mötet|sammanträde))?
    |(dagens\s)?(dagordning|agenda|föredragningslista)(en|n)?
    |(föregående|förra|senaste)\s(mötes|mötets|möte|sammanträdes?)?\s?(protokoll|anteckningar|möte)(et)?
    |protokolljustering|protokoll\sfrån\s(föregående|förra|senaste)\s(möte|mötet)|dagens\sprotokoll
    |övriga\s(frågor|ärenden|punkter)|övrigt|ordet\sfritt|fria\sordet|allmänhetens\sfrågestund|frågestund
    |nästa\s(möte|möten|sammanträde|mötestid)|kommande\s(möten|mötestider)|mötestider
    |in-?checkning|ut-?checkning|incheck|utcheck|laget\srunt|runda|runda\sbordet
    |lunch|fika|paus|bensträckare|rast|kaffe|lunchpaus|fikapaus
    |meddelanden|anslag
    |(call\sto\sorder|meeting\s(called\sto\sorder|opening|opens|closing|close|closes|ends?|ended\shere))
    |(welcome|opening|introductions?|intro|closing|wrap[\s-]?up|adjourn(ment|ed)?|close|end)
        (\s(and|&)\s(welcome|opening|introductions?|closing|adjourn(ment)?|next\ssteps|overview|action\sitems))*
        (\s(of\s(the\s)?meeting|remarks|statements?|words|comments)(\sand\soverview)?)?
        (\s(from|by)\s(the\s)?(chair|chairperson|chairman))?
    |opening\sof\s(the\s)?meeting|close\sof\smeeting
    |roll[\s-]?call|attendance|record\sattendance(\sin\sminutes)?|quorum|apologies(\sfor\sabsence)?
    |establish(ment\sof)?\s(a\s)?quorum|declarations?\sof\s(conflicts?\sof\s)?interests?
    |check[\s-]?(in|out)s?|round[\s-]?table|go\saround|icebreaker|minutes\scheck[\s-]?out
    |(approv(al|e)|adopt(ion)?|accept(ance)?|review|consent\sto|confirm(ation)?|agree|reading)
        \s?(and\s(approval|adoption)\s)?(of\s|to\s|on\s)?(the\s|todays?\s|today's\s)?
        ((previous|last|prior|meeting)\s(meetings?|meeting's)?\s?)?(agenda|minutes)
        (\s(of|from)\s(the\s)?(previous|last|prior)\smeetings?)?
    |minutes?\s(approval|adoption)|adoption\sof\s(the\s)?agenda
    |add\s(\w+\s)?(meeting\s)?(minutes|notes)|minutes\sreview|review\sof\sminutes
    |(previous|last|meeting)\s(meeting\s)?minutes|minutes(\s(of|from)\s(the\s)?(previous|last)\smeeting)?
    |agenda(\sreview|\sbashing)?|review\sof\sagenda|regular\sprocedure\sreminder
    |(old|new|unfinished)\sbusiness
    |(any\s)?other\s(business|items|matters|topics)(\sdiscuss?u?s?ed)?|a\.?o\.?b\.?|miscellaneous|misc|other
    |open\s(floor|discussion|forum|mic|questions?)(\s(for|and|on)\s(any\s)?
        ((additional|other|further)\s)?(issues|items|topics|questions|business|discussion|next\ssteps))?
    |q\s?(&|and|/)\s?a(,?\sother)?|questions(\sand\sanswers)?|public\s(comments?|forum|questions)
    |call\sfor\s(clarifications?|other\sbusiness)|announcements?(\sor\scustom\sitems)?
    |(next|upcoming)\s(meeting|meetings|session)s?(\sdate)?|date\sof\s(the\s)?next\smeeting
    |assign\s(facilitator\sand\snote-taker\s)?roles|roles|meeting\sroles|(turn|switch)\s(on|off)\s(the\s)?recording(,\sperhaps)?|recording|housekeeping
    |break|lunch\sbreak|coffee|coffee\sbreak|adjourn\smeeting|motion\sto\sadjourn|safety\smoment
    )""",
    re.VERBOSE,
)
_MONTH_OR_DAY = "|".join([*MONTH_NAMES, "måndag", "tisdag", "onsdag", "torsdag", "fredag"])
_TAG = re.compile(
    r"\((beslut|info(rmation)?|diskussion|decision|discussion|[bid])\)|\[[^\]]*\]"
    r"|\((done|none|klart?|skipped|perhaps|inga|not minuted|nominated|standing)\)"
)
_TAIL = re.compile(rf"\b({_MONTH_OR_DAY}|dnr|nr|bilaga|kl|den|of|for|from|från)\b|[\d§/.:,;*_()-]+")


def is_formal(title: str) -> bool:
    """Whether an item is opening, roll call, approval, any other business, closing or the like.

    >>> is_formal("Övriga frågor"), is_formal("Övriga frågor: reklamationer i norr")
    (True, False)
    """
    text = _TAG.sub(" ", without_date(title).casefold())
    for candidate in (text, _TAIL.sub(" ", text)):
        words = " ".join(candidate.split()).strip(" .:;,-–—!?\"'“”()")
        if words and _FORMALITIES.fullmatch(words):
            return True
    return False
