package dev.rekey.architecture.wrong.application;

/// A use case. Nothing is wrong with it.
public final class DoSomething {}
