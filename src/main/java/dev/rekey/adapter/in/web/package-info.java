/// The pages that people use: forms over the use cases, rendered here, usable without a script.
@NullMarked
package dev.rekey.adapter.in.web;

import org.jspecify.annotations.NullMarked;
