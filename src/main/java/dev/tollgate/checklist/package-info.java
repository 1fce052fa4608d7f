/**
 * Versioned checklists as data, and the reference content around them: glossary, pitfalls, framework crosswalk. Files are read strictly, once,
 * at the start; a bad entry stops the start with its file, line and reason.
 */
@NullMarked
package dev.tollgate.checklist;

import org.jspecify.annotations.NullMarked;
