-- The status of a measure, a code of CL_OBS_STATUS, where it is another than the estimate and the provisional figure tell:
-- P of a provisional figure, else E of an estimated measure, else A. A measure with a status and without an amount is an
-- observation whose value is missing. Most figures have none of the three, which then take no room.
alter table trade_observation
    add column value_status      text,
    add column net_weight_status text,
    add column quantity_status   text;
alter table release_figure
    add column value_status      text,
    add column net_weight_status text,
    add column quantity_status   text;

comment on column trade_observation.provisional is 'the source means to replace what has no status of its own';

-- Every figure of before fulfils the narrower conditions in whose place these come, so none is read again.
alter table trade_observation drop constraint trade_observation_measured;
alter table trade_observation add constraint trade_observation_measured
    check (num_nonnulls(value, net_weight, quantity, value_status, net_weight_status, quantity_status) > 0) not valid;

do $$
declare
    of_quantity text;
begin
    select conname into strict of_quantity from pg_constraint
    where conrelid = 'trade_observation'::regclass and contype = 'c'
      and pg_get_constraintdef(oid) like '%quantity IS NULL) = (quantity_unit IS NULL%'
      and pg_get_constraintdef(oid) not like '%alt_quantity%';
    execute format('alter table trade_observation drop constraint %I', of_quantity);
end
$$;
-- A missing quantity has a unit as well.
alter table trade_observation add constraint trade_observation_quantity_unit
    check ((num_nonnulls(quantity, quantity_status) > 0) = (quantity_unit is not null)) not valid;

insert into item (agency, scheme, code, position, names) values
    ('SDMX', 'CL_OBS_STATUS', 'B', 4, trade_names('Time series break', '时间序列中断', '시계열 단절')),
    ('SDMX', 'CL_OBS_STATUS', 'D', 5, trade_names('Definition differs', '定义不同', '정의 상이')),
    ('SDMX', 'CL_OBS_STATUS', 'F', 6, trade_names('Forecast value', '预测值', '예측값')),
    ('SDMX', 'CL_OBS_STATUS', 'G', 7, trade_names('Experimental value', '试验值', '실험값')),
    ('SDMX', 'CL_OBS_STATUS', 'H', 8, trade_names('Missing value; holiday or weekend', '缺失值；节假日或周末', '결측값, 공휴일 또는 주말')),
    ('SDMX', 'CL_OBS_STATUS', 'I', 9, trade_names('Imputed value (CCSA definition)', '插补值（CCSA 定义）', '대체값(CCSA 정의)')),
    ('SDMX', 'CL_OBS_STATUS', 'J', 10, trade_names('Derogation', '豁免', '적용 예외')),
    ('SDMX', 'CL_OBS_STATUS', 'L', 11,
        trade_names('Missing value; data exist but were not collected', '缺失值；数据存在但未收集', '결측값, 자료는 있으나 수집되지 않음')),
    ('SDMX', 'CL_OBS_STATUS', 'M', 12, trade_names('Missing value; data cannot exist', '缺失值；不可能有数据', '결측값, 자료가 있을 수 없음')),
    ('SDMX', 'CL_OBS_STATUS', 'N', 13, trade_names('Not significant', '不显著', '유의하지 않음')),
    ('SDMX', 'CL_OBS_STATUS', 'O', 14, trade_names('Missing value', '缺失值', '결측값')),
    ('SDMX', 'CL_OBS_STATUS', 'Q', 15, trade_names('Missing value; suppressed', '缺失值；已隐匿', '결측값, 비공개')),
    ('SDMX', 'CL_OBS_STATUS', 'S', 16, trade_names('Strike and other special events', '罢工及其他特殊事件', '파업 및 기타 특별 사건')),
    ('SDMX', 'CL_OBS_STATUS', 'U', 17, trade_names('Low reliability', '可靠性低', '낮은 신뢰도')),
    ('SDMX', 'CL_OBS_STATUS', 'V', 18, trade_names('Unvalidated value', '未经核实的值', '미검증값'));

update artefact set partial = false, changed_at = now() where agency = 'SDMX' and id = 'CL_OBS_STATUS';
