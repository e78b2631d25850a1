"""Code pages are guessed only with enough evidence; otherwise the row is refused."""

from pathlib import Path

import pytest
from source_files import rejects, titles, written

from kiosk.sources.source_file import read_source_file

LISTS = {
    "cp1252": "Les Misérables,Hugo\nCien años de soledad,García Márquez\nL’Étranger,Camus",
    "cp1250": "Ogniem i mieczem,Sienkiewicz\nŚwiat książki,Łódź",
    "cp1254": "İnce Memed,Yaşar Kemal\nKürk Mantolu Madonna,Sabahattin Ali",
    "cp850": "Cien años de soledad,García Márquez\nÜber den Fluß,Müller",
    "mac_roman": "Cien años de soledad,García Márquez\nCafé,Éva",
    "cp1256": "كتاب الطبخ,سلمى\nألف ليلة وليلة,\nمقدمة ابن خلدون,ابن خلدون",
    "iso8859_6": "كتاب الطبخ,سلمى\nألف ليلة وليلة,\nمقدمة ابن خلدون,ابن خلدون",
    "cp1251": "Война и мир,Толстой\nМастер и Маргарита,Булгаков",
    "koi8_r": "Война и мир,Толстой\nМастер и Маргарита,Булгаков",
    "cp866": "Война и мир,Толстой\nМастер и Маргарита,Булгаков",
    "gb18030": "红楼梦,曹雪芹\n三国演义,罗贯中\n骆驼祥子,老舍\n平凡的世界,路遥",
    "big5": "紅樓夢,曹雪芹\n撒哈拉的故事,三毛\n台灣歷史圖說,周婉窈",
    "cp932": "吾輩は猫である,夏目漱石\nノルウェイの森,村上春樹",
    "euc_kr": "엄마를 부탁해,신경숙\n채식주의자,한강",
    "cp874": "ความสุขของกะทิ,งามพรรณ\nสี่แผ่นดิน,คึกฤทธิ์",
    "cp1253": "Ο Χριστός ξανασταυρώνεται,Καζαντζάκης\nΒίος και πολιτεία,Καζαντζάκης",
}
SHORT = {
    "gb18030": ["红楼梦", "三国演义", "鲁迅全集", "撒哈拉的故事", "围城",
               "活着", "边城", "家常菜谱大全",
               "朝花夕拾"],
    "big5": ["紅樓夢", "三國演義", "未央歌", "傾城之戀", "城南舊事", "邊城"],
    "cp1256": ["كتاب الطبخ", "الأيام", "لسان العرب", "فقه السنة", "شاهنامه", "بوستان سعدي"],
    "cp1251": ["Чайка", "Война и мир", "ИДИОТ", "Анна Каренина", "Обломов"],
    "koi8_r": ["Чайка", "Война и мир", "Анна Каренина"],
    "euc_kr": ["채식주의자", "소년이 온다"],
    "cp932": ["雪国", "こころ", "ノルウェイの森"],
    "cp1252": ["Café", "À la recherche", "Où est-il ?", "Niño", "Über", "¿Quién?", "“Aku”",
               "a – b"],
    "cp1250": ["Dějiny českého národa", "książka", "Žluťoučký kůň"],
    "cp1254": ["Aşk-ı Memnu", "Yaşar", "Kuyucaklı Yusuf"],
}  # fmt: skip


@pytest.mark.parametrize("page", LISTS)
def test_a_short_list_is_decoded(tmp_path: Path, page: str) -> None:
    raw = f"title,author\n{LISTS[page]}\n".encode(page)
    found = titles(list(read_source_file(written(tmp_path, "list.csv", raw))))
    assert [title.title for title in found] == [
        line.split(",")[0] for line in LISTS[page].splitlines()
    ]


@pytest.mark.parametrize("title", [(p, t) for p, ts in SHORT.items() for t in ts])
def test_one_line_is_decoded_correctly_or_refused(tmp_path: Path, title: tuple[str, str]) -> None:
    page, word = title
    found = list(
        read_source_file(written(tmp_path, "list.csv", f"title,author\n{word},x\n".encode(page)))
    )
    if titles(found):
        assert titles(found)[0].title == word
    else:
        (told,) = rejects(found)
        assert "encoding" in told.reason and "UTF-8" in told.reason
        assert told.raw


@pytest.mark.parametrize(
    ("header", "page"),
    [("书名,作者", "gb18030"), ("書名,作者", "big5"), ("عنوان,المؤلف", "cp1256"),
     ("Название,Автор", "cp1251"), ("Название,Автор", "koi8_r"), ("タイトル,著者", "cp932")],
)  # fmt: skip
def test_column_names_are_evidence(tmp_path: Path, header: str, page: str) -> None:
    raw = f"{header}\n活,A\n".encode(page, "replace")
    (title,) = titles(list(read_source_file(written(tmp_path, "list.csv", raw))))
    assert title.authors == ("A",)


def test_an_undecodable_line_does_not_affect_others(tmp_path: Path) -> None:
    raw = b"title,author\nOne,A\n\xc8\xd5\xff\x81\x8d,B\nTwo,C\n"
    found = list(read_source_file(written(tmp_path, "list.csv", raw)))
    assert [title.title for title in titles(found)] == ["One", "Two"]
    assert [told.where for told in rejects(found)] == ["line 3"]
