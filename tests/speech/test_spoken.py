"""The text that a voice receives, and the phonemes that the real eSpeak NG returns."""

import re
import subprocess

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.javanese_script import transliterate_javanese
from kiosk.speech.phrases import Phrase, split_phrases
from kiosk.speech.text.javanese_numbers import say_javanese_numbers
from kiosk.speech.text.speech_text import speech_text
from tests.speech.espeak import VOICES, needs_espeak, phonemes

THOUSAND = {
    "id": "ribu", "jv": "ribu", "ms": "ribu", "fr": "mille", "es": "mil", "en": "thousand",
    "ar": "ألف", "fa": "هزار", "zh": "千",
}  # fmt: skip


@needs_espeak
@pytest.mark.parametrize("language", VOICES)
@pytest.mark.parametrize(
    ("mark", "digits"),
    [
        ("899.221", "899.221"), ("005.133 ", "005.133"), ("813/.54", "813.54"),
        ("306.874.3", "306.874.3"), ("297.1", "297.1"), ("9786020000114", "9786020000114"),
        ("0378-5955", "03785955"), ("٨٩٩٫٢٢١", "899.221"),
    ],
)  # fmt: skip
def test_a_class_number_is_said_digit_by_digit(language: str, mark: str, digits: str) -> None:
    said = speech_text(mark, language, sign_by_sign=True)
    if language == "jv":  # its digits are words, for the Indonesian voice
        point = digits.replace(".", "")
        assert re.sub(" titik|,", "", said) == say_javanese_numbers(" ".join(point))
        return
    assert re.sub(r"\D", "", said) == digits.replace(".", "")
    assert not re.search(r"\d\d", said)
    heard = phonemes(said, language)
    if language != "fr":  # its numbers change before others: "dix", "huit"
        place = 0
        for digit in digits.replace(".", ""):
            place = heard.index(phonemes(digit, language), place)
    if language in THOUSAND:
        assert phonemes(THOUSAND[language], language) not in heard


MARKS = [
    ("899.221 3 HAM t", "8 9 9 titik 2 2 1, 3, H A M, T"),
    ("SR 899.221 3", "S R, 8 9 9 titik 2 2 1, 3"),
    ("R 297.1 ABU h", "R, 2 9 7 titik 1, A B U, H"),
    ("2X1.4", "2 X 1 titik 4"),
    ("2X4.21 ZAI f", "2 X 4 titik 2 1, Z A I, F"),
    ("813/.54", "8 1 3 titik 5 4"),
    ("PL5089 .R68 H37 1999", "P L 5 0 8 9, R 6 8, H 3 7, 1999"),
    ("QA76.73.P98 L88 2013", "Q A 7 6 titik 7 3, P 9 8, L 8 8, 2013"),
    ("821.111(73)-31", "8 2 1 titik 1 1 1, 73, 3 1"),
    ("REF 920 SOE k v.2 c.1", "R E F, 9 2 0, S O E, K volume 2 kopi 1"),
    ("Rak No. 5, 899.221 3 HAM t", "Rak nomor 5, 8 9 9 titik 2 2 1, 3, H A M, T"),
    ("Kamus 413 ECH k", "Kamus 4 1 3, E C H, K"),
    ("Lantai 2, 297 SHI m jil. 3", "Lantai 2, 2 9 7, S H I, M jilid 3"),
    ("F PRA b", "F, P R A, B"),
    ("895.1 曹", "8 9 5 titik 1 曹"),
    ("895.8 ကဗျာ", "8 9 5 titik 8 ကဗျာ"),
    ("R/हिन्दी.2", "R, हिन्दी, 2"),
    ("297 قُطب", "2 9 7 قُطب"),
    ("978-602-8519-93-9", "9 7 8, 6 0 2, 8 5 1 9, 9 3, 9"),
    ("0-306-40615-X", "0, 3 0 6, 4 0 6 1 5, X"),
    ("B00012", "B 0 0 0 1 2"),
    ("", ""),
    ("–", ""),
]


@pytest.mark.parametrize(("mark", "words"), MARKS)
def test_a_shelf_mark_is_said_sign_by_sign(mark: str, words: str) -> None:
    assert speech_text(mark, "id", sign_by_sign=True) == words


