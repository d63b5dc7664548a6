package dev.drover.cli;

import dev.drover.protocol.failure.FailureCode;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * How a command may fail, beside what every command may fail of; those of its superclasses count
 * too. They stand in its help.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface ExitStatuses {
  /** Returns the failures. */
  FailureCode[] value();
}
