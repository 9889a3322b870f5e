-- Nothing reads them: the filters of before a change are in no answer, a lane's holder is told by its fence alone, the
-- number of lanes of one subscription that are worked on at once is the same for all, and nothing is withheld.
drop table subscription_revision;
alter table lane drop column owner;
alter table sub_health drop column cap;
alter table delivery drop constraint delivery_state_check;
alter table delivery add constraint delivery_state_check check (state in ('PENDING', 'DELIVERED', 'SKIPPED', 'EXPIRED'));
