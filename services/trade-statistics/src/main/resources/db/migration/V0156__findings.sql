-- What is peculiar about a file as a whole: told, and no reason to refuse it.
create table upload_finding (
    upload_id     uuid    not null references upload,
    seq           integer not null,
    rule          text    not null,
    -- Where: as much of a series' key and period as the rule looks at.
    frequency     text,
    period        date,
    reporter      text,
    flow          text,
    edition       text,
    commodity     text,
    partner       text,
    figure        numeric not null,
    compared_with numeric not null,
    primary key (upload_id, seq)
);

alter table upload_finding enable row level security;
alter table upload_finding force row level security;
create policy with_upload on upload_finding
    using (exists (select 1 from upload where upload.id = upload_finding.upload_id));

-- How many findings there are by rule; more than are listed.
alter table upload add column findings jsonb not null default '{}';
