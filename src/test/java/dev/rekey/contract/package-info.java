/// What every adapter of a stateful port has to do, the fakes included. Each contract is run by its
/// fake in plain JUnit, and by the real adapter against a real server.
@NullMarked
package dev.rekey.contract;

import org.jspecify.annotations.NullMarked;
