-- Placeholders left in META tags, the date as an article page prints it, the footer's code as printed.

ALTER TABLE page_tags ADD COLUMN placeholders VARCHAR[];
ALTER TABLE page_tags ADD COLUMN visible_date VARCHAR;
ALTER TABLE site_snapshots ADD COLUMN footer_code_text VARCHAR;
