-- The rights of the account by which the kiosk server reads INLISLite 3. It can change nothing, and
-- it cannot read who borrowed what. Replace “inlislite_v3” by the name of INLISLite's database, and
-- the address and the password by your own. Run it as the administrator of MariaDB:
--   mariadb --user=root --password < grants.sql

CREATE USER IF NOT EXISTS 'kiosk'@'192.168.1.10' IDENTIFIED BY 'change this password';

-- The rights are given column by column, so that nothing else can be read even by mistake.
GRANT SELECT (ID, Title, Author, Publisher, PublishYear, Subject, ISBN, CallNumber, IsOPAC,
  Languages, Worksheet_id, CreateDate, UpdateDate) ON inlislite_v3.catalogs
  TO 'kiosk'@'192.168.1.10';
GRANT SELECT (ID, CatalogId, Tag, Indicator1, Indicator2, Value, Sequence)
  ON inlislite_v3.catalog_ruas TO 'kiosk'@'192.168.1.10';
GRANT SELECT (ID, NomorBarcode, CallNumber, Catalog_id, Location_id, Rule_id, Status_id,
  Location_Library_id, ISREFERENSI, BookingExpiredDate) ON inlislite_v3.collections
  TO 'kiosk'@'192.168.1.10';
GRANT SELECT (ID, Name) ON inlislite_v3.collectionstatus TO 'kiosk'@'192.168.1.10';
GRANT SELECT (ID, Name) ON inlislite_v3.collectionrules TO 'kiosk'@'192.168.1.10';
GRANT SELECT (ID, Name) ON inlislite_v3.locations TO 'kiosk'@'192.168.1.10';
GRANT SELECT (ID, Name) ON inlislite_v3.location_library TO 'kiosk'@'192.168.1.10';
GRANT SELECT (Collection_id, DueDate, LoanStatus) ON inlislite_v3.collectionloanitems
  TO 'kiosk'@'192.168.1.10';
