-- Figures of paired records are compared under the URN of their group; the break names its records, by which it is found.
alter table reconciliation_break add column members text[] not null default '{}';

-- A break ends as well where there are no two figures any more.
alter table reconciliation_break drop constraint reconciliation_break_state_check;
alter table reconciliation_break add constraint reconciliation_break_state_check
  check (state in ('OPEN', 'ASSIGNED', 'EXPLAINED', 'CORRECTED', 'AGREED_DIFFERENCE', 'LAPSED', 'CLOSED'));
alter table reconciliation_break drop constraint settled_when;
alter table reconciliation_break add constraint settled_when
  check ((state in ('CORRECTED', 'AGREED_DIFFERENCE', 'LAPSED', 'CLOSED')) = (settled_at is not null));
