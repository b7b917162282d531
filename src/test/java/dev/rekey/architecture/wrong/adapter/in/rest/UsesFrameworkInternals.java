package dev.rekey.architecture.wrong.adapter.in.rest;

import io.vertx.ext.web.impl.RoutingContextInternal;

/// Wrong: internals of a framework change without notice.
record UsesFrameworkInternals(RoutingContextInternal context) {}
