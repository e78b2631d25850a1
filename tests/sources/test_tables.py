"""Tables as librarians make them, each with the expected titles."""

from datetime import date
from pathlib import Path

import pytest
from source_files import rejects, titles, written

from kiosk.domain.records import BibliographicRecord, ItemStatus
from kiosk.errors import SourceError
from kiosk.sources.entries import Entry, ImportNote, SuppressedRecord
from kiosk.sources.source_file import BranchLookup, load_csv_mapping, read_source_file

HERE = BranchLookup("pusat", {"pusat": "pusat", "perpustakaan pusat": "pusat"})
TWO = BranchLookup("pusat", {"pusat": "pusat", "cabang timur": "timur", "timur": "timur"})


def entries(folder: Path, table: str | bytes, name: str = "buku.csv") -> list[Entry]:
    return list(read_source_file(written(folder, name, table), branches=HERE))


def summary_line(record: BibliographicRecord) -> str:
    """Return the filled fields of a title on one line."""
    items = record.items
    barcodes = [item.barcode for item in items if item.barcode]
    parts = [
        record.title,
        "; ".join(record.authors),
        str(record.year or ""),
        record.publisher,
        " ".join(record.isbns),
        items[0].call_number if items else "",
        items[0].shelf if items else "",
        f"x{len(items)}",
        " ".join(barcodes),
    ]
    return " | ".join(part for part in parts if part)