@needs_espeak
def test_letters_of_a_shelf_mark_are_letters_and_no_words() -> None:
    assert phonemes("señor", "es") not in phonemes(speech_text("SR", "es", sign_by_sign=True), "es")
    assert phonemes("HAM", "id") not in phonemes(speech_text("HAM", "id", sign_by_sign=True), "id")
    assert "eI" in phonemes(speech_text("ABU", "en", sign_by_sign=True), "en"), (
        "a letter, no article"
    )


SAID = [
    ("id", "pukul 09.00 WIB", "pukul sembilan WIB"),
    ("id", "jil. 2, hlm. 1–25", "jilid dua, halaman satu sampai dua puluh lima"),
    ("id", "Rp 125.000,00", "seratus dua puluh lima ribu rupiah"),
    ("id", "Rp125.000,-", "seratus dua puluh lima ribu rupiah"),
    ("id", "Dr. Siti dkk.", "doktor Siti dan kawan-kawan"),
    ("jv", "hlm. 3-5", "kaca telu nganti lima"),
    ("ms", "09:00", "pukul sembilan pagi"),
    ("ms", "3.5", "tiga titik lima"),
    ("ms", "bil. 3", "bilangan tiga"),
    ("fr", "1 250 pages", "mille deux cent cinquante pages"),
    ("fr", "n° 5, t. II", "numéro cinq, tome deux"),
    ("fr", "p. 10-12", "page dix à douze"),
    ("fr", "12,50 €", "douze virgule cinquante euros"),
    ("es", "núm. 5, págs. 3-4", "número cinco, páginas tres a cuatro"),
    ("es", "Sra. García", "señora García"),
    ("en", "9:00 AM – 10:30 AM", "nine to ten thirty AM"),
    ("en", "1,250 pages", "one thousand two hundred fifty pages"),
    ("en", "vol. 2, pp. 3-4", "volume two, pages three to four"),
    ("en", "Mrs. Smith et al.", "missus Smith and others"),
    ("zh", "09:30", "九点半"),
    ("zh", "1999年", "一九九九年"),
    ("zh", "25%", "百分之二十五"),
    ("my", "1-5", "၁ မှ ၅"),
]  # fmt: skip


