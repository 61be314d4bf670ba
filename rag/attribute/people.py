"""The people of one readout: introduced with name, office and party, resolved later by surname or office.

`Cast` collects them from the phrases of the title and text (`add`), settles whom they represent (`settle`) and
says who a phrase means (`who`). Nothing is guessed: a person whose party neither the text nor the tables give has
party None, an office that several may hold means the one mentioned last.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from rag.attribute.known import Leader, leader, office_holder
from rag.attribute.member import Gender, Member, Who, gender_of, may_hold, misspelt, pick
from rag.attribute.offices import holds, listed, office_words, offices, word_set
from rag.attribute.phrases import Phrase
from rag.attribute.sighting import Known, Open
from rag.attribute.spelling import TITLES, bare_name, common_form, words_of
from rag.types import Code, Readout

_LONGEST = 9
"""More words than this are no name."""


class Cast:
    """The people of one readout."""

    def __init__(self, readout: Readout, known: Iterable[Known] = ()) -> None:
        self.readout = readout
        self._acquainted = {(one.words, frozenset(one.offices)): one for one in known}
        self.open: dict[Open, None] = {}
        """The names that readout and tables leave open."""
        self.members: list[Member] = []
        self.place = 0
        self._leaders: dict[tuple[tuple[str, ...], Code | None], Leader | None] = {}
        self.met: tuple[Code, ...] = ()
        self.at_opening: set[Code] | None = None
        """The parties named, in whatever role, in the title and where people meet; None where that is not read."""
        """The parties of those who met, in order, as far as the text names them."""
        for person in readout.people:
            member = Member(tuple(person.name.split()), words_of(person.name), person.party, person.name)
            member.titles.extend(office_words(tuple(person.office.lower().split())))
            member.opening = True
            self.members.append(member)

    def add(self, phrase: Phrase, opening: bool, subject: bool) -> None:
        """Take in a phrase with a name."""
        if len(phrase.name) > _LONGEST:
            return
        bare = bare_name(phrase.name)
        phrase = phrase if bare == phrase.name else replace(phrase, name=bare)
        words = [word for part in phrase.name for word in words_of(part)]
        acronym = len(phrase.name) == 1 and phrase.name[0].isupper() and 1 < len(phrase.name[0]) < 6
        if not words or acronym or (len(words) == 1 and words[0] in TITLES):
            return
        consort = {"lady", "gentleman", "consort"} & set(phrase.title)
        if len(words) <= 2 and phrase.kind == "person" and not consort:
            full = self._leader(phrase.name, phrase.parties[-1] if phrase.parties else None)
            if full and set(words) <= set(words_of(full.name)):
                phrase = replace(phrase, name=tuple(full.name.split()), parties=(full.party,))
                words = words_of(full.name)
        member = self._named(words, phrase)
        if member is None:
            if phrase.kind == "name" and not (subject and len(words) > 1) and not self._known(phrase.name):
                return
            member = Member(phrase.name, words)
            self.members.append(member)
        elif len(words) > len(member.words):
            member.name, member.words = phrase.name, words
        if phrase.parties and (member.party is None):
            member.party = phrase.parties[-1]
        member.titles.extend(t for t in office_words(phrase.title) if t not in member.titles)
        member.opening |= opening
        member.subject |= subject
        member.former |= phrase.past
        member.gender = member.gender or gender_of("", (phrase.honorific, *phrase.title))

    def settle(self) -> None:
        """Find the party and the common name of everybody."""
        for member in self.members:
            found = self._leader(member.name, member.party)
            if found is None and (member.party is None or len(member.words) > 1):
                found = self._leader(member.name, None)
                if found and member.party and not set(words_of(found.name)) >= set(member.words):
                    found = None  # somebody of another country whose name is like a part of this one
            if found:
                member.party, member.called = found.party, found.name
                office = office_words(tuple(found.office.lower().split()))
                member.titles.extend(title for title in office if title not in member.titles)
                continue
            member.called = member.called or self._held(member) or common_form(member.name)
        for member in self.members:
            self._from_elsewhere(member)
            member.gender = gender_of(member.called, ()) or member.gender
            if member.party is None:
                member.party = self._by_office(member)
                certain = offices()["certain"].get(self.readout.reporter or "", [])
                member.guessed = not any(listed(title, certain) for title in member.titles)
            if member.party is None:
                known = misspelt(self.members, member.words, member.titles)
                if known:
                    member.party, member.called = known.party, known.called
            if member.opening:
                self._left_open(member)
        opening = [m.party for m in self.members if m.opening and m.party]
        self.met = tuple(dict.fromkeys((*opening, *self.met)))

    def _from_elsewhere(self, member: Member) -> None:
        """Take the full name and the party of a member that this readout leaves open from other readouts."""
        unfit = member.former or frozenset().union(*member.titles) & word_set("places")
        if unfit or (member.party and " " in member.called):
            return
        member.open = Open(tuple(member.words), tuple(sorted(member.titles, key=sorted)), member.party)
        known = self._acquainted.get((member.open.words, frozenset(member.titles)))
        if known:
            member.party, member.called = known.party, known.name

    def _left_open(self, member: Member) -> None:
        """Note that somebody who matters was left open."""
        if member.open:
            self.open[replace(member.open, called=member.called, guess=member.party)] = None

    def _held(self, member: Member) -> str:
        """The full name of the holder of an office, where the text gives a part of it: "King Abdullah"."""
        for title in member.titles if member.party else ():
            office = " ".join("king" if word == "monarch" else word for word in title)
            holder = office_holder(member.party or "", office, self.readout.date)
            if holder and set(member.words) <= set(words_of(holder.name)):
                return holder.name
        return ""

    def who(self, phrase: Phrase) -> Who | None:
        """Whom a phrase with a name or an office means; None where nobody can be told."""
        words = [word for part in phrase.name for word in words_of(part)]
        for start in range(len(words)) if phrase.kind == "name" else range(1 if words else 0):
            member = self._named(words[start:], phrase)
            if member:
                member.seen = self.place
                self._left_open(member)
                return Who(member.party, member.called)
        if words:
            offices = office_words(phrase.title)[:1]
            known = misspelt(self.members, words, offices)
            if known:
                return Who(known.party, known.called)
            if phrase.past:
                return None
            name = Open(tuple(words), offices, phrase.parties[-1] if phrase.parties else None)
            self.open[name] = None
            told = self._acquainted.get((name.words, frozenset(offices)))
            return Who(told.party, told.name) if told else None
        return self._by_title(phrase)

    def holds(self, title: tuple[str, ...]) -> bool:
        """Whether somebody introduced holds an office."""
        wanted = office_words(title)[:1]
        return any(holds(held, office) for m in self.members for held in m.titles for office in wanted)

    def gender(self, name: str) -> Gender:
        """The gender of somebody by the common name, "" where unknown."""
        return next((m.gender for m in self.members if m.called == name and m.gender), gender_of(name, ()))

    def mention(self, phrase: Phrase) -> None:
        """Note where somebody was last mentioned."""
        words = [word for part in phrase.name for word in words_of(part)]
        member = self._named(words, phrase) if words else None
        if member:
            member.seen = self.place

    def _sides(self) -> tuple[Code, ...]:
        reporter = (self.readout.reporter,) if self.readout.reporter else ()
        return tuple(dict.fromkeys((*reporter, *self.readout.parties)))

    def _leader(self, name: tuple[str, ...], party: Code | None) -> Leader | None:
        key = (name, party)
        if key not in self._leaders:
            self._leaders[key] = self._look_up(name, party)
        return self._leaders[key]

    def _look_up(self, name: tuple[str, ...], party: Code | None) -> Leader | None:
        words = common_form(name).split()[:_LONGEST]
        if not words:
            return None
        forms = [" ".join(name), " ".join(words)]
        if len(words) > 2:
            forms.append(f"{words[0]} {words[-1]}")
            # a part of the name, the longest first: the table may have less of it, a heading more
            spans = [
                (i, j) for n in range(len(words) - 1, 1, -1) for i in range(len(words) - n + 1) for j in (i + n,)
            ]
            forms.extend(" ".join(words[i:j]) for i, j in spans[:12])
        elif len(words) == 2 and words[0].lower() in {"al", "el"}:
            forms.extend((f"el-{words[1]}", f"al-{words[1]}", f"{words[0]}-{words[1]}"))
        for form in dict.fromkeys(forms):
            found = leader(form, self.readout.date, self._sides())
            if found and (party is None or found.party == party):
                return found
        return None

    def _known(self, name: tuple[str, ...]) -> bool:
        return self._leader(name, None) is not None

    def _named(self, words: list[str], phrase: Phrase) -> Member | None:
        """The member whose name holds the words, in order; an office or party that differs excludes."""
        found = []
        consort = {"lady", "gentleman", "consort"} & set(phrase.title)
        for member in self.members:
            if consort and not any(consort & title for title in member.titles):
                continue
            longer, shorter = (member.words, words) if len(member.words) >= len(words) else (words, member.words)
            if not shorter or shorter[0] not in longer:
                continue
            rest = iter(longer)
            if not all(word in rest for word in shorter):
                continue
            if len(shorter) == 1 and shorter[0] not in (longer[0], longer[-1]) and len(longer) < 3:
                continue
            if phrase.parties and member.party and member.party not in phrase.parties:
                continue
            found.append(member)
        if len(found) > 1 and phrase.title:
            wanted = office_words(phrase.title)[:1]
            titled = [m for m in found if any(holds(t, w) for t in m.titles for w in wanted)]
            found = titled or found
        return max(found, key=lambda m: (m.opening, m.seen)) if found else None

    def _by_office(self, member: Member) -> Code | None:
        """The party of somebody whom the text introduces without one."""
        reporter, table = self.readout.reporter, offices()
        others = [code for code in self.readout.parties if code != reporter]
        words = frozenset().union(*member.titles)
        full = [office for office in table["home"].get(reporter or "", []) if " " in office]
        own = any(listed(title, full) for title in member.titles)  # "Director" alone may be a company's
        if words & word_set("places") or (words & word_set("private") and not own):
            return None
        if reporter and member.titles:
            if reporter not in table["home"]:
                if words & word_set("unbound"):
                    return None  # "embajador Pak", "presidente de la Cámara": of anybody
                # whom the title names as met is no one of the reporter's own, where there is another side
                guest = others and member.opening and member.words[-1] in words_of(self.readout.title)
                return None if guest else reporter
            if any(listed(title, table["foreign"][reporter]) for title in member.titles):
                return others[0] if len(others) == 1 else None
            if any(listed(title, table["home"][reporter]) for title in member.titles):
                return reporter
        guests = any(m.opening and m.party not in (None, reporter) for m in self.members)
        if member.subject and member.opening and guests and len(member.words) > 1:
            return reporter  # "Ana Pak met with the Peruvian Minister": an issuer leaves out its own country
        return others[0] if member.opening and member.titles and len(others) == 1 else None

    def _by_title(self, phrase: Phrase) -> Who | None:
        wanted = office_words(phrase.title)
        if not wanted:
            return None
        office = wanted[0]
        found = [m for m in self.members if m.party and any(may_hold(m, title, office) for title in m.titles)]
        if not found and office & {
            "leader",
            "counterpart",
            "head",
            "guest",
            "host",
            "interlocutor",
            "colleague",
            "visitor",
        }:
            found = [m for m in self.members if m.opening]
        reporter = self.readout.reporter
        if phrase.parties:
            named = [m for m in found if m.party in phrase.parties]
            if not named:
                code = phrase.parties[-1]
                holder = office_holder(code, " ".join(phrase.title), self.readout.date)
                return Who(code, holder.name if holder else "")
            return pick(named)
        if "counterpart" in office:
            found = [m for m in found if m.party != reporter]
        home = [m for m in found if m.party == reporter and m.opening] if reporter else []
        opening = home or [m for m in found if m.opening] or found
        if opening:
            return pick(opening)
        if reporter and phrase.definite and self._own_office(office):
            holder = office_holder(reporter, " ".join(phrase.title), self.readout.date)
            return Who(reporter, holder.name if holder else "")
        return None

    def _own_office(self, office: frozenset[str]) -> bool:
        reporter, table = self.readout.reporter or "", offices()
        if office & {"counterpart", "guest", "leader", "interlocutor"}:
            return False
        if reporter in table["foreign"] and listed(office, table["foreign"][reporter]):
            return False
        return office <= {"president", "presidente"} or listed(office, table["home"].get(reporter, []))
