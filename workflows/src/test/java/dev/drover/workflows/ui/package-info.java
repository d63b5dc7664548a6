@NullMarked
package dev.drover.workflows.ui;

import org.jspecify.annotations.NullMarked;
