package dev.rekey.architecture.wrong.adapter.in.web.storefront;

/// A page of a wing. Nothing is wrong with it.
public final class Page {}
