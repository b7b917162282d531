package dev.rekey.architecture.wrong.domain;

import java.sql.Connection;

/// Wrong: the domain does no I/O.
record ReadsADatabase(Connection connection) {}
