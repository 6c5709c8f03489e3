package dev.faultline.engine.l7.kafka;

import java.util.concurrent.TimeUnit;

/// The APIs (Kafka protocol guide): their names, how long their answers may take, and where these hold an error
/// code.
final class KafkaApi {
    static final int PRODUCE = 0;
    static final int FETCH = 1;
    static final int SASL_HANDSHAKE = 17;
    static final int API_VERSIONS = 18;
    static final int SASL_AUTHENTICATE = 36;
    private static final int ADD_OFFSETS_TO_TXN = 25;
    private static final int END_TXN = 26;
    private static final int CONSUMER_GROUP_HEARTBEAT = 68;

    /// The response has no error code that is looked at.
    static final int NONE = -1;

    private static final int AFTER_THROTTLE = 4;
    /// Throttle time, error, session.
    private static final int AFTER_SESSION = 10;
    /// From this version on Produce and Fetch name topics by their ids.
    private static final int TOPICS_BY_ID = 13;

    private static final int NEVER = Integer.MAX_VALUE;
    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(40);
    private static final long PATIENCE_WITH_GROUPS = TimeUnit.SECONDS.toNanos(300);

    private KafkaApi() {}

    static String name(int api) {
        return switch (api) {
            case PRODUCE -> "Produce";
            case FETCH -> "Fetch";
            case 2 -> "ListOffsets";
            case 3 -> "Metadata";
            case 8 -> "OffsetCommit";
            case 9 -> "OffsetFetch";
            case 10 -> "FindCoordinator";
            case 11 -> "JoinGroup";
            case 12 -> "Heartbeat";
            case 13 -> "LeaveGroup";
            case 14 -> "SyncGroup";
            case 15 -> "DescribeGroups";
            case 16 -> "ListGroups";
            case SASL_HANDSHAKE -> "SaslHandshake";
            case API_VERSIONS -> "ApiVersions";
            case 19 -> "CreateTopics";
            case 20 -> "DeleteTopics";
            case 22 -> "InitProducerId";
            case 24 -> "AddPartitionsToTxn";
            case ADD_OFFSETS_TO_TXN -> "AddOffsetsToTxn";
            case END_TXN -> "EndTxn";
            case 32 -> "DescribeConfigs";
            case SASL_AUTHENTICATE -> "SaslAuthenticate";
            case 60 -> "DescribeCluster";
            case CONSUMER_GROUP_HEARTBEAT -> "ConsumerGroupHeartbeat";
            default -> "API " + api;
        };
    }

    /// Time for an answer, nanoseconds.
    static long patience(int api) {
        return api == 11 || api == 14 ? PATIENCE_WITH_GROUPS : PATIENCE;
    }

    /// From which version on headers have tagged fields.
    private static int flexibleFrom(int api) {
        return switch (api) {
            case PRODUCE -> 9;
            case FETCH -> 12;
            case 10, 18 -> 3;
            case 11 -> 6;
            case 12, 13, 14 -> 4;
            case 22, SASL_AUTHENTICATE -> 2;
            case ADD_OFFSETS_TO_TXN, END_TXN -> 3;
            case CONSUMER_GROUP_HEARTBEAT -> 0;
            default -> NEVER;
        };
    }

    static boolean isFlexible(int api, int version) {
        return version >= flexibleFrom(api);
    }

    /// Where the error code stands in a response, counted from behind its header; or [#NONE].
    static int errorAt(int api, int version) {
        return switch (api) {
            case API_VERSIONS, SASL_HANDSHAKE, SASL_AUTHENTICATE -> 0;
            case FETCH -> version >= 7 ? AFTER_THROTTLE : NONE;
            case 10 -> version >= 1 && version <= 3 ? AFTER_THROTTLE : version == 0 ? 0 : NONE;
            case 11 -> version >= 2 ? AFTER_THROTTLE : 0;
            case 12, 13, 14 -> version >= 1 ? AFTER_THROTTLE : 0;
            case 22, ADD_OFFSETS_TO_TXN, END_TXN, CONSUMER_GROUP_HEARTBEAT -> AFTER_THROTTLE;
            default -> NONE;
        };
    }

    /// Where the list of topics begins in a response, counted from behind its header; or [#NONE].
    static int topicsAt(int api, int version) {
        return switch (api) {
            case PRODUCE -> 0;
            case FETCH -> version >= 7 ? AFTER_SESSION : version >= 1 ? AFTER_THROTTLE : 0;
            default -> NONE;
        };
    }

    /// How that list is written.
    static FirstPartition.Form topics(int api, int version) {
        if (version >= TOPICS_BY_ID) {
            return FirstPartition.Form.ID;
        }
        return isFlexible(api, version) ? FirstPartition.Form.COMPACT : FirstPartition.Form.PLAIN;
    }
}
