package dev.tollgate.audit;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Whose events an export has. */
enum Scope {
    /** Those of all projects that are sealed, in the order of their positions. */
    @JsonProperty("log")
    LOG,
    /** Those of one project, sealed or not, in its own order. */
    @JsonProperty("project")
    PROJECT
}
