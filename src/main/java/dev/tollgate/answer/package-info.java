/**
 * Answers to tools that ask for a gate: as a deployment protection rule of GitHub, as an external status check of GitLab, in place for Flagger.
 * Each tool is one {@link dev.tollgate.intake.channel.Answerer}. Nothing is kept: who asks again is answered again, from the gate as it then stands.
 */
@NullMarked
package dev.tollgate.answer;

import org.jspecify.annotations.NullMarked;
