-- A revision without a side was made by the secretariat, for both.
alter table list_revision alter column side drop not null;
