package dev.rekey.architecture.wrong.application.port;

/// Wrong: a port is an interface.
final class IsAClass {}