WRITTEN = [
    ("id", "09.30 – 11.00", "pukul 9 lewat 30 sampai 11"),
    ("id", "08.00–16.00", "pukul 8 sampai 16"),
    ("id", "1.250 halaman", "1250 halaman"),
    ("id", "Hamka, 1908-", "Hamka, 1908"),
    ("ms", "RM 12.50", "12 titik 50 ringgit"),
    ("ms", "pukul 9.30 pagi", "pukul 9 30 minit pagi"),
    ("ms", "9.00 pagi", "pukul 9 pagi"),
    ("fr", "XXe siècle, t. II", "20ème siècle, tome 2"),
    ("en", "vol. XIV, Part IV", "volume 14, Part 4"),
    ("fr", "2e éd.", "2ème édition"),
    ("es", "2.ª ed., n.º 5, nº 6", "2ª edición, número 5, número 6"),
    ("id", "Ṣaḥīḥ al-Bukhārī, ʻAbd", "Sahīh al-Bukhārī, Abd"),
    ("id", "Nguyễn Café Müller", "Nguyen Café Müller"),
    ("id", "Min, 29 Nov", "Minggu, 29 November"),
    ("en", "Sun, Nov 29", "Sunday, November 29"),
    ("fr", "dim. 29 nov.", "dimanche 29 novembre"),
    ("es", "dom, 29 nov", "domingo, 29 noviembre"),
    ("en", "The Sun and Mar", "The Sun and Mar"),
    ("id", "pkl. 09.00 s.d. 12.00", "pukul 9 sampai dengan pukul 12"),
    ("id", "Rp1,5 juta, IDR 100.000, 20 USD", "1,5 juta rupiah, 100000 rupiah, 20 dolar"),
    ("id", "10.000–20.000", "10000 sampai 20000"),
    ("id", "50%-75%", "50 persen sampai 75 persen"),
    ("id", "(021) 520 1234", "0 2 1, 5 2 0, 1 2 3 4"),
    ("id", "№ 5, 17.00", "nomor 5, pukul 17"),
    ("id", "Senin–Jumat 08.00–16.00", "Senin sampai Jumat pukul 8 sampai 16"),
    ("en", "Monday - Friday", "Monday to Friday"),
    ("zh", "星期一–星期五", "星期一 到 星期五"),
    ("fr", "M. Dupont et Yusuf, M. Ali", "monsieur Dupont et Yusuf, M. Ali"),
    ("fr", "9h30", "9 heures 30"),
    ("es", "10:00", "las 10"),
    ("es", "1.250 páginas", "1250 páginas"),
    ("en", "1999-2004", "1999 to 2004"),
    ("ar", "25 %", "25 بالمئة"),
    ("id", "tel. 0812-345-6789", "telepon 0 8 1 2, 3 4 5, 6 7 8 9"),
    ("id", "Nomor panggil: 813.54 ROW h", "Nomor panggil: 8 1 3 titik 5 4, R O W, H"),
    ("id", "Rak 899.221 - 899.229", "Rak 8 9 9 titik 2 2 1 sampai 8 9 9 titik 2 2 9"),
    ("id", "rak 297.1, 297.4 dan 297.8", "rak 2 9 7 titik 1, 2 9 7 titik 4 dan 2 9 7 titik 8"),
    ("id", "No. panggil 297.4", "nomor panggil 2 9 7 titik 4"),
    ("id", "seharga 125.500 IDR", "seharga 125500 rupiah"),
    ("id", "125.000 WNI", "125000 WNI"),
    ("id", "17/08/1945, 5-6-1901", "17 Agustus 1945, 5 Juni 1901"),
    ("id", "99/99/2001", "99, 99, 2001"),
    ("id", "+62 812 3456 7890", "6 2, 8 1 2, 3 4 5 6, 7 8 9 0"),
    ("id", "Telp. 555-1234", "telepon 5 5 5, 1 2 3 4"),
    ("id", "Telepon 08.00-16.00", "Telepon pukul 8 sampai 16"),
    ("id", "tahun ajaran 2019/2020", "tahun ajaran 2019, 2020"),
    ("id", "lantai 1/2", "lantai 1, 2"),
    ("id", "1,250,000 orang", "1250000 orang"),
    ("id", "09.00 WIB - 12.00 WIB", "pukul 9 WIB sampai pukul 12 WIB"),
    ("id", "Jln. Tun, Kav. 5, pk. 10.00", "jalan Tun, kaveling 5, pukul 10"),
    ("id", "xii, 230 p.", "xii, 230 halaman"),
    ("id", "3.000-5.000 kata", "3000 sampai 5000 kata"),
    ("id", "Rp10rb, 5 jt", "10 ribu rupiah, 5 juta"),
    ("id", "1447 H./2026 M.", "1447 Hijriah, 2026 Masehi"),
    ("id", "Usia 7-12 th.", "Usia 7 sampai 12 tahun"),
    ("id", "Rabu, 02 Desember 2026, 02 Des", "Rabu, 2 Desember 2026, 2 Desember"),
    ("id", "01 Mei 2026", "1 Mei 2026"),
    ("id", "sekarang – 16.30", "sekarang sampai pukul 16 lewat 30"),
    ("zh", "现在 – 16:30", "现在 到 16点半"),
    ("en", "May 2, 3:00 PM – Friday, May 4", "May 2, 3 PM to Friday, May 4"),
    ("id", "Kelas 100.000 orang", "Kelas 100000 orang"),
    ("id", "1.234.567,89", "1234567,89"),
    ("en", "1,000,000.50", "1000000.50"),
    ("en", "Tue, May 5", "Tuesday, May 5"),
    ("en", "3½ hours", "3 and a half hours"),
    ("id", "10⁵", "10 5"),
    ("en", "Mon-Fri: 9am", "Monday to Friday: 9am"),
    ("en", "XXL, XL, MMXX, XXXX, IIV", "XXL, XL, MMXX, XXXX, IIV"),
    ("ms", "8.30 pagi - 5.00 petang", "pukul 8 30 minit pagi hingga 5 petang"),
    ("ms", "03-2687 1700", "0 3, 2 6 8 7, 1 7 0 0"),
    ("ms", "No. panggilan 899.28 SHA", "nombor panggilan 8 9 9 titik 2 8, S H A"),
    ("en", "shelves 200.1 to 299.9", "shelves 2 0 0 point 1 to 2 9 9 point 9"),
    ("en", "1.250.000", "1250000"),
    ("en", "12.30 pm", "12:30 PM"),
    ("en", "9am-5pm", "9am to 5pm"),
    ("en", "Henry VIII and World War II", "Henry 8 and World War 2"),
    ("en", "Malcolm X, Part I", "Malcolm X, Part 1"),
    (
        "en",
        "St. Louis, 12 High St., Main St. library",
        "saint Louis, 12 High Street, Main Street library",
    ),
    ("en", "2nd rev. ed., ed. by A. Smith", "2nd revised edition, edited by A. Smith"),
    ("en", "x, 245 p. : ill.", "x, 245 pages, illustrated"),
    ("en", "Bosch, c. 1450-1516", "Bosch, about 1450 to 1516"),
    ("en", "b. 1950, c.2", "born 1950, copy 2"),
    ("en", "(212) 555-1234", "2 1 2, 5 5 5, 1 2 3 4"),
    ("en", "ISSN 1412-1999", "ISSN 1 4 1 2, 1 9 9 9"),
    ("en", "11/29/2026, 3/4/2026", "29 November 2026, 3, 4, 2026"),
    ("fr", "de 9h à 17h", "de 9 heures à 17 heures"),
    ("fr", "9 h 30 – 12 h", "9 heures 30 à 12 heures"),
    ("fr", "Louis XIV, XXIe s.", "Louis 14, 21ème siècle"),
    ("fr", "tél. 01.23.45.67.89", "téléphone 0 1, 2 3, 4 5, 6 7, 8 9"),
    ("es", "a las 9.30, 17.30 h, 10 h.", "a las 9 y 30, las 17 y 30, 10 horas"),
    ("es", "a las 9:30", "a las 9 y 30"),
    ("es", "s. XX, 300 a.C., Sta. Ana", "siglo XX, 300 antes de Cristo, santa Ana"),
    ("es", "estante 863.64", "estante 8 6 3 punto 6 4"),
    ("ar", "1427هـ / 2006م", "1427 هجري, 2006 ميلادي"),
    ("ar", "الرف 813.03", "الرف 8 1 3 نقطة 0 3"),
    ("fa", "۱۳۰۴-۱۳۷۹", "1304 تا 1379"),
    ("zh", "1999-2004年", "1 9 9 9 到 2 0 0 4年"),
    ("zh", "上午9:00", "上午9点"),
    ("zh", "索书号 I247.5/123", "索书号 I 2 4 7 点 5, 1 2 3"),
]


