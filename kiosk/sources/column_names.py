"""The column names that libraries use in their lists, grouped by the field that they stand for.

The names are mainly Indonesian, English, Malay and Arabic. There are also names in Javanese,
Chinese, Persian, Burmese, French, Spanish, Dutch, German, Portuguese, Turkish and Russian, and the
column names in exports of SLiMS, Koha, LibraryThing, Goodreads, Calibre, INLISLite and Athenaeum.
"""

import re
import unicodedata
from typing import Literal

Column = Literal[
    "source_id", "title", "authors", "year", "language", "format", "subjects", "isbns",
    "publisher", "summary", "series", "other_titles", "url", "branch", "shelf", "call_number",
    "status", "due", "barcode", "copies", "volume", "hidden", "visible",
]  # fmt: skip

_SIGNS = re.compile(r"[\s_\-–—./:;,*#()\[\]\"'’]+")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")  # TahunTerbit
_ARABIC_FORMS = str.maketrans({
    "أ": "ا", "إ": "ا", "آ": "ا", "ى": "ي", "ی": "ي", "ک": "ك", "ة": "ه", "ؤ": "و", "ئ": "ي",
    "ـ": None, "\u200c": " ",
})  # fmt: skip


def normalise_column_name(name: str) -> str:
    """Return the normalised column name, so that "Th. Terbit " and "th_terbit" become equal."""
    name = _CAMEL.sub(" ", unicodedata.normalize("NFKC", name))
    name = name.casefold().translate(_ARABIC_FORMS)
    letters = (c for c in unicodedata.normalize("NFD", name) if c < "\u0300" or not _is_mark(c))
    return _SIGNS.sub(" ", unicodedata.normalize("NFC", "".join(letters))).strip()


def _is_mark(char: str) -> bool:
    """Return whether ``char`` is a Latin accent or Arabic vowel sign, which people often omit."""
    return "\u0300" <= char <= "\u036f" or "\u064b" <= char <= "\u0652"


def _words(text: str) -> tuple[str, ...]:
    return tuple(word for part in text.split("|") if (word := part.strip()))


