-- Numbers that were given up and that no digest has listed yet. Times would not tell: a transaction that began before a
-- digest may commit after it.
alter table delivery add column listed boolean not null default false;
create index delivery_unlisted on delivery (sub, subseq) where state in ('SKIPPED', 'EXPIRED') and not listed;
