package dev.rekey.architecture.wrong.config;

/// Stands for the settings of the service. Nothing is wrong with it.
public interface Settings {}