TABLES = [
    (
        "Excel in an Indonesian locale",
        "Judul;Pengarang;Penerbit;Tahun Terbit;ISBN\r\n"
        "Laskar Pelangi;Andrea Hirata;Bentang;2005;978-979-3062-79-2\r\n",
        ["Laskar Pelangi | Andrea Hirata | 2005 | Bentang | 9789793062792 | x1"],
    ),
    (
        "an inventory list",
        "No.,Judul,Pengarang,Penerbit,Th. Terbit,Klas,Jml Eks.,Lokasi,Ket.\n"
        "1,Bumi Manusia,Pramoedya,Hasta Mitra,1980,813,2,Rak 3,hibah\n",
        ["Bumi Manusia | Pramoedya | 1980 | Hasta Mitra | 813 | Rak 3 | x2"],
    ),
    (
        "a letterhead of three lines",
        "PEMERINTAH KABUPATEN CONTOH,,,\nDINAS PERPUSTAKAAN,,,\nDAFTAR BUKU TAHUN 2026,,,\n,,,\n"
        "No,Judul Buku,Pengarang,Tahun\n1,Hujan,Tere Liye,2016\n",
        ["Hujan | Tere Liye | 2016 | x1"],
    ),
    (
        "a letterhead with as many cells as it needs",
        "PERPUSTAKAAN DESA SUKA BACA\nJl. Melati No. 3, Sukabaca\n\nJudul,Pengarang\nHujan,Tere\n",
        ["Hujan | Tere | x1"],
    ),
    (
        "blank lines in between and a total at the end",
        "No;Judul;Pengarang;Jumlah\n1;Satu;A;2\n;;;\n2;Dua;B;1\n;Jumlah;;3\n",
        ["Satu | A | x2", "Dua | B | x1"],
    ),
    (
        "a total without a title",
        "Judul;Pengarang;Jumlah\nSatu;A;2\n;;2\nTOTAL;;2\nTotal : 2 eksemplar;;\n",
        ["Satu | A | x2"],
    ),
    (
        "signatures below",
        "No,Judul,Pengarang\n1,Satu,A\n,,\n,\"Sukabaca, 17 Juli 2026\",\n,Mengetahui,\n"
        ",Kepala Sekolah,\n,NIP. 196512121990031002,\n",
        ["Satu | A | x1"],
    ),
    (
        "the header once more on each printed page",
        "No,Judul,Pengarang\n1,Satu,A\nNo,Judul,Pengarang\n2,Dua,B\n",
        ["Satu | A | x1", "Dua | B | x1"],
    ),
    (
        "two rows of header",
        "No,Judul,Pengarang,Penerbitan,,Jumlah\n,,,Penerbit,Tahun,\n1,Satu,A,Balai,1999,2\n",
        ["Satu | A | 1999 | Balai | x2"],
    ),
    (
        "names of columns in the upper row alone",
        "No,Bibliografi,,,Lokasi\n,Judul,Pengarang,Tahun,\n1,Satu,A,1999,Rak 2\n",
        ["Satu | A | 1999 | Rak 2 | x1"],
    ),
    (
        "columns counted below the header",
        "No,Judul,Pengarang,Tahun\n1,2,3,4\n1,Satu,A,1999\n",
        ["Satu | A | 1999 | x1"],
    ),
    (
        "columns counted in brackets",
        "No,Judul,Pengarang,Tahun\n(1),(2),(3),(4)\n1,Satu,A,1999\n",
        ["Satu | A | 1999 | x1"],
    ),
    (
        "trailing blanks and capitals",
        " JUDUL BUKU  , PENGARANG ,TAHUN \n Satu  , A ,  1999\n",
        ["Satu | A | 1999 | x1"],
    ),
    (
        "names of columns over two lines",
        '"Judul\nBuku","Nama\nPengarang","Tahun\nTerbit"\nSatu,A,1999\n',
        ["Satu | A | 1999 | x1"],
    ),
    (
        "cells of several lines",
        'Judul,Pengarang,Tahun\n"Sejarah\nDesa","Ani\nBudi",1999\nDua,C,2000\n',
        ["Sejarah Desa | Ani; Budi | 1999 | x1", "Dua | C | 2000 | x1"],
    ),
    (
        "quotes within quotes",
        'Judul,Pengarang\n"Judul ""Aneh""",A\n"Judul "Lain"",B\n',
        ['Judul "Aneh" | A | x1', 'Judul "Lain" | B | x1'],
    ),
    (
        "typographic quotes and dashes",
        "Judul,Pengarang\n“Aku” – Kumpulan Puisi,Chairil Anwar\n",
        ["“Aku” – Kumpulan Puisi | Chairil Anwar | x1"],
    ),
    ("a row that is one cell in quotes", 'Judul,Pengarang\n"Satu,A"\n', ["Satu | A | x1"]),
    ("sep=", "sep=;\r\nJudul;Pengarang\r\nSatu, dua;A\r\n", ["Satu, dua | A | x1"]),
    ("sep= with a mark", "\ufeffsep=,\nJudul,Pengarang\nSatu;dua,A\n", ["Satu;dua | A | x1"]),
    ("sep= in quotes", '"sep=;"\nJudul;Pengarang\nSatu;A\n', ["Satu | A | x1"]),
    ("tabs", "Judul\tPengarang\tTahun\nSatu\tA\t1999\n", ["Satu | A | 1999 | x1"]),
    ("bars", "Judul|Pengarang|Tahun\nSatu|A|1999\n", ["Satu | A | 1999 | x1"]),
    ("a spare separator after the header", "Judul,Pengarang,\nSatu,A\nDua,B\n",
     ["Satu | A | x1", "Dua | B | x1"]),
    ("spare separators everywhere", "Judul;Pengarang;;;\nSatu;A;;;\n", ["Satu | A | x1"]),
    (
        "lists in angle brackets",
        "Judul,Pengarang,Kode Eksemplar\nSatu,<Ani><Budi>,<B1><B2>\n",
        ["Satu | Ani; Budi | x2 | B1 B2"],
    ),
    (
        "a row for each copy",
        "No Induk,Judul,Pengarang,Tahun\nA-1,Satu,Ani,1999\nA-2,Satu,Ani,1999\nA-3,Dua,B,2000\n",
        ["Satu | Ani | 1999 | x2 | A-1 A-2", "Dua | B | 2000 | x1 | A-3"],
    ),
    (
        "a row for each copy, far apart and in other letters",
        "No Induk,Judul,Pengarang\nA-1,Satu Hari,Ani\nA-3,Dua,B\nA-2,SATU HARI,ANI\n",
        ["Satu Hari | Ani | x2 | A-1 A-2", "Dua | B | x1 | A-3"],
    ),
    (
        "a copy that is there twice",
        "Barcode,Title,Author\nB1,One,A\nB1,One,A\n",
        ["One | A | x1 | B1"],
    ),
    (
        "two editions",
        "No Induk,Judul,Pengarang,Tahun\n1,Satu,A,1999\n2,Satu,A,2005\n",
        ["Satu | A | 1999 | x1 | 1", "Satu | A | 2005 | x1 | 2"],
    ),
    (
        "volumes",
        "Judul,Jilid,Pengarang\nMatematika,1,A\nMatematika,2,A\n",
        ["Matematika. Jilid 1 | A | x1", "Matematika. Jilid 2 | A | x1"],
    ),
    (
        "accession numbers from … to …",
        "Judul,Pengarang,No. Induk,Jumlah\nSatu,A,0012-0014,3\nDua,B,15 s/d 16,2\nTiga,C,P-17,1\n",
        ["Satu | A | x3 | 0012 0013 0014", "Dua | B | x2 | 15 16", "Tiga | C | x1 | P-17"],
    ),
    (
        "one number with hyphens",
        "Kode Buku,Judul,Pengarang\nA1-TK-01-21,Satu,A\n12-2010,Dua,B\n",
        ["Satu | A | x1 | A1-TK-01-21", "Dua | B | x1 | 12-2010"],
    ),
    (
        "accession numbers in one cell",
        'Judul,No Inventaris\nSatu,"001, 002, 003"\nDua,004 dan 005\n',
        ["Satu | x3 | 001 002 003", "Dua | x2 | 004 005"],
    ),
    (
        "numbers of copies as people write them",
        "Judul,Jumlah Eksemplar\nSatu,3 eks.\nDua,2 (dua)\nTiga,\nEmpat,1 buah\nLima,4.0\n",
        ["Satu | x3", "Dua | x2", "Tiga | x1", "Empat | x1", "Lima | x4"],
    ),
    (
        "more copies than numbers of copies",
        "Judul,No Induk,Jml Eks\nSatu,A1,3\n",
        ["Satu | x3 | A1"],
    ),
    (
        "no copies any more, and no number at all",
        "Judul,Jumlah\nSatu,0\nDua,hilang\nTiga,999999999\n",
        ["Satu | x0", "Dua | x1", "Tiga | x1"],
    ),
    (
        "prices",
        'Judul,Harga,Pengarang\nSatu,"Rp 45.000,00",A\nDua,"45,000",B\n',
        ["Satu | A | x1", "Dua | B | x1"],
    ),
    (
        "ISBNs as spreadsheets spoil them",
        "Judul,ISBN\nSatu,9.78602E+12\nDua,9786020000121.0\nTiga,439023483\nEmpat,=\"0439023483\"\n"
        "Lima,'0439023483\nEnam,978-602-00-0012-1\nTujuh,9.780439023481e+12\n",
        [
            "Satu | x1", "Dua | 9786020000121 | x1", "Tiga | 9780439023481 | x1",
            "Empat | 9780439023481 | x1", "Lima | 9780439023481 | x1",
            "Enam | 9786020000121 | x1", "Tujuh | x1",
        ],
    ),
    (
        "two ISBNs in a cell, and an ISSN",
        "Judul,ISBN/ISSN\nSatu,978-602-00-0012-1; 0-439-02348-3\nDua,0317-8471\n",
        ["Satu | 9786020000121 9780439023481 | x1", "Dua | 0317-8471 | x1"],
    ),
    (
        "years as people write them",
        "Judul,Tahun\nSatu,2018.0\nDua,\"2.018\"\nTiga,c2018\nEmpat,1427 H./2006 M.\nLima,43101\n"
        "Enam,2018/2019\nTujuh,t.t.\nDelapan,Cet. 2; 2018\n",
        [
            "Satu | 2018 | x1",
            "Dua | 2018 | x1", "Tiga | 2018 | x1", "Empat | 2006 | x1",
            "Lima | x1", "Enam | 2018 | x1", "Tujuh | x1", "Delapan | 2018 | x1",
        ],
    ),
    (
        "words for nothing",
        "Judul,Pengarang,Penerbit,ISBN\nSatu,-,n/a,NULL\n-,B,C,\n",
        ["Satu | x1"],
    ),
    (
        "several authors in columns of their own",
        "Judul,Pengarang 1,Pengarang 2,Editor\nSatu,Ani,Budi,\nDua,Cici,,Dedi\n",
        ["Satu | Ani; Budi | x1", "Dua | Cici; Dedi | x1"],
    ),
    (
        "several authors in a cell",
        'Judul;Pengarang\nSatu;"Toer, Pramoedya Ananta; Ani"\n',
        ["Satu | Toer, Pramoedya Ananta; Ani | x1"],
    ),
    (
        "names of columns in two languages",
        "Judul / Title;Pengarang (Author);Tahun | Year\nSatu;A;1999\n",
        ["Satu | A | 1999 | x1"],
    ),
    (
        "English",
        "Title,Author,Publisher,Publication Year,Call Number,Accession No.,Copies\n"
        "One,A,P,1999,813 A,77,1\n",
        ["One | A | 1999 | P | 813 A | x1 | 77"],
    ),
    (
        "Malay",
        "Bil.,Tajuk Buku,Pengarang,Penerbit,Tahun Terbitan,No. Perolehan,Bil. Naskhah,Rak\n"
        "1,Salina,A. Samad Said,DBP,1961,00012,2,Almari 1\n",
        ["Salina | A. Samad Said | 1961 | DBP | Almari 1 | x2 | 00012"],
    ),
    (
        "Arabic",
        "الرقم,عنوان الكتاب,اسم المؤلف,الناشر,سنة النشر,عدد النسخ,الرف\n"
        "١,الأيام,طه حسين,دار المعارف,١٩٢٩,2,أ\n",
        ["الأيام | طه حسين | 1929 | دار المعارف | أ | x2"],
    ),
    (
        "Chinese",
        "序号,书名,作者,出版社,出版年,索书号,条码号\n"
        "1,红楼梦,曹雪芹,人民文学出版社,一九八二年,I242.4,0001\n",
        ["红楼梦 | 曹雪芹 | 1982 | 人民文学出版社 | I242.4 | x1 | 0001"],
    ),
    (
        "Persian",
        "ردیف,عنوان کتاب,نویسنده,ناشر,سال نشر\n۱,دیوان,حافظ,نی,۱۳۸۵\n",
        ["دیوان | حافظ | نی | x1"],
    ),
    (
        "French",
        "Titre;Auteur;Éditeur;Année;Cote\nL’Étranger;Camus, Albert;Gallimard;1942;843 CAM\n",
        ["L’Étranger | Camus, Albert | 1942 | Gallimard | 843 CAM | x1"],
    ),
    (
        "Spanish",
        "Título;Autor;Editorial;Año;Signatura\nRayuela;Cortázar;Sudamericana;1963;863 COR\n",
        ["Rayuela | Cortázar | 1963 | Sudamericana | 863 COR | x1"],
    ),
    (
        "Goodreads",
        "Book Id,Title,Author,Author l-f,ISBN,ISBN13,Publisher,Year Published,Owned Copies\n"
        '1,Hobbit,Tolkien,"Tolkien, J.","=""0439023483""","=""9780439023481""",HMH,1937,0\n',
        ["Hobbit | Tolkien | 1937 | HMH | 9780439023481 | x1"],
    ),
    (
        "call numbers that a spreadsheet took for numbers",
        "Judul,No. Panggil\nSatu,25.04\nDua,5\nTiga,899.221\nEmpat,2X4.1\n",
        ["Satu | 025.04 | x1", "Dua | 005 | x1", "Tiga | 899.221 | x1", "Empat | 2X4.1 | x1"],
    ),
    (
        "entities and tags",
        "Judul,Pengarang,Penerbit\nRomeo &amp; Juliet,Shakespeare,A &amp; B\n<i>Hamlet</i>,S,C\n",
        ["Romeo & Juliet | Shakespeare | A & B | x1", "Hamlet | S | C | x1"],
    ),
    (
        "UTF-8 encoded twice",
        "Judul,Pengarang\nCafÃ© de Paris,JosÃ©\n",
        ["Café de Paris | José | x1"],
    ),
    (
        "names of columns without blanks",
        "NoInduk,Judul,TahunTerbit,NomorPanggil,LokasiPerpustakaan\n001,Satu,2001,813 A,Pusat\n",
        ["Satu | 2001 | 813 A | x1 | 001"],
    ),
    (
        "a sum beside the number of copies",
        "No,Nama Buku,Jumlah Buku,Harga Satuan,Jumlah\n1,Satu,2,45000,90000\n",
        ["Satu | x2"],
    ),
    (
        "Libib",
        "item_type,title,authors,ean_isbn13,upc_isbn10,publisher,publish_date,copies\n"
        "book,One,A B,9780439023481,0439023483,P,2008-09-14,2\n",
        ["One | A B | 2008 | P | 9780439023481 | x2"],
    ),
    (
        "LibraryThing",
        "Book Id\tTitle\tPrimary Author\tPublication\tDate\tISBN\tDewey Decimal\tCopies\n"
        "1\tOne\tSmith, A.\tP (2001)\t2001\t[0439023483]\t813.54\t1\n",
        ["One | Smith, A. | 2001 | P (2001) | 9780439023481 | 813.54 | x1"],
    ),
    (
        "sections",
        "No;Judul;Pengarang\nA. FIKSI;;\n1;Satu;A\nB. NON FIKSI;;\n1;Dua;B\n",
        ["Satu | A | x1", "Dua | B | x1"],
    ),
    (
        "a table that does not begin in the first column",
        ",,,\n,No,Judul Buku,Pengarang\n,1,Satu,A\n",
        ["Satu | A | x1"],
    ),
    (
        "accession numbers with a year",
        "Judul,No. Inventaris,Jumlah\nSatu,001/PKL/2019 s.d. 002/PKL/2019,2\n",
        ["Satu | x2 | 001/PKL/2019 002/PKL/2019"],
    ),
    ("separators of Arabic", "العنوان؛المؤلف\nكتاب؛سلمى\n", ["كتاب | سلمى | x1"]),
    ("separators of Chinese", "书名，作者\n红楼梦，曹雪芹\n", ["红楼梦 | 曹雪芹 | x1"]),
    ("one column", "Judul\nSatu\nDua\n", ["Satu | x1", "Dua | x1"]),
    (
        "titles alone that are there twice",
        "Judul,Pengarang\nSatu,A\nSatu,A\n",
        ["Satu | A | x1"],
    ),
    (
        "a column after the last name",
        "Judul,Pengarang,\nSatu,A,catatan\n",
        ["Satu | A | x1"],
    ),
    ("ends of line of a Mac", "Judul,Pengarang\rSatu,A\rDua,B\r",
     ["Satu | A | x1", "Dua | B | x1"]),
    ("a carriage return in a cell", "Judul,Pengarang\nBumi\rManusia,A\n",
     ["Bumi Manusia | A | x1"]),
    ("ends of line doubled", "Judul,Pengarang\r\r\nSatu,A\r\r\nDua,B\r\r\n",
     ["Satu | A | x1", "Dua | B | x1"]),
    ("NUL", "Judul,Pengarang\nSa\0tu,A\n", ["Satu | A | x1"]),
    ("a giant cell in the header", f"Judul,{'x' * 200_000}\nSatu,\n", ["Satu | x1"]),
    (
        "rows that end with their last filled cell",
        "Judul;Pengarang;Tahun\nSang Pemimpi;Andrea Hirata\nDua;B;1999\n",
        ["Sang Pemimpi | Andrea Hirata | x1", "Dua | B | 1999 | x1"],
    ),
    (
        "the same with cells of several lines and quotes",
        'Judul;Pengarang;Penerbit;Tahun\r\n"A ""b"" c";X\r\n"Dua\r\nbaris";Y;P\r\n'
        "Tiga;Z;P;2001\r\n",
        ['A "b" c | X | x1', "Dua baris | Y | P | x1", "Tiga | Z | 2001 | P | x1"],
    ),
    (
        "rows that end early, and a place with a day",
        "Judul,Pengarang,Tahun\nDua,B,1999\nSukabaca, 17 Juli 2026\nMengetahui,\n",
        ["Dua | B | 1999 | x1"],
    ),
    (
        "a lost quotation mark beside rows that end early",
        'Judul;Pengarang;Tahun\nSatu;A;1999\nDua; lagi\nhari";B;2000\nTiga;C\n',
        ["Satu | A | 1999 | x1", 'hari" | B | 2000 | x1', "Tiga | C | x1"],
    ),
    (
        "Excel in a French locale",
        "Titre;Auteur;Éditeur;Année de parution;Cote;N° inventaire;Nb ex.\r\n"
        "L’Étranger;Camus, Albert;Gallimard;1942;R CAM;00123;1\r\n",
        ["L’Étranger | Camus, Albert | 1942 | Gallimard | R CAM | x1 | 00123"],
    ),
    (
        "Excel in a German locale",
        "Titel;Verfasser;Verlag;Jahr;Signatur;Mediennummer;Standort;Anzahl\r\n"
        "Die Räuber;Schiller, Friedrich;Reclam;1781;Schi 1;M0001;Regal 3;2\r\n",
        ["Die Räuber | Schiller, Friedrich | 1781 | Reclam | Schi 1 | Regal 3 | x2 | M0001"],
    ),
    (
        "areas of a catalogue card, as INLISLite exports them",
        "Judul,Pengarang,Penerbitan,Nomor Panggil,Lokasi Ruang\n"
        'Laskar Pelangi / Andrea Hirata,"Hirata, Andrea","Yogyakarta : Bentang, 2005",813,R. Baca\n'
        'Hidup / Mati,Tere Liye,"Jakarta: Gramedia, [2016]",813,\n',
        ["Laskar Pelangi | Hirata, Andrea | 2005 | Bentang | 813 | R. Baca | x1",
         "Hidup / Mati | Tere Liye | 2016 | Gramedia | 813 | x1"],
    ),
    (
        "Alma",
        "Title,Author,Publication Date,Barcode,Permanent Call Number,Library Name,Location Code\n"
        "One,A,c2001.,B1,QA76,pusat,STACKS\n",
        ["One | A | 2001 | QA76 | STACKS | x1 | B1"],
    ),
    (
        "a list of Sierra",
        '"TITLE","AUTHOR","CALL #(ITEM)","BARCODE","BCODE3"\n"One / by A. Smith","Smith, A.",'
        '"QA76","3205","-"\n',
        ["One | Smith, A. | QA76 | x1 | 3205"],
    ),
    (
        "accession numbers as spreadsheets spoil them",
        "Judul;No Induk\nSatu;1,23457E+11\nDua;1.23E+11\nTiga;123.0\nEmpat;00012\n",
        ["Satu | x1", "Dua | x1", "Tiga | x1 | 123", "Empat | x1 | 00012"],
    ),
    (
        "numbers of copies in Arabic digits",
        "العنوان;المؤلف;عدد النسخ\nكتاب;سلمى;٣\n",
        ["كتاب | سلمى | x3"],
    ),
    (
        "formulas that failed, in several languages",
        "Judul;Pengarang;Penerbit;Rak\nSatu;#NAME?;#VALUE!;#DIV/0!\nDua;#NOM?;#WERT!;#NV\n"
        "Tiga;#N/A;#REF!;#ERROR!\n#Empat;#1;B;C\n",
        ["Satu | x1", "Dua | x1", "Tiga | x1", "#Empat | #1 | B | C | x1"],
    ),
    ("numbers that are no ISBN", "Judul;ISBN\nSatu;2\nDua;19\nTiga;0\n",
     ["Satu | x1", "Dua | x1", "Tiga | x1"]),
    ("sep= with a sign of its own", "sep=^\nJudul^Pengarang\nSatu^A\n", ["Satu | A | x1"]),
    ("sep= with a tilde", 'sep=~\nJudul~Pengarang\n"Satu~dua"~A\n', ["Satu~dua | A | x1"]),
    (
        "notes below",
        "Judul;Pengarang;Tahun\nSatu;A;2000\nDibuat oleh: Ani;;\nKet: R = rusak;;\n"
        "Sumber: SLiMS;;\nDicetak oleh, Budi\n",
        ["Satu | A | 2000 | x1"],
    ),
    (
        "a row for each copy, with the number of all",
        "Kode Eksemplar;Judul;Jumlah\nB1;Satu;3\nB2;Satu;3\nB3;Satu;3\nB4;Dua;2\nB5;Tiga;1\n"
        "B6;Tiga;1\nB4;Dua;2\n",
        ["Satu | x3 | B1 B2 B3", "Dua | x2 | B4", "Tiga | x2 | B5 B6"],
    ),
    (
        "names of columns in capitals without blanks",
        "NOMOR;JUDULBUKU;PENGARANG1;PENERBIT;TAHUNTERBIT;CALLNO;JMLEKS\n1;Satu;A;P;1999;813;2\n",
        ["Satu | A | 1999 | P | 813 | x2"],
    ),
    (
        "a publisher with the year",
        "Judul;Pengarang;Penerbit & Tahun\nSatu;A;Balai Pustaka, 1999\nDua;B;Gramedia\n",
        ["Satu | A | 1999 | Balai Pustaka | x1", "Dua | B | Gramedia | x1"],
    ),
    (
        "Spanish, with accession numbers",
        "Título;Autor;Año;Signatura topográfica;Nº de registro;Disponible\n"
        "Rayuela;Cortázar;1963;863 COR;R001;Sí\n",
        ["Rayuela | Cortázar | 1963 | 863 COR | x1 | R001"],
    ),
    (
        "ISBNs in Arabic digits, and two with a blank between",
        "Judul;ISBN\nSatu;٩٧٨٦٠٢٠٠٠٠١٢١\nDua;9786020000121 9789793062792\n"
        "Tiga;978 602 00 0012 1\n",
        ["Satu | 9786020000121 | x1", "Dua | 9786020000121 9789793062792 | x1",
         "Tiga | 9786020000121 | x1"],
    ),
    (
        "marks of direction, and the end of a DOS file",
        "Judul;Pengarang;ISBN;No Induk\r\n\u200fكتاب\u200e;\u202bسلمى\u202c;"
        "\u200e978-602-00-0012-1;\u200e00012\r\n\x1a",
        ["كتاب | سلمى | 9786020000121 | x1 | 00012"],
    ),
    ("a giant cell", f"Judul,Catatan\n{'x' * 140_000},y\n", ["x" * 140_000 + " | x1"]),
]  # fmt: skip


