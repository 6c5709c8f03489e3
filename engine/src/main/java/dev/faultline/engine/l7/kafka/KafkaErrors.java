package dev.faultline.engine.l7.kafka;

import dev.faultline.engine.finding.Severity;

/// Error codes (Kafka protocol guide): what some are called, and how bad they are.
final class KafkaErrors {
    static final int NONE = 0;
    /// The first answer that every member of a group gets, with its id.
    private static final int MEMBER_ID_REQUIRED = 79;

    private KafkaErrors() {}

    /// Whether a code tells of an error.
    static boolean isError(int code) {
        return code != NONE && code != MEMBER_ID_REQUIRED;
    }

    /// What a code is called, or the code.
    static String name(int code) {
        return switch (code) {
            case -1 -> "UNKNOWN_SERVER_ERROR";
            case 1 -> "OFFSET_OUT_OF_RANGE";
            case 2 -> "CORRUPT_MESSAGE";
            case 3 -> "UNKNOWN_TOPIC_OR_PARTITION";
            case 5 -> "LEADER_NOT_AVAILABLE";
            case 6 -> "NOT_LEADER_OR_FOLLOWER";
            case 7 -> "REQUEST_TIMED_OUT";
            case 8 -> "BROKER_NOT_AVAILABLE";
            case 10 -> "MESSAGE_TOO_LARGE";
            case 13 -> "NETWORK_EXCEPTION";
            case 14 -> "COORDINATOR_LOAD_IN_PROGRESS";
            case 15 -> "COORDINATOR_NOT_AVAILABLE";
            case 16 -> "NOT_COORDINATOR";
            case 19 -> "NOT_ENOUGH_REPLICAS";
            case 20 -> "NOT_ENOUGH_REPLICAS_AFTER_APPEND";
            case 22 -> "ILLEGAL_GENERATION";
            case 25 -> "UNKNOWN_MEMBER_ID";
            case 27 -> "REBALANCE_IN_PROGRESS";
            case 29 -> "TOPIC_AUTHORIZATION_FAILED";
            case 30 -> "GROUP_AUTHORIZATION_FAILED";
            case 31 -> "CLUSTER_AUTHORIZATION_FAILED";
            case 32 -> "INVALID_TIMESTAMP";
            case 33 -> "UNSUPPORTED_SASL_MECHANISM";
            case 34 -> "ILLEGAL_SASL_STATE";
            case 35 -> "UNSUPPORTED_VERSION";
            case 41 -> "NOT_CONTROLLER";
            case 47 -> "INVALID_PRODUCER_EPOCH";
            case 56 -> "KAFKA_STORAGE_ERROR";
            case 58 -> "SASL_AUTHENTICATION_FAILED";
            case 70 -> "FETCH_SESSION_ID_NOT_FOUND";
            case 71 -> "INVALID_FETCH_SESSION_EPOCH";
            case 74 -> "FENCED_LEADER_EPOCH";
            case 81 -> "GROUP_MAX_SIZE_REACHED";
            case 82 -> "FENCED_INSTANCE_ID";
            case 87 -> "INVALID_RECORD";
            case 90 -> "PRODUCER_FENCED";
            case 100 -> "UNKNOWN_TOPIC_ID";
            case 110 -> "FENCED_MEMBER_EPOCH";
            case 113 -> "STALE_MEMBER_EPOCH";
            default -> Integer.toString(code);
        };
    }

    static Severity severity(int code) {
        return switch (code) {
            // How versions and sessions are agreed on.
            case 35, 70, 71 -> Severity.INFO;
            case -1, 2, 8, 13, 19, 20, 56 -> Severity.ERROR;
            case 7, 10, 15, 29, 30, 31, 33, 34, 47, 58, 81, 82, 90 -> Severity.WARNING;
            default -> Severity.NOTICE;
        };
    }
}
