"""What the test site serves: a ministry's readouts in five layouts and as a PDF, its feed and its sitemaps.

The sentences are our own. `publish` puts all of it onto a site.
"""

from __future__ import annotations

import gzip

from tests.sources.site import Page, Site

NAV = "<nav><ul><li><a href='/'>Home</a></li><li><a href='/press'>Press</a></li></ul></nav>"
COOKIES = "<div class='cookie-banner'><p>We use cookies to improve this site.</p><button>Accept</button></div>"
FOOTER = "<footer><p>© Ministry. All rights reserved. <a href='/legal'>Legal notice</a></p></footer>"


def article() -> bytes:
    """A present-day page: article element, structured data, a banner, a script."""
    return f"""<!doctype html><html lang="en"><head><meta charset="utf-8">
<title>Minister meets envoy | Ministry</title>
<meta property="og:title" content="Minister meets the envoy of Kenya">
<meta property="article:published_time" content="2024-05-03T09:00:00+02:00">
<script type="application/ld+json">{{"@type": "NewsArticle", "datePublished": "2024-05-03"}}</script></head>
<body>{COOKIES}{NAV}<main><article><h1>Minister meets the envoy of Kenya</h1>
<time datetime="2024-05-03">3 May 2024</time>
<p>The Minister of Foreign Affairs of France received the special envoy of Kenya in Paris on 3 May 2024.</p>
<p>The envoy of Kenya said that the nets of coastal villages must not be left empty by trawlers from afar.</p>
<p>The two sides agreed to meet again before the rains.</p></article></main>{FOOTER}
<script>document.write("never run")</script></body></html>""".encode()


def tables() -> bytes:
    """A page of 2003: tables, fonts, an old encoding declared in the page only."""
    return f"""<html><head><meta http-equiv="Content-Type" content="text/html; charset=windows-1252">
<title>Communiqué</title></head><body bgcolor="#ffffff"><table width="100%"><tr><td width="20%">{NAV}</td><td>
<table><tr><td><font size="4"><b>Telephone call with the Prime Minister of Norway</b></font></td></tr>
<tr><td><font size="1">29 April 2024</font></td></tr><tr><td><font>
<p>The Minister spoke by telephone with the Prime Minister of Norway on 29 April 2024.</p>
<p>The Prime Minister of Norway – who was in Tromsø – said that the ferry “will sail in all weathers”.</p>
<p>They discussed the café of the embassy, which is to open again in the summer of this year.</p>
</font></td></tr></table></td></tr></table></body></html>""".encode("cp1252")


def divisions() -> bytes:
    """Nested divisions without a heading element, a sidebar of other news, a line to print and share."""
    others = "".join(f"<li><a href='/n/{n}'>Other news of the day, number {n}</a></li>" for n in range(12))
    return f"""<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" "http://www.w3.org/TR/xhtml1.dtd">
<html xmlns="http://www.w3.org/1999/xhtml"><head>
<title>Meeting with the President of Chile</title>
<meta name="DC.date" content="2024-03-08"/></head><body><div id="wrap">{NAV}<div id="left"><ul>{others}</ul>
</div><div id="content"><div class="breadcrumb">Home &gt; Press</div><div class="tools">Print | Share</div>
<div class="title">Meeting with the President of Chile</div><div class="date">08.03.2024</div>
<div class="text"><p>The Minister met the President of Chile in Santiago on 8 March 2024.</p>
<p>The President of Chile stressed that salt flats are not mines, and that water comes first.</p>
<p>The Minister thanked him for the warm welcome in the old railway station.</p></div></div></div></body>
</html>""".encode()


def sections() -> bytes:
    """A page of a content management system: sections, definition list, figures and related links in between."""
    return f"""<!doctype html><html lang="en"><head><title>Readout</title></head><body>{NAV}
<section class="hero"><h2>Call with the Foreign Minister of Japan</h2><dl>
<dt>Date</dt><dd>21 June 2024</dd>
<dt>Type</dt><dd>Readout</dd></dl></section><section class="body">
<p>The Minister held a call with the Foreign Minister of Japan on 21 June 2024.</p>
<figure><img src="/call.jpg" alt="The Minister at a desk"><figcaption>The Minister at a desk</figcaption></figure>
<p>The Foreign Minister of Japan said that the sea lanes are a garden which has to be weeded every day.</p>
<aside><h3>Related</h3><a href="/n/1">Another readout</a></aside>
<p>Both ministers expressed their satisfaction with the exchange of young farmers.</p></section>{FOOTER}</body>
</html>""".encode()


