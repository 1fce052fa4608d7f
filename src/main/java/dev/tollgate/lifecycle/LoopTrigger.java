package dev.tollgate.lifecycle;

/** Why a project goes back to an earlier phase. A checklist says which triggers each of its loops knows. */
public enum LoopTrigger {
    FEATURE_DRIFT,
    RETRAINING,
    CONCEPT_DRIFT,
    MONITORING_INSIGHT,
    BUSINESS_REALIGNMENT
}