@pytest.mark.parametrize(("language", "text", "written"), WRITTEN)
def test_a_voice_is_given_what_it_can_say(language: str, text: str, written: str) -> None:
    assert speech_text(text, language) == written


@needs_espeak
@pytest.mark.parametrize(("language", "text", "words"), SAID)
def test_numbers_and_abbreviations_are_said_as_words(language: str, text: str, words: str) -> None:
    if words == "၁ မှ ၅":  # the voice of Burmese knows no digits of its own
        words = "1 မှ 5"
    assert phonemes(speech_text(text, language), language) == phonemes(words, language)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Windows 11"), ("id", "abad ke-20"), ("id", "17 x 24"), ("en", "2026-11-29"),
        ("id", "edisi ke-2"), ("en", "There is no."), ("es", "No. Se va."),
        ("fr", "Catch-22"), ("id", "COVID-19"),
    ],
)  # fmt: skip
def test_what_a_voice_says_rightly_is_left_alone(language: str, text: str) -> None:
    assert speech_text(text, language) == text


@pytest.mark.parametrize(
    ("written", "latin"),
    [
        ("ꦱꦼꦫꦠ꧀", "serat"), ("ꦲꦤꦕꦫꦏ", "hanacaraka"), ("ꦧꦱꦗꦮ", "basajawa"),
        ("ꦏꦿꦠꦺꦴꦤ꧀", "kraton"), ("ꦱꦸꦫꦏꦂꦠ", "surakarta"), ("ꦮꦪꦁ", "wayang"),
        ("ꦢꦝꦸ", "dadhu"), ("ꦉꦏ", "reka"), ("꧑꧙", "19"), ("Serat ꦏꦏꦃ", "Serat kakah"),
    ],
)  # fmt: skip
def test_javanese_script_is_read_in_latin_letters(written: str, latin: str) -> None:
    assert transliterate_javanese(written) == latin
    assert speech_text(written, "jv") == say_javanese_numbers(latin)


