/** The durable coordinator: workflow interfaces and code, activity interfaces. */
@NullMarked
package dev.drover.workflows;

import org.jspecify.annotations.NullMarked;
