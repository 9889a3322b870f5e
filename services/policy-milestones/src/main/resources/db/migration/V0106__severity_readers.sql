-- How heavily a side takes a challenge is told to those of the side who may know of the challenge at all: one that a
-- single ministry keeps to itself is no business of the others.
alter policy own_side on challenge_severity
  using (ckep_is_system()
         or (side = ckep_setting('app.side') and exists (select 1 from challenge c where c.id = record_id)));
