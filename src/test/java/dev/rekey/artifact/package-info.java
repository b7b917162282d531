/// The packaged artifact as a process of its own, configured by its environment alone, as in
/// production. Run by `mvn verify`, after packaging.
@NullMarked
package dev.rekey.artifact;

import org.jspecify.annotations.NullMarked;
