-- Rules over figures, and the alerts that they raise. Both are records of the side that set the rule.
create table warning_rule (
    id           uuid primary key,
    version      int not null,
    like record_head including all,
    title        jsonb not null,
    metric       text not null check (metric in ('SUPPLIER_SHARE', 'SUPPLIER_HHI', 'UNIT_VALUE_JUMP', 'ZERO_TRADE_MONTHS')),
    source       text not null,
    frequency    text not null check (frequency in ('A', 'M')),
    reporter     text not null,
    partner      text,
    edition      text not null,
    commodity    text not null,
    raise_at     numeric(12, 4) not null,
    clear_at     numeric(12, 4) not null,
    floor        numeric(20, 2) not null,
    grade        text not null check (grade in ('A', 'B', 'C', 'D')),
    retired      boolean not null,
    -- The revision of the figures that was looked at last.
    looked_at    timestamptz,
    check (clear_at <= raise_at),
    foreign key (source, frequency) references dataset (source, frequency)
);
call ckep_guard_records('warning_rule');
create index warning_rule_order on warning_rule (created_at, id);
create index warning_rule_figures on warning_rule (source, frequency) where not retired;

create table warning_alert (
    id              uuid primary key,
    version         int not null,
    like record_head including all,
    rule_id         uuid not null references warning_rule (id),
    title           jsonb not null,
    grade           text not null check (grade in ('A', 'B', 'C', 'D')),
    state           text not null check (state in ('RAISED', 'ACKNOWLEDGED', 'CLEARED', 'RETRACTED')),
    frequency       text not null check (frequency in ('A', 'M')),
    first_period    date not null,
    last_period     date not null check (last_period >= first_period),
    raised_value    numeric not null,
    latest_value    numeric not null,
    acknowledged_at timestamptz
);
call ckep_guard_records('warning_alert');
create index warning_alert_order on warning_alert (created_at, id);
create index warning_alert_rule on warning_alert (rule_id, first_period);
