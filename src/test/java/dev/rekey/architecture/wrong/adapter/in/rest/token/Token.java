package dev.rekey.architecture.wrong.adapter.in.rest.token;

/// A resource of a wing. Nothing is wrong with it.
public final class Token {}
