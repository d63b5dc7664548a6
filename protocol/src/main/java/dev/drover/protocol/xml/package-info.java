/**
 * Small XML documents from strangers: bounded, without DTDs and entities, as immutable trees.
 * Shared by cookies and domain definitions. Uses nothing but the JDK.
 */
@NullMarked
package dev.drover.protocol.xml;

import org.jspecify.annotations.NullMarked;
