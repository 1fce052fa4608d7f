package dev.tollgate.lifecycle;

import java.util.Optional;

/**
 * A reason for which an item does not apply to a project.
 *
 * @param id unique within its item; lower-case words joined by hyphens
 * @param when over {@code project} only; asked again at any time, so that the item applies again once this is no longer so
 * @param role the role of whoever may say that it is so; empty where any person with the permission may
 */
public record ScopeRule(String id, String title, Expression when, Optional<String> role) {}
