/// The applications that Quarkus starts for tests: one for each profile, for all classes that name
/// it.
@NullMarked
package dev.rekey.local.profile;

import org.jspecify.annotations.NullMarked;
