-- A function that is not parallel safe keeps every statement that calls it out of parallel plans.
alter function trade_state_at(timestamptz) parallel safe;
