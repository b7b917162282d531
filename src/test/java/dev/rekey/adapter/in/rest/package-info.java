@NullMarked
package dev.rekey.adapter.in.rest;

import org.jspecify.annotations.NullMarked;
