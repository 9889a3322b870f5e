-- One row per upload, also of those that were refused. Visible to whoever sent it and to the own side.
create table upload (
    id              uuid        primary key,
    -- Second half of the advisory lock that the reading process holds while the state is RECEIVING.
    number          integer     generated always as identity unique,
    display_id      text        not null unique,
    state           text        not null check (state in ('RECEIVING', 'COMPLETED', 'REFUSED', 'FAILED')),
    source          text        not null,
    on_error        text        not null check (on_error in ('accept', 'reject')),
    on_conflict     text        not null check (on_conflict in ('refuse', 'last')),
    caller          text        not null,
    side            text        check (side in ('CN', 'KR')),
    idempotency_key text,
    sha256          text,
    received_at     timestamptz not null,
    finished_at     timestamptz,
    rows_read       bigint      not null default 0,
    inserted        bigint      not null default 0,
    revised         bigint      not null default 0,
    unchanged       bigint      not null default 0,
    rejected        bigint      not null default 0,
    out_of_scope    bigint      not null default 0,
    replaced        bigint      not null default 0,
    scope_reasons   jsonb       not null default '{}',
    notes           jsonb       not null default '{}',
    unknown_columns text[]      not null default '{}',
    refusal_code    text,
    refusal_text    text,
    check (state <> 'COMPLETED'
           or rows_read = inserted + revised + unchanged + rejected + out_of_scope + replaced),
    check ((state in ('REFUSED', 'FAILED')) = (refusal_code is not null))
);

-- An answer that may be repeated; a refused upload may be tried again under its key.
create unique index upload_idempotency on upload (caller, idempotency_key) where state = 'COMPLETED';

alter table upload enable row level security;
alter table upload force row level security;
create policy own_uploads on upload
    using (ckep_is_system()
           or caller = ckep_setting('app.caller')
           or (side is not null and side = ckep_setting('app.side')))
    with check (ckep_is_system() or caller = ckep_setting('app.caller'));

create table upload_error (
    upload_id uuid    not null references upload,
    seq       integer not null,
    line      bigint  not null,
    column_title text,
    code      text    not null,
    text      text    not null,
    value     text,
    primary key (upload_id, seq)
);

alter table upload_error enable row level security;
alter table upload_error force row level security;
create policy with_upload on upload_error
    using (exists (select 1 from upload where upload.id = upload_error.upload_id));
