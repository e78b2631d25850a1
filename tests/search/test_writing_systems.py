"""Words inside writing without spaces, and letters that are written in several ways, are found."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from search_library import SearchLibrary

from kiosk.domain.records import BibliographicRecord
from kiosk.domain.zawgyi import zawgyi_to_unicode
from kiosk.search.text.normalise import index_tokens, query_tokens
from kiosk.sources.sanitising import sanitise_entries

TITLES = {
    "thai": "คู่มือเลี้ยงปลาสวยงามสำหรับผู้เริ่มต้น",
    "thai spaced": "ดาราศาสตร์ เบื้องต้น",
    "lao": "ນິທານພື້ນເມືອງລາວ",
    "khmer": "រឿងព្រេងខ្មែរ",
    "burmese": "ကမ္ဘာ့သမိုင်းအကျဉ်းချုပ်",
    "javanese": "ꦱꦼꦫꦠ꧀ꦮꦪꦁꦥꦸꦂꦮ",
    "latin": "Serat Centhini",
    "traditional": "臺灣鐵路旅行",
    "simplified": "中国园林艺术",
    "japanese": "日本の昔話",
    "arabic": "مقدمة في علم الفلك",
    "arabic and": "الطب والجراحة",
    "arabic for": "الرياضيات للمهندسين",
    "parents": "حقوق الوالدين",
    "persian": "داستان‌های کوتاه ایران",
    "persian joined": "قصهها برای بچه ها",
    "kurdish": "چیرۆکی گوڵە سوورەکان",
}


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> SearchLibrary:
    opened = SearchLibrary(tmp_path_factory.mktemp("scripts"))
    opened.hold(*(BibliographicRecord(name, title) for name, title in TITLES.items()))
    return opened


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("ปลา", "thai"),
        ("สวยงาม", "thai"),
        ("เลี้ยงปลา", "thai"),
        ("ปลาสว", "thai"),  # half a word
        ("ปลา มือ", "thai"),
        ("ดาราศาสตร์เบื้องต้น", "thai spaced"),
        ("สําหรับ", "thai"),
        ("ພື້ນເມືອງ", "lao"),
        ("ລາວ", "lao"),
        ("ព្រេង", "khmer"),
        ("ខ្មែ", "khmer"),
        ("សៀវភៅ", ""),
        ("သမိုင်း", "burmese"),
        ("သမို", "burmese"),
        ("သမုိင်း", "burmese"),  # the vowels in the order of typewriters
        ("သမိုင္း", "burmese"),  # Zawgyi
        ("ကမ႓ာ့", "burmese"),  # Zawgyi
        ("ꦮꦪꦁ", "javanese"),
        ("wayang", "javanese"),
        ("wayang purwa", "javanese"),
        ("ꦱꦼꦫꦠ꧀ꦕꦼꦤ꧀ꦛꦶꦤꦶ", "latin"),
        ("ꦕꦼꦤ꧀ꦛꦶꦤꦶ", "latin"),
        ("台湾铁路", "traditional"),
        ("旅行", "traditional"),
        ("臺灣", "traditional"),
        ("園林", "simplified"),
        ("園林藝術", "simplified"),
        ("昔話", "japanese"),
        ("الفلك", "arabic"),
        ("لعلم الفلك", "arabic"),
        ("والفلك", "arabic"),
        ("بعلم", "arabic"),
        ("طب", "arabic and"),
        ("للطب", "arabic and"),
        ("جراحة", "arabic and"),
        ("الجراحه", "arabic and"),
        ("المهندسين", "arabic for"),
        ("مهندسين", "arabic for"),
        ("والدين", "parents"),
        ("داستانهای", "persian"),
        ("داستان های", "persian"),
        ("داستان‌هاي", "persian"),
        ("قصه‌های", "persian joined"),
        ("قصه", "persian joined"),
        ("كوتاه", "persian"),
        ("چيروكى", "kurdish"),
        ("گوڵه", "kurdish"),
        ("سوورەکان", "kurdish"),
    ],
)
def test_a_word_is_found(library: SearchLibrary, typed: str, name: str) -> None:
    assert library.found(typed)[:1] == ([name] if name else [])


@pytest.mark.parametrize(
    ("typed", "not_found"),
    [
        ("الدين", "parents"),  # religion
        ("งาน", "thai"),  # work: the signs are there, but not together
        ("ปู", "thai"),
        ("水", "simplified"),
        ("林园", "simplified"),
        ("ပန်း", "burmese"),
        ("wayan", "latin"),
        ("purwayang", "javanese"),
    ],
)
def test_another_word_is_not_found(library: SearchLibrary, typed: str, not_found: str) -> None:
    assert not_found not in library.found(typed)


def test_digits_of_every_script_are_the_same(library: SearchLibrary) -> None:
    for digits in ("١٩٤٥", "۱۹۴۵", "၁၉၄၅", "๑๙๔๕", "១៩៤៥", "໑໙໔໕", "꧑꧙꧔꧕", "1945"):
        assert query_tokens(f"a{digits}")[-1].removeprefix("a") == "1945"


def test_one_letter_typed_after_another_only_narrows(library: SearchLibrary) -> None:
    for name in ("thai", "lao", "khmer", "burmese", "javanese", "traditional"):
        title = TITLES[name]
        for end in range(1, len(title) + 1):
            assert name in library.found(title[:end]), title[:end]


# --- folds -------------------------------------------------------------------------------------

_ASIAN = st.one_of(
    st.text(st.characters(min_codepoint=first, max_codepoint=last, categories=("Lo", "Mn", "Mc")))
    for first, last in ((0xE01, 0xE4E), (0xE81, 0xECD), (0x1780, 0x17D2), (0xA980, 0xA9C0))
)
_BURMESE = st.from_regex("([က-အ]ျ?ွ?ေ?[ိုာ]?([က-န]်)?း?){1,6}", fullmatch=True)


@given(_ASIAN | _BURMESE)
def test_folding_tokens_of_clusters_again_changes_nothing(text: str) -> None:
    for token in index_tokens(text):
        assert query_tokens(token) == [token]


@given(st.text(st.characters(min_codepoint=0x621, max_codepoint=0x6FF), max_size=20))
def test_letters_of_arabic_script_are_folded_once(text: str) -> None:
    for token in index_tokens(text):
        assert index_tokens(token) in ([token], [token[2:]])  # one more article at most


@given(st.text(st.characters(min_codepoint=0x2E80, max_codepoint=0x9FFF), max_size=20))
def test_simplifying_again_changes_nothing(text: str) -> None:
    for token in index_tokens(text):
        assert query_tokens(token)[:1] == [token]


def test_words_of_different_meaning_stay_apart() -> None:
    for one, other in (("乾隆", "千隆"), ("มา", "ม้า"), ("ကား", "ကာ"), ("گل", "كل"), ("چای", "جای")):
        assert index_tokens(one) != index_tokens(other)


# --- Zawgyi --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("zawgyi", "unicode"),
    [
        ("ျမန္မာႏိုင္ငံ", "မြန်မာနိုင်ငံ"),
        ("ေက်ာင္းသားမ်ား", "ကျောင်းသားများ"),
        ("ကမ႓ာ့ကုလသမဂၢအဖြဲ႔", "ကမ္ဘာ့ကုလသမဂ္ဂအဖွဲ့"),
        ("Story: ပံုျပင္မ်ား 1", "Story: ပုံပြင်များ 1"),
    ],
)
def test_zawgyi_becomes_unicode(zawgyi: str, unicode: str) -> None:
    assert zawgyi_to_unicode(zawgyi) == unicode
    assert zawgyi_to_unicode(unicode) == unicode


def test_no_beginning_of_unicode_is_taken_for_zawgyi() -> None:
    for text in ("သန္တာကျောက်တန်း", "မေတ္တာ", "ခေတ္တ", "ဥစ္စာ", "အဓိပ္ပာယ်", "စာကြည့်တိုက်", "ရွှေ"):
        for end in range(1, len(text) + 1):
            assert zawgyi_to_unicode(text[:end], begun=True) == text[:end]


def test_zawgyi_becomes_unicode_at_the_import() -> None:
    typed = BibliographicRecord("1", "ျမန္မာႏိုင္ငံ သမိုင္း", authors=("ေဒၚခင္ခင္",))
    (read,) = sanitise_entries(iter([typed]))
    assert read == BibliographicRecord("1", "မြန်မာနိုင်ငံ သမိုင်း", authors=("ဒေါ်ခင်ခင်",))
    (same,) = sanitise_entries(iter([read]))
    assert same is read
