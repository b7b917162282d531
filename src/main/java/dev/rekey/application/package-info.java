/// The use cases, one class and one public method each. They are the driving ports.
@NullMarked
package dev.rekey.application;

import org.jspecify.annotations.NullMarked;
