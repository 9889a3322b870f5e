-- Every state of a submitted structure, and that it went, so that structures are told as they were at an instant.
create table submitted_version (
    number    bigint      generated always as identity primary key,
    type      text        not null,
    agency    text        not null,
    structure text        not null,
    version   text        not null,
    since     timestamptz not null,
    gone      boolean     not null,
    content   jsonb       not null,
    items     jsonb
);

create index submitted_version_name on submitted_version (type, agency, structure, version, number);

insert into submitted_version (type, agency, structure, version, since, gone, content, items)
select type, agency, structure, version, changed_at, false, content, items from submitted_structure order by changed_at;

create function trade_keep_submitted() returns trigger language plpgsql as $$
begin
    if tg_op = 'DELETE' then
        insert into submitted_version (type, agency, structure, version, since, gone, content, items)
        values (old.type, old.agency, old.structure, old.version, clock_timestamp(), true, old.content, old.items);
    else
        insert into submitted_version (type, agency, structure, version, since, gone, content, items)
        values (new.type, new.agency, new.structure, new.version, new.changed_at, false, new.content, new.items);
    end if;
    return null;
end
$$;

create trigger keep_submitted after insert or update or delete on submitted_structure
    for each row execute function trade_keep_submitted();
revoke update, delete, truncate on submitted_version from ${appRole};
