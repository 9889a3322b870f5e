-- An owner is told too that his endpoint is not set up, or must not be asked.
alter table subscription_notice drop constraint subscription_notice_kind_check;
alter table subscription_notice add constraint subscription_notice_kind_check
  check (kind in ('paused', 'parked', 'lease-ending', 'misconfigured'));
create index subscription_notice_of_endpoint on subscription_notice (sub, reason, at) where kind = 'misconfigured';
