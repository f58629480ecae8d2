"""Words that say nothing about a text's subject, folded."""

from __future__ import annotations

GERMAN = """
aber alle allem allen aller alles als also am an ander andere anderem anderen anderer anderes auch auf aus bei beim bin
bis bist da dabei dadurch daher damit dann daran darauf darin daruber das dass dein deine dem den denn der deren des
dessen die dies diese diesem diesen dieser dieses doch dort du durch ein eine einem einen einer eines einige er es etwa
etwas euch eure fur gegen gibt hab habe haben hat hatte hatten hier hin hinter ich ihm ihn ihnen ihr ihre ihrem ihren
ihrer ihres im in indem ins ist ja je jede jedem jeden jeder jedes jener kann kein keine keinem keinen keiner konnen
konnte konnten mal man manche mehr mein meine mich mir mit muss mussen nach nicht nichts noch nun nur ob oder ohne sehr
sein seine seinem seinen seiner seit sich sie sind so solche soll sollen sollte sondern sonst uber um und uns unser
unsere unter viel vom von vor war waren warum was weg weil weiter welche welchem welchen welcher welches wenn wer werde
werden wie wieder wieso will wir wird wo wohin wollen wollte wurde wurden zu zum zur zwar zwischen
"""
ENGLISH = """
a about after all also am an and any are as at be been but by can could did do does for from had has have he her his how
i if in into is it its me more my no not of on or our she should so some such than that the their them then there these
they this those to too us was we were what when where which who why will with would you your
"""
TURKISH = "acaba ama bir bu cok da daha de degil diye gibi hem icin ile ise ki mi ne o su ve veya ya"
FRENCH = """
a au aux avec ce ces dans de des du elle en est et il ils je la le les leur lui mais me ne nous on ou par pas pour qu
que qui sa se ses son sur tu un une vous
"""

STOP_WORDS: dict[str, frozenset[str]] = {
    "de": frozenset(GERMAN.split()),
    "en": frozenset(ENGLISH.split()),
    "tr": frozenset(TURKISH.split()),
    "fr": frozenset(FRENCH.split()),
}


def is_stop_word(folded: str, language: str) -> bool:
    """Whether the folded word says nothing in the language."""
    return folded in STOP_WORDS.get(language, frozenset())
