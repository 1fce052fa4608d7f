package dev.tollgate.lifecycle;

/** What kind of learning problem a project solves. */
public enum TaskType {
    BINARY_CLASSIFICATION,
    MULTICLASS_CLASSIFICATION,
    REGRESSION,
    FORECASTING,
    RANKING,
    RECOMMENDATION,
    CLUSTERING,
    ANOMALY_DETECTION
}