@pytest.mark.parametrize(
    ("table", "right"), [each[1:] for each in TABLES], ids=[each[0] for each in TABLES]
)
def test_a_table_as_librarians_make_them(tmp_path: Path, table: str, right: list[str]) -> None:
    assert [summary_line(each) for each in titles(entries(tmp_path, table))] == right


# The column with which a system hides titles, and what is in it where it shows and hides one.
HIDING = [
    ("opac_hide", "0", "1"),
    ("Suppressed from Discovery", "No", "Yes"),
    ("Suppress from discovery", "false", "true"),
    ("Staff suppress", "", "TRUE"),
    ("OPAC Visible", "true", "false"),
    ("IsOPAC", "1", "0"),
    ("Tampil di OPAC", "Ya", "Tidak"),
    ("BCODE3", "-", "n"),
]


@pytest.mark.parametrize(
    ("table", "told"),
    [
        ("Judul,Pengarang\nSatu,A,B,C\n",
         ["line 2: The row has 4 columns where the header has 2."]),
        ("Judul,Pengarang,Tahun\nSatu\n",
         ["line 2: The row has 1 columns where the header has 3."]),
        ('Judul,Pengarang,Tahun\n"Satu,A\nDua,B,1999\n',
         ["line 2: The row has 2 columns where the header has 3."]),
        ('Judul,Pengarang,Tahun\nSatu, dan\nlagi",A,1999\n',
         ["line 2: The row has 2 columns where the header has 3."]),
        ("Judul,Pengarang\n,A\n", ["line 2: The row has no title."]),
        ("Judul,Pengarang,Jumlah\nJumlah,,3\n", ["line 2: The row is a total, not a title."]),
        (
            "Judul,Pengarang\n\"Bandung, 1 Juli 2026\",\n",
            ["line 2: The row describes the list, not a title."],
        ),
        ("Judul,Tahun,Kota,Harga\nSatu,1999,Bandung,1\n",
         ["the header: These columns were not read: “Kota”, “Harga”."]),
        ("No,Judul,Tahun\n1,Satu,1999\n", []),
        ("Judul,Tahun\n", ["the file: There is a header, but no title below it."]),
        ("Judul,Tahun\n,\n \n", ["the file: There is a header, but no title below it."]),
        ("Judul,Pengarang\nSatu,A\n\nAuthor,Title\nB,Two\n",
         ["line 4: The row names columns, not a title."]),
        *((f"title,{name}\nA,{shown}\nB,{hidden}\n",
           ["line 3: The title is hidden at the source."]) for name, shown, hidden in HIDING),
        ("sep=;\nJudul;Tahun\n;1\n", ["line 3: The row has no title."]),
    ],
)  # fmt: skip
def test_rejected_rows_are_reported_with_their_line(
    tmp_path: Path, table: str, told: list[str]
) -> None:
    assert [f"{r.where}: {r.reason}" for r in rejects(entries(tmp_path, table))] == told


