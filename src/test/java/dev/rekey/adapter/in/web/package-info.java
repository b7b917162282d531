@NullMarked
package dev.rekey.adapter.in.web;

import org.jspecify.annotations.NullMarked;
