package dev.rekey.adapter.out.postgres;

import jakarta.inject.Qualifier;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// What this service keeps of the accounts itself. Where they are its own, that is all there is;
/// where an identity provider keeps them, it is what the provider's adapters build on.
@Qualifier
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.PARAMETER, ElementType.FIELD, ElementType.METHOD})
public @interface BuiltIn {}
