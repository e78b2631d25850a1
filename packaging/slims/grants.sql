-- The rights of the account by which the kiosk server reads SLiMS. It can change nothing, and it
-- cannot read who borrowed what. Replace “slims” by the name of SLiMS's database, and the address
-- and the password by your own. Run it as the administrator of MariaDB:
--   mariadb --user=root --password < grants.sql

CREATE USER IF NOT EXISTS 'kiosk'@'192.168.1.10' IDENTIFIED BY 'change this password';

-- The rights are given column by column, so that nothing else can be read even by mistake.
GRANT SELECT (biblio_id, gmd_id, title, sor, edition, isbn_issn, publisher_id, publish_year,
  collation, series_title, call_number, language_id, publish_place_id, classification, notes,
  image, opac_hide, frequency_id, spec_detail_info, content_type_id, media_type_id,
  carrier_type_id) ON slims.biblio TO 'kiosk'@'192.168.1.10';
GRANT SELECT (biblio_id, author_id, level) ON slims.biblio_author TO 'kiosk'@'192.168.1.10';
GRANT SELECT (author_id, author_name, authority_type) ON slims.mst_author
  TO 'kiosk'@'192.168.1.10';
GRANT SELECT (biblio_id, topic_id, level) ON slims.biblio_topic TO 'kiosk'@'192.168.1.10';
GRANT SELECT (topic_id, topic, topic_type) ON slims.mst_topic TO 'kiosk'@'192.168.1.10';
GRANT SELECT (biblio_id, file_id, access_type, access_limit) ON slims.biblio_attachment
  TO 'kiosk'@'192.168.1.10';
GRANT SELECT (file_id, file_title, file_url, mime_type) ON slims.files TO 'kiosk'@'192.168.1.10';
GRANT SELECT (gmd_id, gmd_name) ON slims.mst_gmd TO 'kiosk'@'192.168.1.10';
GRANT SELECT (language_id, language_name) ON slims.mst_language TO 'kiosk'@'192.168.1.10';
GRANT SELECT (publisher_id, publisher_name) ON slims.mst_publisher TO 'kiosk'@'192.168.1.10';
GRANT SELECT (place_id, place_name) ON slims.mst_place TO 'kiosk'@'192.168.1.10';
GRANT SELECT (id, code) ON slims.mst_content_type TO 'kiosk'@'192.168.1.10';
GRANT SELECT (id, code) ON slims.mst_media_type TO 'kiosk'@'192.168.1.10';
GRANT SELECT (id, code) ON slims.mst_carrier_type TO 'kiosk'@'192.168.1.10';
GRANT SELECT (item_id, biblio_id, item_code, call_number, coll_type_id, location_id,
  item_status_id, site) ON slims.item TO 'kiosk'@'192.168.1.10';
GRANT SELECT (location_id, location_name) ON slims.mst_location TO 'kiosk'@'192.168.1.10';
GRANT SELECT (coll_type_id, coll_type_name) ON slims.mst_coll_type TO 'kiosk'@'192.168.1.10';
GRANT SELECT (item_status_id, item_status_name, no_loan) ON slims.mst_item_status
  TO 'kiosk'@'192.168.1.10';
-- Not member_id: who has a copy is nobody's business here.
GRANT SELECT (item_code, due_date, is_lent, is_return) ON slims.loan TO 'kiosk'@'192.168.1.10';
