-- The side that answers for a maintenance agency; the agencies below it (GACC.X) belong to the same side.
create table maintenance_agency (
    id   text primary key,
    side text not null check (side in ('CN', 'KR'))
);

insert into maintenance_agency (id, side) values ('GACC', 'CN'), ('KCS', 'KR');
revoke insert, update, delete, truncate on maintenance_agency from ${appRole};

insert into item (agency, scheme, code, position, names) values
    ('SDMX', 'AGENCIES', 'GACC', 5,
        trade_names('General Administration of Customs of the People''s Republic of China', '中华人民共和国海关总署', '중국 해관총서')),
    ('SDMX', 'AGENCIES', 'KCS', 6, trade_names('Korea Customs Service', '韩国关税厅', '대한민국 관세청'));
update artefact set changed_at = now() where agency = 'SDMX' and id = 'AGENCIES';

-- Structures that statisticians of a side have submitted, each version a row. Lists that figures are written in are not
-- among them: those are the tables artefact and item.
create table submitted_structure (
    id           uuid        primary key,
    type         text        not null,
    agency       text        not null,
    structure    text        not null,
    version      text        not null,
    -- A final version never changes.
    final        boolean     not null,
    content      jsonb       not null,
    -- In the order of the message; null where the type has no items.
    items        jsonb,
    revision     integer     not null default 1,
    submitted_at timestamptz not null,
    changed_at   timestamptz not null,
    unique (type, agency, structure, version)
);

-- What they refer to: artefacts by their URN, items by that of their scheme and their id.
create table submitted_reference (
    referrer uuid not null references submitted_structure on delete cascade,
    target   text not null,
    item     text not null default '',
    primary key (referrer, target, item)
);

create index submitted_reference_target on submitted_reference (target);

-- Rises with every change, so that whoever keeps what was read sees that it is no longer so.
create table submission_count (
    sole       boolean     primary key default true check (sole),
    count      bigint      not null,
    -- Since when there is what there is; a deletion leaves no other trace among what is served.
    changed_at timestamptz not null default now()
);

insert into submission_count (count) values (0);
revoke insert, delete, truncate on submission_count from ${appRole};

create function trade_side_of_agency(agency text) returns text
    language sql stable
    return (select side from maintenance_agency where id = split_part(agency, '.', 1));

create function trade_final_stays() returns trigger language plpgsql as $$
begin
    if old.final then
        raise exception 'a final version of a structure never changes' using errcode = 'integrity_constraint_violation';
    end if;
    return case when tg_op = 'DELETE' then old else new end;
end
$$;

create trigger final_stays before update or delete on submitted_structure
    for each row execute function trade_final_stays();

alter table submitted_structure enable row level security;
alter table submitted_structure force row level security;
create policy everybody_reads on submitted_structure for select using (true);
create policy own_side_adds on submitted_structure for insert
    with check (trade_side_of_agency(agency) = ckep_setting('app.side'));
create policy own_side_changes on submitted_structure for update
    using (trade_side_of_agency(agency) = ckep_setting('app.side'))
    with check (trade_side_of_agency(agency) = ckep_setting('app.side'));
create policy own_side_deletes on submitted_structure for delete
    using (trade_side_of_agency(agency) = ckep_setting('app.side'));
