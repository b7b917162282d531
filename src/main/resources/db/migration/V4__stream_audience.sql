-- The transmitter supplies the audience of a stream: its owner (SSF 1.0, section 8.1.1).
UPDATE security_event_streams SET audience = owner WHERE audience <> owner;