@pytest.mark.parametrize(
    ("number", "words"),
    [
        ("0", "nol"), ("11", "sewelas"), ("21", "selikur"), ("25", "selawe"),
        ("30", "telung puluh"),
        ("56", "seket enem"), ("60", "sewidak"), ("99", "sangang puluh sanga"), ("100", "satus"),
        ("125", "satus selawe"), ("250", "rong atus seket"), ("1000", "sewu"),
        ("2026", "rong ewu nemlikur"), ("12000", "rolas ewu"), ("35000", "telung puluh limang ewu"),
        ("125000", "satus selawe ewu"), ("1500000", "sayuta limang atus ewu"),
        ("1,5", "siji koma lima"), ("007", "nol nol pitu"), ("x", "x"),
    ],
)  # fmt: skip
def test_javanese_numbers_are_javanese_words(number: str, words: str) -> None:
    assert say_javanese_numbers(number) == words


@given(st.integers(0, 10**12))
def test_every_number_has_javanese_words(value: int) -> None:
    assert not re.search(r"\d|  |^ | $", say_javanese_numbers(str(value)))


def test_jawi_is_read_as_its_letters_sound() -> None:
    assert speech_text("ڤرڤوستاکاءن", "fa") == "پرپوستاکاءن"


@needs_espeak
@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("ڤرڤوستاکاءن", "fa"), ("کوردی ڕێ", "fa"), ("ئۇيغۇر", "fa"), ("كتاب عربي", "fa"),
        ("Хлѣбъ і міръ", "ru"), ("Ṣaḥīḥ Nguyễn ʻAbd", "id"), ("Ṣaḥīḥ", "en"), ("ḥadīth", "fr"),
    ],
)  # fmt: skip
def test_no_letter_is_said_by_its_code(text: str, language: str) -> None:
    voice = VOICES.get(language, f"zle/{language}")
    command = ["espeak-ng", "-v", voice, "-q", "-x", speech_text(text, language)]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    assert not re.search(r"l'[Ee]t[@r#]|h'uR2uf|s'imbolo|h,amze:", said), said


LETTERS = st.text("0123456789IVXLCMabhmps.,:/-–()°ª№ +%Rp$€年ص", max_size=24)


@given(LETTERS | st.text(max_size=30), st.sampled_from([*VOICES, "de", ""]))
def test_any_text_can_be_said(text: str, language: str) -> None:
    for sign_by_sign in (False, True):
        speech_text(text, language, sign_by_sign=sign_by_sign)


@pytest.mark.parametrize(
    "text",
    [
        "1" * 5000,
        "1." * 3000,
        "0 " * 3000,
        "No. " * 2000,
        "1-" * 3000,
        "字 " + "1" * 5000 + "x",
        "Rp " * 2000,
        "A." * 3000,
        "(" * 5000,
        "+1 " * 2000,
        "Rak 100.1, " * 900,
        "telepon " * 900 + "1",
        "St. " * 2000,
        "12 High " * 900,
        "9h-" * 2000,
    ],
)
def test_no_text_takes_long(text: str) -> None:
    for language in ("id", "en", "fr", "zh"):
        for piece in split_phrases([Phrase(text, language)]):
            speech_text(piece.text, piece.language)
            speech_text(piece.text, piece.language, sign_by_sign=True)
