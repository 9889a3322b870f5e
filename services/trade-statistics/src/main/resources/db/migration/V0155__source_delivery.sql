-- The sources under which a side's statisticians send figures besides those that a provider of the side delivers by
-- agreement: other bodies' publications of what the side has reported to them.
create table source_delivery (
    source text not null,
    side   text not null check (side in ('CN', 'KR')),
    primary key (source, side)
);

insert into source_delivery
select unnest(array['COMTRADE_V1', 'COMTRADE_LEGACY', 'COMTRADE_BULK']), side
from unnest(array['CN', 'KR']) as side;
revoke insert, update, delete, truncate on source_delivery from ${appRole};
