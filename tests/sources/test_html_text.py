"""HTML in descriptions and titles is removed; plain text is unchanged."""

from time import process_time

import pytest

from kiosk.sources.text.html_text import strip_html, strip_html_to_line


@pytest.mark.parametrize(
    ("given", "right"),
    [
        ("Kelas &amp; Cerita", "Kelas & Cerita"),
        ("Kelas &amp;amp; Cerita", "Kelas & Cerita"),
        ("Tom &#38; Jerry&#39;s &#x201C;day&#x201D;", "Tom & Jerry's “day”"),
        ("caf&eacute;&nbsp;&ndash; gratis", "café – gratis"),
        ("a < b and c > d", "a < b and c > d"),
        ("AT&T; R&D", "AT&T; R&D"),
        ("https://x.example/?a=1&copy=2&lt=3", "https://x.example/?a=1&copy=2&lt=3"),
        ("Tulis ke <siti@x.example>", "Tulis ke <siti@x.example>"),
        ("Buka <https://x.example/a> dulu", "Buka <https://x.example/a> dulu"),
        ("C++: vector<int> dan List<String>", "C++: vector<int> dan List<String>"),
        ("I <3 books", "I <3 books"),
        ("What are <b> and <strong> for?", "What are <b> and <strong> for?"),
        ("<b>Tebal</b> dan <i>miring</i>", "Tebal dan miring"),
        ("H<sub>2</sub>O", "H2O"),
        ("one<br>two<br/>three<BR />four", "one\ntwo\nthree\nfour"),
        ("<p>one</p><p>two</p>", "one\n\ntwo"),
        ("<ul><li>one</li><li>two</li></ul>", "one\n\ntwo"),
        ("<p>folded\n by hand</p>", "folded by hand"),
        ("line\nline <b>two</b>", "line\nline two"),
        ("line\n\n  indented", "line\n\n  indented"),
        ("See <a href=\"https://x.example/a\">here</a>", "See here"),
        ("&lt;p&gt;Halo &amp;amp; selamat&lt;/p&gt;", "Halo & selamat"),
        ("Belajar &lt;b&gt; hari ini", "Belajar <b> hari ini"),
        ("<!DOCTYPE HTML PUBLIC \"-//W3C//DTD HTML 3.2//EN\">\n<HTML>\n<HEAD>\n"
         "<TITLE></TITLE>\n</HEAD>\n<BODY>\n<!-- Converted from text/rtf format -->\n<P DIR=LTR>"
         "<SPAN LANG=\"en-us\"><FONT FACE=\"Calibri\">Bring tea</FONT></SPAN></P>\n</BODY></HTML>",
         "Bring tea"),
        ("<style>p {color: red}</style>Teks<script>alert('x')</script>", "Teks"),
        ("<![CDATA[Halo]]>", "Halo"),
        ("<table><tr><td>Senin</td><td>09.00</td></tr></table>", "Senin 09.00"),
        ("<img src='x.png' alt='Poster'> lihat", "Poster lihat"),
        ("cut off <a href=\"https://x.example/very", "cut off"),
        ("<o:p></o:p>Teks", "Teks"),
        ("می&zwnj;خواهم", "می\u200cخواهم"),
        ("&unknown; &; &#xD800;", "&unknown; &; \ufffd"),
        ("  ", ""),
    ],
)  # fmt: skip
def test_plain(given: str, right: str) -> None:
    assert strip_html(given) == right
    assert strip_html(strip_html(given)) == strip_html(given)


def test_a_title_is_one_line() -> None:
    assert strip_html_to_line("<i>Homo\nsapiens</i><br>dan&nbsp;kita") == "Homo sapiens dan kita"


@pytest.mark.parametrize(
    "piece",
    ["<", "<p", "<!--", "<script>", "<script", "<a ", "&", "<br", "</p ", "\n \n", "<!DOCTYPE "],
)
def test_no_text_takes_long(piece: str) -> None:
    began = process_time()
    strip_html(piece * 20_000)
    assert process_time() - began < 2