def spanish() -> bytes:
    """A page in Spanish, in Latin-1 told by the server only."""
    return f"""<html lang="es"><head><title>Reunión con el canciller de Perú</title></head><body>{NAV}
<div class="nota"><h1>Reunión con el canciller de Perú</h1><p class="fecha">4 de abril de 2024</p>
<p>El Ministro se reunió con el canciller de Perú en Lima el 4 de abril de 2024.</p>
<p>El canciller de Perú señaló que los puentes de la frontera deben abrirse también de noche.</p>
<p>Ambas partes acordaron crear un grupo de trabajo sobre los mercados del altiplano.</p></div></body>
</html>""".encode("latin-1")


def pdf(*lines: str) -> bytes:
    """A PDF of one page with these lines."""
    text = " ".join(f"({line}) Tj 0 -16 Td" for line in lines)
    stream = f"BT /F1 11 Tf 50 780 Td {text} ET".encode("latin-1")
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
        b"/Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    out, places = b"%PDF-1.4\n", []
    for n, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (n, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    end = b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, len(out))
    return out + b"xref\n0 %d\n0000000000 65535 f \n%s" % (len(objects) + 1, table) + end


PDF = pdf(
    "Statement on the visit of the delegation of Ghana",
    "19 July 2024",
    "The Minister met the delegation of Ghana in Paris on 19 July 2024.",
    "The delegation of Ghana said that cocoa must pay for the schools of those who grow it.",
    "The Minister announced a second meeting in the autumn.",
)
PATHS = {
    "/en/minister-meets-envoy.html": "trawlers from afar",
    "/archive/2003/communique.asp?id=7": "will sail in all weathers",
    "/news/meeting-with-president-of-chile": "water comes first",
    "/readouts/call-japan/": "weeded every day",
    "/es/notas/reunion-peru": "abrirse también de noche",
    "/files/statement-ghana.pdf": "pay for the schools",
}
"""The readouts, and words that a statement in each holds."""


def publish(site: Site) -> None:
    """Put the readouts, a feed of the first three and sitemaps of the others onto the site."""
    bodies = [article(), tables(), divisions(), sections(), spanish(), PDF]
    media = ["text/html; charset=utf-8", "text/html", "text/html", "text/html", "text/html; charset=iso-8859-1"]
    for path, body, kind in zip(PATHS, bodies, [*media, "application/pdf"], strict=True):
        site.pages[path] = Page(body, kind)
    site.pages["/robots.txt"] = Page(b"User-agent: *\nDisallow: /internal/\n", "text/plain")
    site.pages["/feed.xml"] = feed(site, *list(PATHS)[:3])
    index = f"<sitemapindex><sitemap><loc>{site.url}/sitemap-1.xml.gz</loc></sitemap></sitemapindex>"
    site.pages["/sitemap.xml"] = Page(index.encode(), "application/xml")
    rest = sitemap(site, *list(PATHS)[3:], "/about")
    site.pages["/sitemap-1.xml.gz"] = Page(gzip.compress(rest.body, mtime=0), "application/gzip")


def feed(site: Site, *paths: str) -> Page:
    """An RSS feed of these paths."""
    items = "".join(
        f"<item><title>News</title><link>{site.url}{path}</link>"
        "<pubDate>Mon, 06 May 2024 08:00:00 GMT</pubDate></item>"
        for path in paths
    )
    return Page(
        f'<rss version="2.0"><channel><title>News</title>{items}</channel></rss>'.encode(), "application/rss+xml"
    )


def sitemap(site: Site, *paths: str, changed: str = "") -> Page:
    """A sitemap of these paths, all of them with the same date of change if there is one."""
    stamp = f"<lastmod>{changed}</lastmod>" if changed else ""
    urls = "".join(f"<url><loc>{site.url}{path}</loc>{stamp}</url>" for path in paths)
    return Page(f"<urlset>{urls}</urlset>".encode(), "application/xml")
