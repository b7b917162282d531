/// Use cases of security event streams: manage, poll, push.
@NullMarked
package dev.rekey.application.securityevent;

import org.jspecify.annotations.NullMarked;