def test_a_hidden_copy_does_not_hide_its_title(tmp_path: Path) -> None:
    found = entries(
        tmp_path, "bib id,title,barcode,opac visible\n7,A,1,false\n7,A,2,true\n8,B,3,false\n"
    )
    assert [summary_line(each) for each in titles(found)] == ["A | x1 | 2"]
    copy, title = rejects(found)
    assert (copy.where, copy.reason) == ("line 2", "The copy is hidden at the source.")
    assert not isinstance(copy, SuppressedRecord)
    assert isinstance(title, SuppressedRecord) and title.source_id == "8"


def test_unread_columns_lose_no_entry(tmp_path: Path) -> None:
    (note,) = rejects(entries(tmp_path, "Judul,Kota\nSatu,Bandung\n"))
    assert isinstance(note, ImportNote)


@pytest.mark.parametrize(
    ("word", "status"),
    [
        ("Tersedia", ItemStatus.AVAILABLE),
        (" ADA ", ItemStatus.AVAILABLE),
        ("Dipinjam", ItemStatus.ON_LOAN),
        ("No Loan", ItemStatus.REFERENCE),
        ("Tidak dipinjamkan", ItemStatus.REFERENCE),
        ("Hilang", ItemStatus.MISSING),
        ("Rusak Berat", ItemStatus.MISSING),
        ("متاح", ItemStatus.AVAILABLE),
        ("借出", ItemStatus.ON_LOAN),
        ("متاحة", ItemStatus.AVAILABLE),
        ("Item in place", ItemStatus.AVAILABLE),
        ("Item not in place", ItemStatus.UNKNOWN),
        ("Baik", ItemStatus.UNKNOWN),
        ("", ItemStatus.UNKNOWN),
        ("Checked out until 12-12-2026", ItemStatus.ON_LOAN),
        ("Lost--paid", ItemStatus.MISSING),
        ("In transit", ItemStatus.IN_TRANSIT),
        ("Sedang dikirim", ItemStatus.IN_TRANSIT),
        ("On order", ItemStatus.ON_ORDER),
        ("Dalam pemesanan", ItemStatus.ON_ORDER),
        ("dipesan", ItemStatus.ON_ORDER),
        ("Hold shelf", ItemStatus.HOLD_SHELF),
        ("Reserved", ItemStatus.UNKNOWN),
        ("Tidak tersedia", ItemStatus.UNKNOWN),
        ("no", ItemStatus.UNKNOWN),
        ("0", ItemStatus.UNKNOWN),
        ("Long overdue", ItemStatus.MISSING),
    ],
)
def test_the_state_of_a_copy(tmp_path: Path, word: str, status: ItemStatus) -> None:
    (title,) = titles(entries(tmp_path, f"Judul,Status\nSatu,{word}\n"))
    assert [item.status for item in title.items] == [status]


