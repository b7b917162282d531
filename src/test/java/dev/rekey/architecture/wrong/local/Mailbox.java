package dev.rekey.architecture.wrong.local;

/// Wrong: the local stack is no part of the service.
final class Mailbox {}
