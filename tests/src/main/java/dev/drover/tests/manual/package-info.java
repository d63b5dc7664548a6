/**
 * What is made from the commands themselves, so that it cannot tell anything else: the man page,
 * the completions for shells, docs/commands.md.
 */
@NullMarked
package dev.drover.tests.manual;

import org.jspecify.annotations.NullMarked;