@pytest.mark.parametrize(
    ("name", "cell", "due"),
    [
        ("Due date", "2026-12-20", date(2026, 12, 20)),
        ("Due date", "12/20/2026", date(2026, 12, 20)),
        ("Due date", "05/12/2026", None),  # in May or in December
        ("Tanggal Kembali", "05/12/2026", date(2026, 12, 5)),
        ("Tgl. Harus Kembali", "20 Desember 2026", date(2026, 12, 20)),
        ("Jatuh Tempo", "5-1-27", date(2027, 1, 5)),
        ("تاريخ الإرجاع", "٢٠/١٢/٢٠٢٦", date(2026, 12, 20)),
        ("应还日期", "2026年12月20日", date(2026, 12, 20)),
        ("Date de retour", "20 déc. 2026", date(2026, 12, 20)),
        ("Rückgabedatum", "20.12.2026", date(2026, 12, 20)),
        ("Due date", "0000-00-00", None),
        ("Due date", "Friday", None),
    ],
)
def test_the_day_on_which_a_copy_is_due(
    tmp_path: Path, name: str, cell: str, due: date | None
) -> None:
    table = f"Judul,Status,{name}\nSatu,Dipinjam,{cell}\nDua,Tersedia,{cell}\n"
    lent, here = titles(entries(tmp_path, table))
    assert [item.due for item in lent.items + here.items] == [due, None]


