/// What the use cases need from outside, named by role.
@NullMarked
package dev.rekey.application.port;

import org.jspecify.annotations.NullMarked;
