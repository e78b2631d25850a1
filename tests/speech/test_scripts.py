"""A text is spoken by a voice of its script and language, or reported as unreadable."""

from collections.abc import Iterator

import pytest

from kiosk.speech.phrases import Phrase, phrases_for_listener, split_phrases
from kiosk.speech.speaker import voice_for_phrase
from kiosk.speech.text.speech_text import speech_text
from kiosk.speech.voices.voice_choice import voice_for
from tests.speech.voices import Voice

ON_INDONESIAN_SCREENS = [
    ("محفوظ، نجيب", [("محفوظ، نجيب", "ar")]),
    ("كتاب الطبخ العربي", [("كتاب الطبخ العربي", "ar")]),
    ("曹雪芹, 1990; Author, A.", [("曹雪芹", "zh"), (", 1990; Author, A.", "id")]),
    ("မြန်မာစာပေသမိုင်း", [("မြန်မာစာပေသမိုင်း", "my")]),
    ("Serat ꦱꦼꦫꦠ꧀", [("Serat", "id"), ("ꦱꦼꦫꦠ꧀", "jv")]),
    ("تاریخ ایران", [("تاریخ ایران", "fa")]),
    ("اردو ادب ہے", [("اردو ادب ہے", "ur")]),
    ("ڤرڤوستاکاءن", [("ڤرڤوستاکاءن", "fa")]),
    ("Война и мир / Толстой", [("Война и мир / Толстой", "ru")]),
    ("ひらがな", [("ひらがな", "ja")]),
    ("吾輩は猫である", [("吾輩は猫である", "ja")]),
    ("한국의 역사", [("한국의 역사", "ko")]),
    ("كوردی ڕێ", [("كوردی ڕێ", "fa")]),
    ("بِسْمِ ٱللَّهِ", [("بِسْمِ ٱللَّهِ", "ar")]),
    ("القُرْآنُ ﷺ", [("القُرْآنُ ﷺ", "ar")]),
    ("ประวัติศาสตร์ไทย", [("ประวัติศาสตร์ไทย", "th")]),
    ("Ιστορία", [("Ιστορία", "el")]),
    ("תולדות", [("תולדות", "he")]),
    ("भारत का इतिहास", [("भारत का इतिहास", "hi")]),
    ("தமிழ் வரலாறு", [("தமிழ் வரலாறு", "ta")]),
    ("ភាសាខ្មែរ", [("ភាសាខ្មែរ", "km")]),
    ("Kelas bahasa 中文 dan العربية di aula", [
        ("Kelas bahasa", "id"), ("中文", "zh"), ("dan", "id"), ("العربية", "ar"),
        ("di aula", "id"),
    ]),
    ("Belajar Python : panduan \"Machine Learning\"",
     [("Belajar Python : panduan \"Machine Learning\"", "id")]),
    ("12, 2001", [("12, 2001", "id")]),
    ("نجيب محفوظ), 1911-2006", [("نجيب محفوظ", "ar"), ("), 1911-2006", "id")]),
    ("红楼梦 第2册", [("红楼梦 第2册", "zh")]),
    ("中文 3 dan 4", [("中文", "zh"), ("3 dan 4", "id")]),
    ("No. 5, 2.ª", [("No. 5, 2.ª", "id")]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "parts"), ON_INDONESIAN_SCREENS)
def test_each_part_has_the_language_of_its_script(text: str, parts: list[tuple[str, str]]) -> None:
    assert [(each.text, each.language) for each in split_phrases([Phrase(text, "id")])] == parts


def test_the_language_of_the_record_comes_first() -> None:
    byline = Phrase("سعدی", "en", others=("fa",))
    assert [each.language for each in split_phrases([byline])] == ["fa"]
    assert [each.language for each in split_phrases([Phrase("طبخ", "en", others=("fa",))])] == [
        "fa"
    ]
    assert [each.language for each in split_phrases([Phrase("طبخ", "fa")])] == ["fa"]


