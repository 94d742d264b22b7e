-- An export shows letters without a reply as well; it names no board (model/observations/interaction.py).
ALTER TABLE open_letters ALTER COLUMN site_code DROP NOT NULL;
ALTER TABLE open_letters ALTER COLUMN channel_url DROP NOT NULL;
