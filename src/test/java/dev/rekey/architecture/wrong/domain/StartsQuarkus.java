package dev.rekey.architecture.wrong.domain;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;

/// Wrong: a test of the domain is plain JUnit.
record StartsQuarkus(QuarkusTestResourceLifecycleManager servers) {}