# The best names of a field come first; if there are several columns, the first filled one is used.
COLUMN_NAMES: dict[Column, tuple[str, ...]] = {
    "source_id": _words("""
        id | source_id | biblionumber | biblio id | record id | control number | bib id | bibid
        | id buku | id judul | book id | title id | no kontrol | nomor kontrol | uuid | id katalog
        """),
    "title": _words("""
        title | judul | judul buku | judul utama | judul koleksi | judul bahan pustaka
        | judul pustaka | nama buku | judul asli | judul lengkap | judul dan pengarang
        | judul bacaan | judul majalah | judul karya | judul skripsi | judul bahan | judul cd
        | title proper | book title | full title | main title | title statement | name of book
        | book name | titles | title of book | title of the book | name
        | tajuk | tajuk buku | tajuk bahan | judul kitab | nama kitab | irah irahan | sesirah
        | العنوان | عنوان | عنوان الكتاب | اسم الكتاب | الكتاب | عنوان كتاب
        | نام كتاب | كتاب
        | 书名 | 題名 | 题名 | 書名 | 标题 | 標題 | 正题名 | 名称 | စာအုပ်အမည် | ခေါင်းစဉ်
        | titre | titre du livre | título | titulo | titel | boektitel | kitap adı | eser adı
        | başlık
        | название | название книги | заглавие | 書籍名 | タイトル | 도서명 | 제목 | 서명
        | عنوان المادة | عنوان الوعاء | عنوان المصدر | اسم المادة | intitulé | titre propre
        | buchtitel | haupttitel | sachtitel | titolo | titolo del libro
        | titre principal | título principal | título propio
        """),
    "volume": _words("""
        jilid | volume | vol | no jilid | jilid ke | nomor jilid | part | 卷 | 册 | المجلد
        | جزء | الجزء | جلد
        """),
    "other_titles": _words("""
        original title | alternative title | subtitle | sub title | original_title | uniform title
        | anak judul | sub judul | judul tambahan | judul lain | judul seragam | judul paralel
        | sari kata | tajuk lain | العنوان الفرعي | عنوان فرعي | عنوان فرعی | 副题名 | 副标题
        | sous titre
        | subtítulo | ondertitel
        """),
    "authors": _words("""
        authors | author | creator | pengarang | penulis | nama pengarang | nama penulis
        | pengarang utama | penulis pengarang | pengarang penulis | penyusun | pengarang penyusun
        | pengarang penerjemah | tajuk pengarang | tajuk entri utama | author s | main author
        | author name | name of author | author editor | primary author | first author
        | personal name | pencipta | karya | oleh | author authors | contributors
        | additional authors | editor
        | penulis buku
        | المؤلف | مؤلف | اسم المؤلف | المولف | المؤلفون | تأليف | الكاتب | الموءلف
        | نویسنده | پدیدآور | نام نویسنده | مولف | 作者 | 著者 | 责任者 | 著者名 | 第一作者 | 責任者
        | စာရေးဆရာ | စာရေးသူ | auteur | auteurs | autor | autores | auteur s | schrijver
        | verfasser | yazar | yazarı | автор | авторы | 저자
        | المؤلف الرئيسي | المؤلفين | اسم الكاتب | auteur principal | nom de l auteur
        | auteur(s) | autoren | verfasser in | autor in | autore | autori
        """),
    "year": _words("""
        year | publication year | publish year | publish date | year published
        | year of publication | date
        | pub year | copyright date | publication date | date published | pubdate | copyright
        | original_publication_year | tahun | tahun terbit | th terbit | thn terbit | th | thn
        | tahun penerbitan | tahun terbitan | tahun cetak | tahun terbit buku | tgl terbit
        | tanggal terbit | tahun terbit cetak | tahun pub | tahun diterbitkan | taun
        | سنة النشر | تاريخ النشر | السنة | سنة الطبع | سنه | سال نشر | سال | سال انتشار
        | عام النشر
        | 出版年 | 年份 | 出版日期 | 出版年份 | 出版时间 | 发行年 | 年 | 刊年
        | ထုတ်ဝေသည့်နှစ် | ခုနှစ် | année | annee de publication | année d édition
        | año | ano
        | año de publicación | jaar | jahr | erscheinungsjahr | yayın yılı | basım yılı | yıl
        | год | год издания | 출판년도 | 발행년
        | année de parution | année de publication | date de parution | date d édition
        | date de publication | année édition | jahr der veröffentlichung
        | veröffentlichungsjahr | anno | anno di pubblicazione | año de edición
        | السنة الميلادية | سنة النشر م | سنة الاصدار | سنة الإصدار | تاريخ الإصدار
        """),
    "language": _words("""
        language | lang | language_code | language name | languages | bahasa | kode bahasa
        | nama bahasa | basa | اللغة | لغة | زبان | 语言 | 語言 | 语种 | 語種 | ဘာသာစကား
        | langue
        | idioma | taal | sprache | dil | язык | 언어
        """),
    "format": _words("""
        format | type | item type | gmd | gmd name | gmd_name | jenis | jenis koleksi
        | jenis bahan
        | jenis bahan pustaka | tipe koleksi | bentuk | bentuk fisik | media | material type
        | material | document type | itype | jenis media | نوع المادة | النوع | نوع
        | 文献类型 | 类型
        """),
    "subjects": _words("""
        subjects | subject | topics | topic | subjek | kategori | kategori buku | category
        | categories | genre | keywords | kata kunci | tajuk subjek | tema | topik | bidang
        | bidang ilmu | tags | bookshelves | subject headings | subyek | perkara
        | kata kunci subjek
        | golongan | الموضوع | موضوع | المواضيع | رؤوس الموضوعات | التصنيف الموضوعي
        | 主题 | 主題 | 分类
        | 主题词 | sujet | sujets | materia | tema principal | onderwerp | konu | тема
        | рубрика
        """),
    "isbns": _words("""
        isbn | isbn13 | isbn10 | ean isbn13 | upc isbn10 | ean isbn 13 | upc isbn 10
        | isbn 13 | isbn 10 | isbn issn | no isbn | nomor isbn | issn
        | no issn | kode isbn | isbn no | isbn number | isbn nomor | isbn code | isbns | isbn buku
        | ردمك | رقم ردمك | الرقم الدولي | شابک | شابك | 国际标准书号 | isbn号 | 書號
        | isbn issn no
        """),
    "publisher": _words("""
        publisher | publisher name | publisher_name | penerbit | nama penerbit | publishers
        | penerbit buku | pub | publication | imprint | penerbitan | penerbit dan tempat terbit
        | الناشر | ناشر | دار النشر | اسم الناشر | انتشارات | 出版社 | 出版者 | 发行者 | ထုတ်ဝေသူ
        | éditeur | editeur | editorial | uitgever | uitgeverij | verlag | yayınevi | yayıncı
        | издательство | 출판사 | editora
        | بيانات النشر | maison d édition | casa editrice | editore | verlagsname
        | penerbit tahun | penerbit dan tahun | penerbit & tahun | impresum | data terbit
        """),
    "summary": _words("""
        summary | description | abstract | notes | note | ringkasan | sinopsis | abstrak
        | deskripsi | synopsis | isi ringkas | isi buku | annotation | anotasi | comments
        | الملخص | ملخص | الوصف | نبذة | مستخلص | خلاصة | خلاصه | چکیده | 摘要 | 内容简介
        | 简介 | 提要
        | résumé | resumen | samenvatting | özet | аннотация
        """),
    "series": _words("""
        series | series title | series_title | seri | judul seri | siri | nama seri | seri buku
        | السلسلة | سلسلة | سری | 丛书 | 叢書 | 丛书名 | collection | serie | reeks | dizi
        | серия
        """),
    "url": _words("""
        url | link | tautan | digital url | fulltext | full text | link buku | link ebook
        | pranala
        | uri | web | link akses | url akses | الرابط | رابط | 链接 | lien | enlace
        """),
    "branch": _words("""
        branch | library | branch code | home branch | homebranch | holding branch | library name
        | branch name | cabang | perpustakaan | nama perpustakaan | kode cabang
        | kode perpustakaan
        | location | location name | location_name | lokasi | lokasi koleksi
        | lokasi perpustakaan | cawangan | perpustakaan cawangan | nama cabang | lokasi buku
        | titik layanan | المكتبة | الفرع | فرع | مكتبة | الموقع | کتابخانه
        | كتابخانه | شعبه
        | 馆藏地 | 馆藏地点 | 分馆 | 图书馆 | 圖書館 | 館藏地 | 所在馆 | bibliothèque | biblioteca
        | bibliotheek | sucursal | filiaal | филиал | библиотека
        | home library | holding library | circulating library | owning library | circ library
        | effective location | item effective location | permanent library | zweigstelle
        | bibliothek | standort | bibliothèque propriétaire | site de conservation
        """),
    "shelf": _words("""
        shelf | shelving location | rak | no rak | nomor rak | nama rak | lemari | lokasi rak
        | rak buku | kode rak | site | shelf location | shelving | rack | shelf no | lorong | para
        | letak | almari | rak lemari | ruang | ruangan | الرف | رف | رقم الرف
        | قفسه | 书架
        | 架位 | 架號
        | 排架号 | rayon | estante | plank | kast | raf | полка | bookshelf | posisi rak
        | emplacement | localisation | regal | étagère | location code | lokasi ruang
        """),
    "call_number": _words("""
        call number | callnumber | nomor panggil | no panggil | call no | itemcallnumber
        | item call number | shelfmark | nombor panggilan | no panggilan | nomor panggil buku
        | klasifikasi | no klasifikasi | nomor klasifikasi | no klas | nomor klas | klas
        | ddc | dewey | classification | class number | class no | no class | kode klasifikasi
        | dewey decimal | no ddc | nomor ddc | klasifikasi ddc | nombor kelas | pengelasan
        | notasi | notasi klasifikasi | lc classification | udc | nomor kelas | no kelas
        | kode klas
        | رقم الطلب | رقم التصنيف | التصنيف | رقم الاستدعاء | رده بندی | رده | شماره رده
        | ردیف رده
        | 索书号 | 索書號 | 分类号 | 分類號 | 请求记号 | cote | signatura | signatuur | signatur
        | yer numarası | шифр | 청구기호
        | call item | call bib | call item record | permanent call number | holdings call number
        | effective call number | item effective call number | standnummer
        | systematik | collocazione | cote de rangement | رقم التصنيف ديوي | تصنيف ديوي
        | signatura topográfica
        """),
    "status": _words("""
        status | item status | availability | item status name | item_status_name | ketersediaan
        | status buku | status koleksi | status ketersediaan | status pinjam | status peminjaman
        | keadaan | kondisi | kondisi buku | condition | tersedia | kedudukan | status eksemplar
        | الحالة | حالة | حالة الكتاب | التوفر | وضعیت | 状态 | 狀態 | 馆藏状态 | 流通状态 | statut
        | estado | disponibilidad | disponibilité | durum | статус
        | copy status | available | available copies | copies available | jml tersedia
        | base status | loan status | availability status | circulation status | ausleihstatus
        | حالة النسخة | حالة الإعارة | الإتاحة
        | disponible
        """),
    "due": _words("""
        due | due date | date due | due back | due on | due day | loan due date | onloan
        | return date | return by | return due | expected return | expected return date
        | tanggal harus kembali | tgl harus kembali | harus kembali | tanggal jatuh tempo
        | tgl jatuh tempo | jatuh tempo | batas kembali | batas waktu kembali | batas pinjam
        | batas peminjaman | batas pengembalian | batas waktu pengembalian | tanggal kembali
        | tgl kembali | tanggal pengembalian | tgl pengembalian | kembali tanggal
        | tarikh pulang | tarikh akhir pulang | tarikh pemulangan | tarikh tamat pinjaman
        | tanggal bali
        | تاريخ الاستحقاق | تاريخ الإرجاع | تاريخ الإعادة | موعد الإرجاع | موعد الإعادة
        | تاريخ انتهاء الإعارة | تاریخ بازگشت | تاریخ برگشت | موعد بازگشت | مهلت بازگشت
        | 应还日期 | 应还日 | 应还时间 | 應還日期 | 應還日 | 到期日 | 到期日期 | 归还日期 | 歸還日期
        | 还书日期 | 返却期限 | 返却予定日 | 반납예정일 | ပြန်အပ်ရမည့်ရက် | ပြန်အပ်ရက်
        | date de retour | date retour | retour prévu | date de retour prévue | à rendre le
        | date d échéance | fecha de devolución | fecha devolución | fecha de vencimiento
        | data de devolução | devolução | rückgabedatum | rückgabe | rückgabe am | fällig am
        | fällig | leihfristende | leihfrist | inleverdatum | retourdatum | uiterste inleverdatum
        | data di restituzione | scadenza | scadenza prestito | iade tarihi | son iade tarihi
        | дата возврата | срок возврата | вернуть до
        """),
    "barcode": _words("""
        barcode | item code | item_code | kode eksemplar | no induk | nomor induk | no inventaris
        | nomor inventaris | kode inventaris | accession number | accession no | acc no | accn no
        | accession | no barcode | nomor barcode | kode buku | no buku | nomor buku | kode barang
        | no registrasi | nomor registrasi | no reg | inventory number | inventory no | copy id
        | no induk buku | nomor induk buku | no barkod | kod bar | no perolehan | nombor perolehan
        | no aksesi | nomor aksesi | barkod | kode barcode | kode batang | item barcode | item id
        | no inv | kode koleksi | no inventaris buku | nomor inventaris buku | kode bahan pustaka
        | no eksemplar | nomor eksemplar | book code | copy number | item number | no daftar
        | no induk inventaris | no urut buku induk | kode inv | inventory code | inventory_code
        | الباركود | باركود | رقم التسجيل | رقم النسخة | الرقم العام | شماره ثبت | بارکد
        | 条码 | 条码号 | 條碼 | 登录号 | 登錄號 | 财产号 | code barres | código de barras
        | numéro d inventaire | streepjescode | barkod no | demirbaş no | инвентарный номер
        | штрихкод
        | n inventaire | n° inventaire | no inventaire | numéro inventaire | code barre
        | mediennummer
        | inventarnummer | exemplarnummer | zugangsnummer | strichcode | inventario
        | numero inventario | copy barcode
        | no de registro | número de registro | no registro
        """),
    "copies": _words("""
        copies | jumlah eksemplar | jml eks | jml eksemplar | jumlah eks | eks
        | eksemplar | banyaknya | jumlah buku | jml buku | number of copies | no of copies | qty
        | quantity | total copies | copy count | stok | jumlah stok | stock | exp | jml exp
        | jumlah exp | jumlah copy | jumlah naskhah | naskhah | bilangan naskhah | bil naskhah
        | jumlah kopi | jumlah koleksi | banyak | bil salinan | jumlah salinan | jumlah exemplar
        | exemplar | exemplaar | jml exemplar | owned | jumlah tersedia | total eksemplar
        | عدد النسخ | النسخ | العدد | تعداد | تعداد نسخه | تعداد نسخ | 复本数 | 册数
        | 冊數 | 数量 | 數量
        | 复本 | nombre d exemplaires | exemplaires | ejemplares
        | número de ejemplares | aantal
        | kopya sayısı | количество | экземпляров | 부수 | jumlah | jml
        | nb ex | nb d exemplaires | nombre exemplaires | nb exemplaires | nbre d exemplaires
        | nombre | anzahl | exemplare | anzahl exemplare | stückzahl | copie | copias
        | item count | number of items | عدد النسخ المتوفرة | الكمية
        | 馆藏数 | 馆藏量 | 馆藏册数 | nombre d ex
        """),
    "hidden": _words("""
        opac hide | opac_hide | hide in opac | suppressed | sembunyikan di opac | suppress
        | suppressed from discovery | suppress from discovery | staff suppress
        | instance suppress from discovery | holdings suppress from discovery
        | item suppress from discovery | suppress from publishing | opac suppression
        | opac suppressed | hidden in opac | hide from opac | hidden
        """),
    "visible": _words("""
        opac visible | visible in opac | show in opac | opac visibility | is opac | tampil di opac
        | tampil opac | tampilkan di opac | bcode3 | icode2
        """),
}  # fmt: skip

# Columns that contain nothing but row numbers. These columns are not reported as unread.
ROW_NUMBER_NAMES = frozenset(map(normalise_column_name, _words("""
    no | no urut | nomor | nomor urut | nr | n | num | row | # | bil | nombor | urutan
    | م | الرقم | رقم | الرقم المتسلسل | ردیف | 序号 | 序號 | 编号 | စဉ်
    | № | n° | sl no | s no | sno | sr no
    """)))  # fmt: skip
