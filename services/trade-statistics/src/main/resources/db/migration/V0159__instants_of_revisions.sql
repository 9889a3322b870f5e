-- A merge writes under the instant at which it begins to write, and its figures are known from a later one, which it takes
-- when everything is written. Whoever asked between the two was answered from the state before.
create table figure_revision (
    written_at timestamptz primary key,
    known_from timestamptz not null check (known_from >= written_at)
);
revoke update, delete, truncate on figure_revision from ${appRole};

-- The instant by which the state that was served at an instant is found among the figures. Merges follow one another, so
-- that only the last of those that began before can still have been writing.
create function trade_state_at(asked timestamptz) returns timestamptz language sql stable as $$
    select coalesce((
        select last.written_at - interval '1 microsecond'
        from (select written_at, known_from from figure_revision
              where written_at <= asked order by written_at desc limit 1) as last
        where last.known_from > asked), asked)
$$;
