package dev.tollgate.evidence;

import dev.tollgate.lifecycle.EvidenceOutcome;
import dev.tollgate.lifecycle.EvidenceStatus;
import jakarta.ws.rs.QueryParam;
import java.util.List;

/** Which evidence of a project to list: any of the values of one parameter, and all of the parameters. */
record EvidenceFilter(
        @QueryParam("item") List<String> items,
        @QueryParam("outcome") List<EvidenceOutcome> outcomes,
        @QueryParam("status") List<EvidenceStatus> statuses,
        @QueryParam("source") List<String> sources) {}
