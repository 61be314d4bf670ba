"""`onrecord source`: the feeds, sitemaps, pages and folders that are looked at by `onrecord sync`."""

from __future__ import annotations

import argparse
import dataclasses

from rag.clean import one_line
from rag.commands import Register, json_line
from rag.library import Library


def add(command: Register) -> None:
    """Register the command."""
    parser = command("source", _list, "add, list and remove the sources that `onrecord sync` looks at")
    actions = parser.add_subparsers(required=True, metavar="add|list|remove|presets")
    adding = actions.add_parser("add", help="add a feed, a sitemap, a page, a folder or a preset")
    adding.add_argument("source", metavar="ADDRESS_OR_PRESET", help="an address, a folder, or the name of a preset")
    adding.add_argument("--name", help="by default made of the address")
    adding.add_argument(
        "--pattern",
        help="only pages or files that fit: a part of the address, or with * a pattern for it all; | between several",
    )
    adding.add_argument("--reporter", help="whose accounts these are: code or name")
    adding.add_argument("--language", help="of the readouts: en, es, ...")
    adding.add_argument("--kind", help="of the readouts: readout, transcript, ...")
    adding.set_defaults(run=_add)
    listing = actions.add_parser("list", help="list the sources")
    listing.add_argument("--json", action="store_true", help="one object a line")
    listing.set_defaults(run=_list)
    removing = actions.add_parser("remove", help="no longer look at sources; their readouts stay")
    removing.add_argument("names", nargs="+", metavar="NAME")
    removing.set_defaults(run=_remove)
    presets = actions.add_parser("presets", help="list the ready sources, unverified against the live web")
    presets.add_argument("--json", action="store_true", help="one object a line")
    presets.set_defaults(run=_presets)


def _add(options: argparse.Namespace) -> int:
    source = Library.open(options.data).sources.add(
        options.source,
        tell=lambda line: print(one_line(line)),
        name=options.name,
        pattern=options.pattern,
        reporter=options.reporter,
        language=options.language,
        kind=options.kind,
    )
    print(f"{source.name}: {source.kind} {one_line(source.address)}; `onrecord sync {source.name}` brings it in")
    return 0


def _list(options: argparse.Namespace) -> int:
    sources = Library.open(options.data).sources
    counts = sources.counts()
    for source in sources.list():
        seen = dict(counts[source.name])
        synced = seen.pop("synced")
        if options.json:
            json_line(dataclasses.asdict(source) | {"synced": synced, "pages": seen})
            continue
        said = ", ".join(f"{number} {outcome}" for outcome, number in sorted(seen.items())) or "nothing seen"
        print(f"{source.name}  {source.kind}  {one_line(source.address)}")
        hints = [source.pattern, source.reporter, source.language, source.readout_kind]
        print(
            f"    {'  '.join([*filter(None, hints), ''])}{said}, {f'synced {synced}' if synced else 'never synced'}"
        )
    return 0


def _remove(options: argparse.Namespace) -> int:
    Library.open(options.data).sources.remove(*options.names)
    print(f"{len(options.names)} removed; the readouts from there stay")
    return 0


def _presets(options: argparse.Namespace) -> int:
    sources = Library.open(options.data).sources
    titles = sources.titles()
    if not options.json:
        print("Unverified against the live web: sites move their feeds; the first `onrecord sync` tells.\n")
    for name, source in sources.presets().items():
        if options.json:
            json_line({"title": titles[name], "verified": False} | dataclasses.asdict(source))
        else:
            print(
                f"{name}  {source.kind}  {source.reporter}  {source.language}  {titles[name]}\n    {source.address}"
            )
    return 0
