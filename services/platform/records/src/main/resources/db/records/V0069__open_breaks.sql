-- What is open is counted page by page, and few of all breaks that there ever were are open.
create index reconciliation_break_open on reconciliation_break (opened_at desc, id desc) where settled_at is null;