def test_a_due_day_in_the_status(tmp_path: Path) -> None:
    (title,) = titles(entries(tmp_path, "Judul,Status\nSatu,Dipinjam s.d. 20-12-2026\n"))
    assert [item.due for item in title.items] == [date(2026, 12, 20)]


def test_a_due_day_of_several_copies_belongs_to_the_lent_one(tmp_path: Path) -> None:
    table = "Judul,Eksemplar,Status,Jatuh Tempo\nSatu,3,2,2026-12-20\nDua,3,1,2026-12-20\n"
    one, several = titles(entries(tmp_path, table))
    assert [item.due for item in one.items] == [None, None, date(2026, 12, 20)]
    assert [item.due for item in several.items] == [None, None, None]


def test_a_title_without_copies_keeps_its_call_number(tmp_path: Path) -> None:
    rows = "Judul,No Panggil\nSatu,25.4 Abc\n"
    without = read_source_file(written(tmp_path, "buku.csv", rows), branches=BranchLookup())
    (title,) = titles(list(without))
    assert (title.call_number, title.items) == ("25.4 Abc", ())
    (title,) = titles(entries(tmp_path, rows))
    assert (title.call_number, title.items[0].call_number) == ("", "25.4 Abc")


def test_a_number_as_status_counts_available_copies(tmp_path: Path) -> None:
    (title,) = titles(entries(tmp_path, "Judul,Jumlah,Tersedia\nSatu,3,1\n"))
    states = [item.status for item in title.items]
    assert states == [ItemStatus.AVAILABLE, ItemStatus.ON_LOAN, ItemStatus.ON_LOAN]


