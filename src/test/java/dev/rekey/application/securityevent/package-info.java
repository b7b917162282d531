@NullMarked
package dev.rekey.application.securityevent;

import org.jspecify.annotations.NullMarked;
