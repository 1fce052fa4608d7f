package dev.tollgate.evidence;

import dev.tollgate.lifecycle.EvidenceOutcome;
import dev.tollgate.lifecycle.EvidenceStatus;
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

/** A row of the evidence list. Read only: the ledger writes it. */
@Entity
@Immutable
@Table(name = "evidence")
@SuppressWarnings("NullAway.Init") // Hibernate sets the fields
class EvidenceEntity {

    @Id
    UUID id;

    @Column(name = "project_id")
    UUID projectId;

    String item;

    @Enumerated(EnumType.STRING)
    EvidenceOutcome outcome;

    @Enumerated(EnumType.STRING)
    EvidenceStatus status;

    @Nullable String summary;

    String source;

    @Nullable String run;

    @Nullable String url;

    @Nullable @Column(name = "subject_name")
    String subjectName;

    @Nullable @Column(name = "subject_version")
    String subjectVersion;

    @Nullable @Column(name = "subject_digest")
    String subjectDigest;

    @JdbcTypeCode(SqlTypes.JSON)
    Map<String, Double> metrics;

    @Column(name = "payload_digest")
    String payloadDigest;

    @Column(name = "posted_by")
    String postedBy;

    @Column(name = "observed_at")
    Instant observedAt;

    @Column(name = "received_at")
    Instant receivedAt;

    long seq;

    @Nullable @Column(name = "invalidated_by")
    String invalidatedBy;

    @Nullable @Column(name = "invalidated_at")
    Instant invalidatedAt;

    @Nullable @Column(name = "invalidated_for")
    String invalidatedFor;
}