@pytest.mark.parametrize(
    ("branches", "place", "right"),
    [
        (HERE, "", ("pusat", "")),
        (HERE, "PUSAT", ("pusat", "")),
        (HERE, "Perpustakaan Pusat", ("pusat", "")),
        (HERE, "Rak 3", ("pusat", "Rak 3")),
        (HERE, "Gudang", ("pusat", "Gudang")),  # there is no other branch that it could be
        (HERE, "Cabang Barat", ("Cabang Barat", "")),
        (HERE, "My Library", ("My Library", "")),
        (TWO, "Cabang Timur", ("timur", "")),
        (TWO, "Rak 3", ("pusat", "Rak 3")),
        (TWO, "Gudang", ("Gudang", "")),
        (TWO, "", ("pusat", "")),
    ],
)
def test_branches_of_copies(
    tmp_path: Path, branches: BranchLookup, place: str, right: tuple[str, str]
) -> None:
    path = written(tmp_path, "buku.csv", f"Judul,Lokasi\nSatu,{place}\n")
    (title,) = titles(list(read_source_file(path, branches=branches)))
    assert [(item.branch, item.shelf) for item in title.items] == [right]


def test_copies_without_a_branch_are_skipped_and_reported(tmp_path: Path) -> None:
    several = BranchLookup("", {"a": "a", "b": "b"})
    path = written(tmp_path, "buku.csv", "Judul,No Induk\nSatu,1\nDua,2\n")
    found = list(read_source_file(path, branches=several))
    assert [title.items for title in titles(found)] == [(), ()]
    assert "copies of 2 rows" in rejects(found)[0].reason


