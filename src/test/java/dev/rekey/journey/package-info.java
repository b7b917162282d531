/// What people do with the pages, done in a real Chromium on the packaged service.
@NullMarked
package dev.rekey.journey;

import org.jspecify.annotations.NullMarked;
