package dev.rekey.adapter.out.postgres;

import jakarta.inject.Qualifier;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// Marks the built-in store of accounts and passwords in PostgreSQL. It is the whole identity
/// backend `built-in`; the adapters of an external identity backend build on it.
@Qualifier
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.PARAMETER, ElementType.FIELD, ElementType.METHOD})
public @interface BuiltIn {}
