package dev.rekey.architecture.wrong.adapter.out.postgres;

/// Wrong: a row stays in its package.
public final class PublicRows {}
