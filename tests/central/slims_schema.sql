-- A small library in the tables of SLiMS 9 that are read, and a table of members that is not.

CREATE TABLE biblio (
  biblio_id int NOT NULL AUTO_INCREMENT PRIMARY KEY, gmd_id int, title text NOT NULL,
  sor varchar(200), edition varchar(50), isbn_issn varchar(32), publisher_id int,
  publish_year varchar(20), collation varchar(100), series_title varchar(200),
  call_number varchar(50), language_id char(5) DEFAULT 'en', publish_place_id int,
  classification varchar(40), notes text, image varchar(100), opac_hide smallint DEFAULT 0,
  frequency_id int NOT NULL DEFAULT 0, spec_detail_info text, content_type_id int,
  media_type_id int, carrier_type_id int, input_date datetime, last_update datetime
) ENGINE=MyISAM DEFAULT CHARSET=utf8mb3 COLLATE=utf8mb3_unicode_ci;
CREATE TABLE mst_gmd (
  gmd_id int NOT NULL AUTO_INCREMENT PRIMARY KEY, gmd_code varchar(3), gmd_name varchar(30)
) ENGINE=MyISAM DEFAULT CHARSET=utf8mb3 COLLATE=utf8mb3_unicode_ci;
CREATE TABLE mst_language (
  language_id char(5) NOT NULL PRIMARY KEY, language_name varchar(20) NOT NULL
) ENGINE=MyISAM DEFAULT CHARSET=utf8mb3 COLLATE=utf8mb3_unicode_ci;
CREATE TABLE mst_publisher (
  publisher_id int NOT NULL AUTO_INCREMENT PRIMARY KEY, publisher_name varchar(100) NOT NULL
) ENGINE=MyISAM DEFAULT CHARSET=utf8mb3 COLLATE=utf8mb3_unicode_ci;
CREATE TABLE mst_place (
  place_id int NOT NULL AUTO_INCREMENT PRIMARY KEY, place_name varchar(30) NOT NULL
) ENGINE=MyISAM DEFAULT CHARSET=utf8mb3 COLLATE=utf8mb3_unicode_ci;
CREATE TABLE mst_content_type (
  id int NOT NULL AUTO_INCREMENT PRIMARY KEY, content_type varchar(100), code varchar(5)
) ENGINE=MyISAM DEFAULT CHARSET=utf8mb3 COLLATE=utf8mb3_unicode_ci;
CREATE TABLE mst_media_type (
  id int NOT NULL AUTO_INCREMENT PRIMARY KEY, media_type varchar(100), code varchar(5)
) ENGINE=MyISAM DEFAULT CHARSET=utf8mb3 COLLATE=utf8mb3_unicode_ci;
CREATE TABLE mst_carrier_type (
  id int NOT NULL AUTO_INCREMENT PRIMARY KEY, carrier_type varchar(100), code varchar(5)
) ENGINE=MyISAM DEFAULT CHARSET=utf8mb3 COLLATE=utf8mb3_unicode_ci;
CREATE TABLE mst_author (
  author_id int NOT NULL AUTO_INCREMENT PRIMARY KEY, author_name varchar(100) NOT NULL,
  author_year varchar(20), authority_type enum('p','o','c') DEFAULT 'p'
) ENGINE=MyISAM DEFAULT CHARSET=utf8mb3 COLLATE=utf8mb3_unicode_ci;
CREATE TABLE biblio_author (
  biblio_id int NOT NULL, author_id int NOT NULL, level int NOT NULL DEFAULT 1,
  PRIMARY KEY (biblio_id, author_id)
) ENGINE=MyISAM DEFAULT CHARSET=utf8mb3 COLLATE=utf8mb3_unicode_ci;
CREATE TABLE mst_topic (
  topic_id int NOT NULL AUTO_INCREMENT PRIMARY KEY, topic varchar(50) NOT NULL,
  topic_type enum('t','g','n','tm','gr','oc') NOT NULL DEFAULT 't'
) ENGINE=MyISAM DEFAULT CHARSET=utf8mb3 COLLATE=utf8mb3_unicode_ci;
CREATE TABLE biblio_topic (
  biblio_id int NOT NULL, topic_id int NOT NULL, level int NOT NULL DEFAULT 1,
  PRIMARY KEY (biblio_id, topic_id)
) ENGINE=MyISAM DEFAULT CHARSET=utf8mb3 COLLATE=utf8mb3_unicode_ci;
CREATE TABLE files (
  file_id int NOT NULL AUTO_INCREMENT PRIMARY KEY, file_title text NOT NULL,
  file_name text NOT NULL, file_url text, file_dir text, mime_type varchar(100)
) ENGINE=MyISAM DEFAULT CHARSET=utf8mb3 COLLATE=utf8mb3_unicode_ci;
CREATE TABLE biblio_attachment (
  biblio_id int NOT NULL, file_id int NOT NULL, placement enum('link','popup','embed'),
  access_type enum('public','private') NOT NULL, access_limit text
) ENGINE=MyISAM DEFAULT CHARSET=utf8mb3 COLLATE=utf8mb3_unicode_ci;
CREATE TABLE mst_location (
  location_id varchar(3) NOT NULL PRIMARY KEY, location_name varchar(100)
) ENGINE=MyISAM DEFAULT CHARSET=utf8mb3 COLLATE=utf8mb3_unicode_ci;
CREATE TABLE mst_coll_type (
  coll_type_id int NOT NULL AUTO_INCREMENT PRIMARY KEY, coll_type_name varchar(30) NOT NULL
) ENGINE=MyISAM DEFAULT CHARSET=utf8mb3 COLLATE=utf8mb3_unicode_ci;
CREATE TABLE mst_item_status (
  item_status_id char(3) NOT NULL PRIMARY KEY, item_status_name varchar(30) NOT NULL,
  rules varchar(255), no_loan smallint NOT NULL DEFAULT 0
) ENGINE=MyISAM DEFAULT CHARSET=utf8mb3 COLLATE=utf8mb3_unicode_ci;
CREATE TABLE item (
  item_id int NOT NULL AUTO_INCREMENT PRIMARY KEY, biblio_id int, call_number varchar(50),
  coll_type_id int, item_code varchar(20) UNIQUE, location_id varchar(3),
  item_status_id char(3), site varchar(50), last_update datetime, KEY (biblio_id)
) ENGINE=MyISAM DEFAULT CHARSET=utf8mb3 COLLATE=utf8mb3_unicode_ci;
CREATE TABLE member (
  member_id varchar(20) NOT NULL PRIMARY KEY, member_name varchar(100) NOT NULL
) ENGINE=MyISAM DEFAULT CHARSET=utf8mb3 COLLATE=utf8mb3_unicode_ci;
CREATE TABLE loan (
  loan_id int NOT NULL AUTO_INCREMENT PRIMARY KEY, item_code varchar(20), member_id varchar(20),
  loan_date date NOT NULL, due_date date NOT NULL, is_lent int NOT NULL DEFAULT 0,
  is_return int NOT NULL DEFAULT 0, return_date date, KEY (item_code)
) ENGINE=MyISAM DEFAULT CHARSET=utf8mb3 COLLATE=utf8mb3_unicode_ci;

