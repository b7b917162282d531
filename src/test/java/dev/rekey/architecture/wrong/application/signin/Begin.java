package dev.rekey.architecture.wrong.application.signin;

/// A use case of a wing. Nothing is wrong with it.
public final class Begin {}
