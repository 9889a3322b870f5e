-- Whose statisticians brought figures, told beside their source; what the operator of the platform loaded has no line.
-- Uploads themselves are seen by their own side alone.
create table figure_sender (
    upload_id uuid primary key,
    side      text not null check (side in ('CN', 'KR'))
);

comment on column figure_sender.upload_id is 'the upload or the release that brought the figures';
revoke update, delete, truncate on figure_sender from ${appRole};

set local app.system = 'on';
insert into figure_sender
select brought.id, brought.side
from (select id, side from upload where side is not null union all select id, side from release) as brought
where exists (select 1 from trade_observation o where o.upload_id = brought.id);
