-- What parties have bound themselves to pay for projects, and what was paid of it. Each commitment is one side's record, or an
-- observed one; its transactions are parts of it, so that nothing under it is ever wider or narrower than it is (rule C9).
create table commitment (
  id                  uuid primary key,
  version             int not null,
  like record_head including all,
  project_id          uuid not null references project (id),
  org_urn             text,
  unnamed_side        text check (unnamed_side in ('CN', 'KR')),
  unnamed_description text,
  kind                text not null check (kind in ('EQUITY', 'LOAN', 'IN_KIND', 'GRANT', 'GUARANTEE')),
  basis               text not null check (basis in ('DECLARED', 'CONTRACTED')),
  currency            text not null check (currency ~ '^[A-Z]{3}$'),
  signed_on           date not null,
  conditions          jsonb,
  constraint party_is_named_or_not check (org_urn is null or (unnamed_side is null and unnamed_description is null))
);
call ckep_guard_records('commitment');
create index commitment_project on commitment (project_id);
create index commitment_order on commitment (created_at desc, id desc);

create table commitment_transaction (
  id            uuid primary key,
  commitment_id uuid not null references commitment (id),
  type          text not null
    check (type in ('COMMITMENT', 'DISBURSEMENT', 'EXPENDITURE', 'EQUITY_PURCHASE', 'EQUITY_SALE', 'REVERSAL')),
  amount        numeric not null check (amount > 0),
  value_date    date not null,
  reverses      uuid references commitment_transaction (id),
  note          jsonb,
  source_ids    uuid[] not null,
  side          text check (side in ('CN', 'KR')),
  recorded_at   timestamptz not null,
  constraint a_reversal_names_what_it_reverses check ((type = 'REVERSAL') = (reverses is not null))
);
call ckep_guard_parts('commitment_transaction', 'commitment_id', 'commitment');
create index commitment_transaction_commitment on commitment_transaction (commitment_id, recorded_at, id);

-- A ledger is only added to, by nobody otherwise: what was wrong is reversed.
drop policy parent_changes on commitment_transaction;
drop policy parent_removes on commitment_transaction;
revoke update, delete on commitment_transaction from ${appRole};

call ckep_keep_record_versions('commitment');
call ckep_keep_part_versions('commitment_transaction', array['id'], 'commitment_id', 'commitment');
