/// Notification of remote authorization servers by Global Token Revocation.
@NullMarked
package dev.rekey.adapter.out.globalrevocation;

import org.jspecify.annotations.NullMarked;
