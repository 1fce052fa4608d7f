package dev.tollgate.authoring;

import dev.tollgate.lifecycle.ProjectState;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.UUID;
import org.hibernate.annotations.Immutable;

/** What the project list says of who follows which checklist. Read only: the ledger writes it. */
@Entity
@Immutable
@Table(name = "project")
@SuppressWarnings("NullAway.Init") // Hibernate sets the fields
class FollowerRow {

    @Id
    UUID id;

    String key;
    String checklist;

    @Column(name = "checklist_version")
    int checklistVersion;

    @Enumerated(EnumType.STRING)
    ProjectState state;
}
