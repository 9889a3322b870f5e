-- What its owner acknowledged before it was taken is not what an endpoint took; and what an endpoint took stays known as
-- such when its owner goes back. Rows from before say 'DELIVERED' for both.
alter table delivery drop constraint delivery_state_check;
alter table delivery add constraint delivery_state_check
  check (state in ('PENDING', 'DELIVERED', 'ACKNOWLEDGED', 'SKIPPED', 'EXPIRED'));
alter table delivery add column taken boolean not null default false;