INSERT INTO mst_gmd VALUES (1, 'TE', 'Text'), (2, 'MA', 'Map'), (3, 'ER', 'Electronic Resource'),
  (4, 'SO', 'Sound Recording'), (5, 'BK', 'Buku');
INSERT INTO mst_language VALUES ('id', 'Indonesia'), ('en', 'English'), ('xx', 'Bahasa Indonesia');
INSERT INTO mst_publisher VALUES (1, 'Balai Pustaka'), (2, 'Wiley & Sons');
INSERT INTO mst_place VALUES (1, 'Jakarta');
INSERT INTO mst_content_type VALUES (1, 'text', 'txt'), (2, 'spoken word', 'spw');
INSERT INTO mst_media_type VALUES (1, 'computer', 'c');
INSERT INTO mst_carrier_type VALUES (1, 'online resource', 'cr');
INSERT INTO mst_author VALUES (1, 'Marah Rusli', NULL, 'p'), (2, 'Balai Bahasa', NULL, 'o'),
  (3, 'Siti Penerjemah', NULL, 'p'), (4, 'Kongres Sastra', NULL, 'c');
INSERT INTO mst_topic VALUES (1, 'Kesusastraan', 't'), (2, 'Padang', 'g'), (3, 'Roman', 'gr');
INSERT INTO mst_location VALUES ('PST', 'Perpustakaan Pusat'), ('CBR', 'Cabang Barat');
INSERT INTO mst_coll_type VALUES (1, 'Referensi'), (2, 'Fiksi');
INSERT INTO mst_item_status VALUES ('R', 'Perbaikan', NULL, 1), ('NL', 'No Loan', NULL, 1),
  ('MIS', 'Hilang', NULL, 1), ('TND', 'Tandon', NULL, 1), ('SPC', 'Koleksi istimewa', NULL, 0);
