package dev.rekey.architecture.wrong.adapter.in.worker;

/// A driving adapter. Nothing is wrong with it.
public final class Sibling {}