@pytest.mark.parametrize(
    "name",
    ["buku.csv", "buku.txt", "buku.tsv", "buku", "BUKU.DAT", "buku.mrc", "buku.xls", "b.xml"],
)
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_a_table_under_any_name(tmp_path: Path, name: str, delimiter: str, encoding: str) -> None:
    table = "Judul,Pengarang,Tahun\r\nSatu ké,A,1999\r\n".replace(",", delimiter)
    (title,) = titles(entries(tmp_path, table.encode(encoding), name))
    assert summary_line(title) == "Satu ké | A | 1999 | x1"


def test_a_mapping_by_number_and_with_an_encoding(tmp_path: Path) -> None:
    mapping = written(
        tmp_path, "map.toml",
        'header = false\nencoding = "cp1256"\n[columns]\ntitle = ["2"]\nauthors = ["1"]\n',
    )  # fmt: skip
    path = written(tmp_path, "list.txt", "طه حسين,الأيام\n".encode("cp1256"))
    found = titles(
        list(read_source_file(path, mapping=load_csv_mapping(str(mapping)), branches=HERE))
    )
    assert list(map(summary_line, found)) == ["الأيام | طه حسين | x1"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('header = false\n[columns]\ntitle = ["Judul"]\n', "by words"),
        ('encoding = "cp9999"\n[columns]\ntitle = ["Judul"]\n', "no encoding"),
    ],
)
def test_a_mapping_that_does_not_fit(tmp_path: Path, text: str, told: str) -> None:
    mapping = load_csv_mapping(str(written(tmp_path, "map.toml", text)))
    with pytest.raises(SourceError, match=told):
        list(read_source_file(written(tmp_path, "a.csv", "Judul\nSatu\n"), mapping=mapping))


def test_ids_do_not_depend_on_loans(tmp_path: Path) -> None:
    first, second = (
        titles(entries(tmp_path, f"Judul,Pengarang,No Induk,Status\nSatu,A,1,{state}\n"))[0]
        for state in ("tersedia", "dipinjam")
    )
    assert first.source_id == second.source_id


@pytest.mark.parametrize("name", ["laporan.xls", "laporan.csv", "laporan", "laporan.xlsx"])
def test_html_under_the_suffix_of_a_spreadsheet(tmp_path: Path, name: str) -> None:
    page = (
        "<html><head><meta charset='utf-8'></head><body><table><tr><th colspan='3'>DAFTAR</th></tr>"
        "<tr><th>No</th><th>Judul</th><th>Pengarang</th></tr>"
        "<tr><td>1<td>Satu &amp; dua<td>Ali</tr></table></body></html>"
    )
    assert [summary_line(e) for e in titles(entries(tmp_path, page, name))] == [
        "Satu & dua | Ali | x1"
    ]


@pytest.mark.parametrize(
    ("rows", "right"),
    [
        ("<td>Satu\n dua<td>A,\n B<br/>C<br>D", ["Satu dua | A, B; C; D | x1"]),
        ("<td rowspan=2>Satu<td rowspan='2'>A<td>1<tr><td>2<tr><td>Dua<td>B<td>3",
         ["Satu | A | x2 | 1 2", "Dua | B | x1 | 3"]),
        ("<td rowspan=99999>Satu<td rowspan=x>A<td>1<tr><td>Dua<td>B<td>2",
         ["Satu | A | x1 | 1", "Dua | B | x1 | 2"]),
    ],
)  # fmt: skip
def test_a_page_with_breaks_and_wide_cells(tmp_path: Path, rows: str, right: list[str]) -> None:
    page = f"<table><tr><th>Judul<th>Pengarang<th>No Induk</tr><tr>{rows}</table>"
    assert [summary_line(each) for each in titles(entries(tmp_path, page, "laporan.xls"))] == right


def test_a_page_with_a_header_of_two_rows(tmp_path: Path) -> None:
    page = (
        "<table><tr><th rowspan=2>No<th rowspan=2>Judul<th colspan=2>Penerbitan<th rowspan=2>Jml"
        "<tr><th>Penerbit<th>Tahun<tr><td>1<td>Satu<td>Balai<td>1999<td>2</table>"
    )
    found = titles(entries(tmp_path, page, "laporan.xls"))
    assert [summary_line(each) for each in found] == ["Satu | 1999 | Balai | x2"]


@pytest.mark.parametrize(
    "page",
    [
        "<html><table><tr><td>Masuk</td></tr></table></html>",
        "<html><tr>",
        "<table><tr></tr></table>",
    ],
)
def test_a_page_without_titles(tmp_path: Path, page: str) -> None:
    with pytest.raises(SourceError, match="contains titles"):
        entries(tmp_path, page, "laporan.xls")


def test_the_workbooks_of_excel_2003_in_xml(tmp_path: Path) -> None:
    page = "<?xml version='1.0'?><Workbook xmlns='urn:schemas-microsoft-com:office:spreadsheet'/>"
    with pytest.raises(SourceError, match="Excel 2003"):
        entries(tmp_path, page, "laporan.xls")