INSERT INTO member VALUES ('M1', 'Nama Anggota Rahasia');

INSERT INTO biblio (biblio_id, gmd_id, title, sor, edition, isbn_issn, publisher_id, publish_year,
    collation, series_title, call_number, language_id, publish_place_id, classification, notes,
    image, opac_hide, frequency_id, content_type_id, media_type_id, carrier_type_id) VALUES
  (1, 1, 'Sitti Nurbaya : kasih tak sampai', 'oleh Marah Rusli', 'Cet. 4', '978-979-407-167-0', 1,
    '2008', 'vi, 271 hlm.', 'Sastra klasik', '813 Mar s', 'id', 1, '813', 'Kisah cinta & adat.',
    'sitti.jpg', 0, 0, 1, NULL, NULL),
  (2, 2, 'Peta Padang', NULL, NULL, NULL, 2, '[2011?]', NULL, '', NULL, 'xx', NULL, NULL, NULL,
    NULL, 0, 0, NULL, NULL, NULL),
  (3, 1, 'Rahasia yang disembunyikan', 'oleh Orang Rahasia', NULL, '9780596009304', 1, '2001',
    NULL, NULL, '999 Ras r', 'id', 1, NULL, 'Tidak untuk umum', 'rahasia.jpg', 1, 0, NULL, NULL,
    NULL),
  (4, 5, 'Horison : majalah sastra', NULL, NULL, '0125-9016', 1, '1966', NULL, NULL, 'MAJ Hor h',
    'id', 1, '805', NULL, NULL, NULL, 4, NULL, NULL, NULL),
  (260, 1, 'Belajar Linux', NULL, NULL, '0-596-00108-8; 9780596009304', 2, '2005', NULL, NULL,
    '005.4 Bel b', 'en', NULL, '005.4', '<p>Catatan</p>', NULL, 0, 0, 1, 1, 1),
  (600, 1, 'Tanpa eksemplar كتاب', NULL, NULL, NULL, NULL, NULL, NULL, NULL, '', 'id', NULL, NULL,
    NULL, NULL, 0, 0, 2, NULL, NULL);
INSERT INTO biblio_author VALUES (1, 1, 1), (1, 3, 4), (1, 2, 2), (3, 1, 1), (260, 4, 1);
INSERT INTO biblio_topic VALUES (1, 1, 1), (1, 2, 2), (1, 3, 2), (3, 1, 1), (260, 1, 1);
INSERT INTO files VALUES (1, 'Naskah lengkap', 'naskah.pdf', NULL, 'pdf', 'application/pdf'),
  (2, 'Baca daring', 'x', 'https://ebook.example.id/baca/2', NULL, 'text/uri-list'),
  (3, 'Hanya anggota', 'anggota.pdf', NULL, 'pdf', 'application/pdf'),
  (4, 'Pribadi', 'pribadi.pdf', NULL, 'pdf', 'application/pdf');
INSERT INTO biblio_attachment VALUES (1, 4, 'link', 'private', NULL), (1, 1, 'link', 'public', NULL),
  (260, 2, 'link', 'public', ''), (2, 3, 'link', 'public', 'a:1:{i:0;s:1:"1";}'),
  (3, 1, 'link', 'public', NULL);
INSERT INTO item (biblio_id, call_number, coll_type_id, item_code, location_id, item_status_id, site)
VALUES
  (1, NULL, 2, 'P0001', 'PST', '0', 'Rak A1'), (1, 'R 813 Mar s', 1, 'P0002', 'PST', 'NL', ''),
  (1, '', 2, 'P0003', 'CBR', NULL, NULL), (1, NULL, 2, 'P0004', 'CBR', 'MIS', 'Rak 2'),
  (2, '912 Pet p', NULL, 'P0005', 'PST', 'SPC', NULL), (2, NULL, NULL, 'P0006', 'XX', 'R', NULL),
  (3, NULL, 2, 'P0007', 'PST', '0', 'Rak A1'), (4, NULL, 2, 'P0008', 'PST', 'TND', NULL),
  (260, NULL, 2, 'P0009', 'PST', '0', NULL), (NULL, NULL, 2, 'P0010', 'PST', '0', NULL);
INSERT INTO loan (item_code, member_id, loan_date, due_date, is_lent, is_return) VALUES
  ('P0001', 'M1', '2026-10-01', '2026-10-15', 1, 1), ('P0003', 'M1', '2026-11-20', '2026-12-20', 1, 0),
  ('P0004', 'M1', '2026-01-20', '2026-02-20', 1, 0);
