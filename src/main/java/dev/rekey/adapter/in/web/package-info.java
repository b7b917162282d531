/// Server-rendered pages over the use cases, usable without scripts.
@NullMarked
package dev.rekey.adapter.in.web;

import org.jspecify.annotations.NullMarked;
