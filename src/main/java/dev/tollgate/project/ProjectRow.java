package dev.tollgate.project;

import dev.tollgate.lifecycle.Phase;
import dev.tollgate.lifecycle.ProjectState;
import dev.tollgate.lifecycle.RiskTier;
import dev.tollgate.lifecycle.TaskType;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.hibernate.annotations.Immutable;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/** A row of the project list. Read only: the ledger writes it. */
@Entity
@Immutable
@Table(name = "project")
@SuppressWarnings("NullAway.Init") // Hibernate sets the fields
class ProjectRow {

    @Id
    UUID id;

    String key;
    String name;
    String owner;

    @Nullable String description;

    @Column(name = "risk_tier")
    @Enumerated(EnumType.STRING)
    RiskTier riskTier;

    @Column(name = "task_type")
    @Enumerated(EnumType.STRING)
    TaskType taskType;

    @JdbcTypeCode(SqlTypes.JSON)
    Map<String, String> labels;

    String checklist;

    @Column(name = "checklist_version")
    int checklistVersion;

    @Enumerated(EnumType.STRING)
    ProjectState state;

    @Enumerated(EnumType.STRING)
    Phase phase;

    int iteration;

    @Column(name = "created_at")
    Instant createdAt;

    @Column(name = "updated_at")
    Instant updatedAt;

    @Column(name = "head_seq")
    long headSeq;
}
