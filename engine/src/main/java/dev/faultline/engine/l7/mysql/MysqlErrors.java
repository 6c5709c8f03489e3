package dev.faultline.engine.l7.mysql;

import dev.faultline.engine.finding.Severity;

/// Numbers of errors (MySQL "Server Error Message Reference"): what some are called, and how bad they are.
final class MysqlErrors {
    private MysqlErrors() {}

    /// What a number is called, or the number.
    static String name(int number) {
        return switch (number) {
            case 1037 -> "ER_OUTOFMEMORY";
            case 1040 -> "ER_CON_COUNT_ERROR";
            case 1044 -> "ER_DBACCESS_DENIED_ERROR";
            case 1045 -> "ER_ACCESS_DENIED_ERROR";
            case 1046 -> "ER_NO_DB_ERROR";
            case 1047 -> "ER_UNKNOWN_COM_ERROR";
            case 1049 -> "ER_BAD_DB_ERROR";
            case 1053 -> "ER_SERVER_SHUTDOWN";
            case 1054 -> "ER_BAD_FIELD_ERROR";
            case 1062 -> "ER_DUP_ENTRY";
            case 1064 -> "ER_PARSE_ERROR";
            case 1114 -> "ER_RECORD_FILE_FULL";
            case 1129 -> "ER_HOST_IS_BLOCKED";
            case 1130 -> "ER_HOST_NOT_PRIVILEGED";
            case 1142 -> "ER_TABLEACCESS_DENIED_ERROR";
            case 1146 -> "ER_NO_SUCH_TABLE";
            case 1153 -> "ER_NET_PACKET_TOO_LARGE";
            case 1158 -> "ER_NET_READ_ERROR";
            case 1159 -> "ER_NET_READ_INTERRUPTED";
            case 1160 -> "ER_NET_ERROR_ON_WRITE";
            case 1161 -> "ER_NET_WRITE_INTERRUPTED";
            case 1203 -> "ER_TOO_MANY_USER_CONNECTIONS";
            case 1205 -> "ER_LOCK_WAIT_TIMEOUT";
            case 1213 -> "ER_LOCK_DEADLOCK";
            case 1226 -> "ER_USER_LIMIT_REACHED";
            case 1290 -> "ER_OPTION_PREVENTS_STATEMENT";
            case 1317 -> "ER_QUERY_INTERRUPTED";
            case 1836 -> "ER_READ_ONLY_MODE";
            case 1927 -> "ER_CONNECTION_KILLED";
            case 3024 -> "ER_QUERY_TIMEOUT";
            default -> Integer.toString(number);
        };
    }

    static Severity severity(int number) {
        return switch (number) {
            case 1037, 1040, 1053, 1114, 1129, 1158, 1159, 1160, 1161, 1203, 1927 -> Severity.ERROR;
            case 1044, 1045, 1047, 1049, 1130, 1142, 1153, 1205, 1213, 1226, 1290, 1317, 1836, 3024 -> Severity.WARNING;
            default -> Severity.NOTICE;
        };
    }
}