def test_latin_words_on_other_screens_are_said_in_the_language_of_the_library() -> None:
    told = phrases_for_listener([Phrase("Laskar Pelangi 中文 ISBN", "zh")], "zh", "id")
    assert [(each.text, each.language) for each in split_phrases(told)] == [
        ("Laskar Pelangi", "id"), ("中文 ISBN", "zh"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        "Prof. Dr. Ir. Ahmad dkk. menulis.", "Lihat No. 5, jil. 2, hlm. 12.",
        "K.H. Dewantara, S.Pd.",
        "Mrs. Smith, vol. II, p. 5, ed. 3.", "Sr. García, núm. 5, cap. 2.", "M. Dupont, art. 3.",
        "Hj. Siti, a.n. Ir. Budi.", "Mme. Curie, éd. Gallimard", "Dra. Ana, EE. UU., etc.",
        "د. محمد نجيب",
    ],
)  # fmt: skip
def test_a_phrase_does_not_break_after_an_abbreviation(text: str) -> None:
    assert [each.text for each in split_phrases([Phrase(text, "id")])] == [text]


def test_a_sentence_ends_where_an_abbreviation_is_a_word() -> None:
    told = split_phrases([Phrase("¿Viene? No. Se va. Buku, pensil, dll. Semua ada.", "es")])
    assert [each.text for each in told] == [
        "¿Viene?", "No.", "Se va.", "Buku, pensil, dll.", "Semua ada.",
    ]  # fmt: skip


def test_a_clause_without_marks_is_cut_at_words_so_that_it_is_soon_heard() -> None:
    told = [each.text for each in split_phrases([Phrase("kata " * 300, "id")])]
    assert max(map(len, told)) <= 241
    assert " ".join(told).split() == ["kata"] * 300


@pytest.fixture(scope="module")
def voice() -> Iterator[Voice]:
    found = Voice()
    yield found
    found.synthesiser.close()


def said_seconds(voice: Voice, text: str, language: str, by: str = "") -> float:
    """Return the seconds in which ``text`` is spoken on a screen in ``language``.

    If ``by`` is given, the voice of this language speaks the whole text.
    """
    if by:
        return voice.say(text, by).seconds
    total = 0.0
    for piece in split_phrases([Phrase(text, language)]):
        heard = speech_text(piece.text, piece.language)
        total += voice.say(heard, piece.language).seconds
    return total


@pytest.mark.parametrize("text", ["محفوظ، نجيب", "曹雪芹", "ꦱꦼꦫꦠ꧀", "مرحبا بكم في المكتبة"])
@pytest.mark.parametrize("screen", ["id", "fr", "es", "ms", "en"])
def test_a_name_is_said_and_not_spelled(voice: Voice, text: str, screen: str) -> None:
    mine = said_seconds(voice, text, screen)
    assert 0.5 < mine < 3
    if "ꦱ" not in text:  # of which other voices say nothing
        assert mine < said_seconds(voice, text, screen, by=screen) / 1.5


def test_of_each_script_a_voice_reads_or_it_is_told(voice: Voice) -> None:
    installed = voice.synthesiser.voices()

    def by(text: str, language: str) -> str | None:
        return voice_for_phrase(Phrase(text, language), installed)

    assert by("曹雪芹", "zh") == "sit/cmn-latn-pinyin"
    assert by("ひらがな", "ja") == "jpx/ja"
    assert by("吾輩", "ja") is None, "the voice of Japanese spells Chinese signs by their codes"
    assert by("大韓", "ko") is None
    assert by("ភាសាខ្មែរ", "km") is None
    assert by("ລາວ", "lo") is None
    for text, language in (("ᨅᨔ", "bug"), ("ᮞᮥᮔ᮪ᮓ", "su"), ("ᬩᬮᬶ", "ban"), ("ᯅᯖᯂ᯲", "bbc")):
        assert by(text, language) is None, "the voice of Indonesian spells them by their codes"
        assert {by(each.text, each.language) for each in split_phrases([Phrase(text, "id")])} == {
            None
        }
    assert by("Wilujeng", "su") == voice_for("id", installed)
    nias = Phrase("Ya'ahowu", "nia", others=("ar", "id"))
    assert voice_for_phrase(nias, installed) == voice_for("id", installed)
    assert by("Bonjour", "tlh") == voice_for("en", installed)


def test_chinese_is_not_read_as_english(voice: Voice) -> None:
    installed = voice.synthesiser.voices()
    assert voice_for("zh", installed) == "sit/cmn-latn-pinyin"
    assert voice_for("zh", ["sit/cmn"]) == "sit/cmn"
    assert voice.say("红楼梦", "zh").seconds < 1.5, "three signs, not hong two low four"
