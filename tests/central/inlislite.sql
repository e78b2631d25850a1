-- A small INLISLite 3: the tables and columns that its public catalogue uses, and invented rows.
CREATE TABLE catalogs (ID DOUBLE PRIMARY KEY, ControlNumber VARCHAR(50), BIBID VARCHAR(50), Title TEXT,
  Author TEXT, Publisher TEXT, PublishYear VARCHAR(50), Subject TEXT, ISBN VARCHAR(200),
  CallNumber VARCHAR(200), Languages VARCHAR(50), IsOPAC INT, CoverURL VARCHAR(255), Worksheet_id INT, CreateDate DATETIME,
  UpdateDate DATETIME, Member_id DOUBLE);
CREATE TABLE catalog_ruas (ID DOUBLE PRIMARY KEY AUTO_INCREMENT, CatalogId DOUBLE, Tag CHAR(3),
  Indicator1 CHAR(1), Indicator2 CHAR(1), Value TEXT, Sequence INT);
CREATE TABLE collectionstatus (ID INT PRIMARY KEY, Name VARCHAR(50));
CREATE TABLE collectionrules (ID INT PRIMARY KEY, Name VARCHAR(50));
CREATE TABLE locations (ID INT PRIMARY KEY, Code VARCHAR(50), Name VARCHAR(255));
CREATE TABLE location_library (ID INT PRIMARY KEY, Code VARCHAR(50), Name VARCHAR(255));
CREATE TABLE collections (ID DOUBLE PRIMARY KEY, NomorBarcode VARCHAR(50), NoInduk VARCHAR(255),
  CallNumber VARCHAR(100), Catalog_id DOUBLE, Location_id INT, Rule_id INT, Status_id INT,
  Location_Library_id INT, ISREFERENSI TINYINT(1), ISOPAC INT, BookingMemberID VARCHAR(50),
  BookingExpiredDate DATETIME, UpdateDate DATETIME);
CREATE TABLE members (ID DOUBLE PRIMARY KEY, MemberNo VARCHAR(50), Fullname VARCHAR(255));
CREATE TABLE collectionloanitems (ID DOUBLE PRIMARY KEY AUTO_INCREMENT, CollectionLoan_id VARCHAR(20),
  LoanDate DATETIME, DueDate DATETIME, ActualReturn DATETIME, LoanStatus VARCHAR(20),
  Collection_id DOUBLE, member_id DOUBLE);

INSERT INTO collectionstatus VALUES (1, 'Tersedia'), (2, 'Rusak'), (3, 'Hilang'), (4, 'Diolah'),
  (5, 'Dipinjam'), (6, 'Dalam perbaikan');
INSERT INTO collectionrules VALUES (1, 'Dapat dipinjam'), (2, 'Baca di tempat'), (3, 'Tandon');
INSERT INTO locations VALUES (1, 'U', 'Ruang Umum'), (2, 'R', 'Ruang Referensi');
INSERT INTO location_library VALUES (1, 'P', 'Perpustakaan Pusat'), (2, 'T', 'Cabang Timur');
INSERT INTO members VALUES (77, 'M0077', 'Siti Rahayu');

INSERT INTO catalogs VALUES
  (1, 'INLIS000000000000001', '0010-1', 'Laskar pelangi', 'Andrea Hirata', 'Bentang', '2008', 'Fiksi',
   '978-602-8519-93-9', '899.221 3 HIR l', NULL, 1, NULL, 1, '2026-11-01 09:00', '2026-11-02 09:00', NULL),
  (2, 'INLIS000000000000002', '0010-2', 'Ensiklopedi Jawa', NULL, NULL, NULL, NULL, NULL,
   'R 030 ENS', 'ind', 1, NULL, 1, '2026-11-01 09:00', '2026-11-02 09:00', NULL),
  (3, 'INLIS000000000000003', '0010-3', 'Naskah belum selesai', NULL, NULL, NULL, NULL, NULL,
   '', NULL, 0, NULL, 1, '2026-11-01 09:00', '2026-11-02 09:00', NULL),
  (4, 'INLIS000000000000004', '0010-4', 'Lagu anak', 'A.T. Mahmud', 'Gema', '1999', 'Musik', NULL,
   '782.42 MAH l', NULL, 1, NULL, 8, '2026-11-01 09:00', '2026-11-02 09:00', NULL);
INSERT INTO catalog_ruas (CatalogId, Tag, Indicator1, Indicator2, Value, Sequence) VALUES
  (1, '001', '#', '#', 'INLIS000000000000001', 1),
  (1, '008', '#', '#', '180101                             ind', 2),
  (1, '020', '#', '#', '$a 978-602-8519-93-9', 3),
  (1, '084', '#', '#', '$a 899.221 3 HIR l', 4),
  (1, '100', '0', '#', '$a Andrea Hirata', 5),
  (1, '245', '1', '#', '$a Laskar pelangi /$c Andrea Hirata', 6),
  (1, '260', '#', '#', '$a Yogyakarta :$b Bentang Pustaka,$c 2008', 7),
  (1, '650', '#', '4', '$a Fiksi Indonesia', 8),
  (1, '856', '4', '0', '$u http://inlis.example/uploaded_files/sampul_koleksi/original/Monograf/1.jpg', 9),
  (2, '245', '0', '0', '$a Ensiklopedi Jawa', 1),
  (2, '990', '#', '#', '$a 00002/2018', 2),
  (3, '245', '0', '0', '$a Naskah belum selesai', 1);
INSERT INTO collections VALUES
  (11, 'B11', '00011', '899.221 3 HIR l', 1, 1, 1, 1, 1, 0, 1, NULL, NULL, '2026-11-02 09:00'),
  (12, 'B12', '00012', '', 1, 1, 1, 5, 2, 0, 1, NULL, NULL, '2026-11-02 09:00'),
  (13, 'B13', '00013', '', 1, 1, 1, 3, 1, 0, 1, NULL, NULL, '2026-11-02 09:00'),
  (14, 'B14', '00014', '', 1, 1, 1, 4, 1, 0, 1, NULL, NULL, '2026-11-02 09:00'),
  (15, 'B15', '00015', '', 1, 1, 1, 1, 1, 0, 1, 'M0077', '2999-01-01 00:00', '2026-11-02 09:00'),
  (21, 'B21', '00021', 'R 030 ENS', 2, 2, 2, 1, 1, 1, 1, NULL, NULL, '2026-11-02 09:00'),
  (31, 'B31', '00031', '', 3, 1, 1, 1, 1, 0, 1, NULL, NULL, '2026-11-02 09:00');
INSERT INTO collectionloanitems (LoanDate, DueDate, ActualReturn, LoanStatus, Collection_id, member_id)
  VALUES ('2026-11-20 10:00', '2026-12-04 10:00', NULL, 'Loan', 12, 77),
         ('2026-10-01 10:00', '2026-10-15 10:00', '2026-10-14 10:00', 'Return', 11, 77);
