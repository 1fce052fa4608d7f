package dev.tollgate.answer;

/** What a tool was told. */
enum Outcome {
    PASSED,
    BLOCKED,
    /** Nothing: it could not be reached, did not take the answer, or there are no credentials for it. */
    FAILED
}
