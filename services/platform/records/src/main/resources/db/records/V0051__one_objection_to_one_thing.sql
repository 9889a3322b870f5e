-- Of one side one objection stands against an attribute, or against the whole record. They are listed by the moment since when
-- the reader may know of them.
create unique index objection_standing on objection (record_urn, side, coalesce(attribute, '')) where state = 'STANDING';
drop index objection_record;
create index objection_record on objection (record_urn, coalesce(raised_at, prepared_at), id);
