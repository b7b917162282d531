/// The use cases, told as stories over the fakes.
@NullMarked
package dev.rekey.application;

import org.jspecify.annotations.NullMarked;
