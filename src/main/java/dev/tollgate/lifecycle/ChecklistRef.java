package dev.tollgate.lifecycle;

/** The checklist version a project is pinned to. */
public record ChecklistRef(String id, int version) {}
