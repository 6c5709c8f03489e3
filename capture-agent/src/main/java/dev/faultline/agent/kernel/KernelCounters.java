package dev.faultline.agent.kernel;

import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// What the kernel has counted until one moment: counters that only grow, by the kernel's own names with the
/// group before them (`TcpExt.ListenDrops`, `Softnet.dropped`, `Conntrack.drop`), and how much there is of some
/// things now (`Sockets.TCP.orphan`). Immutable.
///
/// @param grown counters
/// @param now quantities
record KernelCounters(Map<String, Long> grown, Map<String, Long> now) {
    private static final int MOST = 2000;
    private static final int MOST_NAME = 64;
    private static final String[] SOFTNET = {"processed", "dropped", "time_squeeze"};

    /// Copies the maps.
    KernelCounters {
        grown = Map.copyOf(grown);
        now = Map.copyOf(now);
    }

    /// Reads all counters.
    static KernelCounters read(ProcFolder proc) {
        Map<String, Long> grown = new HashMap<>();
        pairs(proc.text("net/netstat"), grown);
        pairs(proc.text("net/snmp"), grown);
        softnet(proc.text("net/softnet_stat"), grown);
        conntrack(proc.text("net/stat/nf_conntrack"), grown);
        Map<String, Long> now = new HashMap<>();
        sockstat(proc.text("net/sockstat"), now);
        single(proc, "sys/net/netfilter/nf_conntrack_count", "Conntrack.count", now);
        single(proc, "sys/net/netfilter/nf_conntrack_max", "Conntrack.max", now);
        return new KernelCounters(grown, now);
    }

    /// A line of names, then one of values, both behind the name of their group and a colon.
    private static void pairs(String text, Map<String, Long> into) {
        String[] lines = text.split("\n", -1);
        for (int i = 0; i + 1 < lines.length; i += 2) {
            String[] names = lines[i].split(" ", -1);
            String[] values = lines[i + 1].split(" ", -1);
            if (!names[0].endsWith(":") || !names[0].equals(values[0])) {
                return;
            }
            String group = names[0].substring(0, names[0].length() - 1);
            for (int j = 1; j < Math.min(names.length, values.length); j++) {
                put(into, group + "." + names[j], Numbers.decimal(values[j]));
            }
        }
    }

    /// A line for each processor, of which the first three columns are summed.
    private static void softnet(String text, Map<String, Long> into) {
        for (String line : text.split("\n", -1)) {
            String[] words = line.split(" ", SOFTNET.length + 1);
            for (int i = 0; i < Math.min(words.length, SOFTNET.length); i++) {
                add(into, "Softnet." + SOFTNET[i], Numbers.hex(words[i]));
            }
        }
    }

    /// A line of names, then one for each processor. The first column is the same for all, and no counter.
    private static void conntrack(String text, Map<String, Long> into) {
        String[] lines = text.split("\n", -1);
        String[] names = lines[0].trim().split("\\s+", -1);
        for (int i = 1; i < lines.length; i++) {
            String[] values = lines[i].trim().split("\\s+", -1);
            for (int j = 1; j < Math.min(names.length, values.length); j++) {
                add(into, "Conntrack." + names[j], Numbers.hex(values[j]));
            }
        }
    }

    /// Lines such as `TCP: inuse 5 orphan 0 tw 2`.
    private static void sockstat(String text, Map<String, Long> into) {
        for (String line : text.split("\n", -1)) {
            String[] words = line.split(" ", -1);
            for (int i = 1; i + 1 < words.length; i += 2) {
                put(into, "Sockets." + words[0].replace(":", "") + "." + words[i], Numbers.decimal(words[i + 1]));
            }
        }
    }

    private static void single(ProcFolder proc, String file, String name, Map<String, Long> into) {
        long[] numbers = proc.numbers(file);
        if (numbers.length == 1) {
            put(into, name, numbers[0]);
        }
    }

    private static void put(Map<String, Long> into, String name, long value) {
        if (value >= 0 && name.length() <= MOST_NAME && into.size() < MOST) {
            into.put(name, value);
        }
    }

    private static void add(Map<String, Long> into, String name, long value) {
        put(into, name, value < 0 ? value : into.getOrDefault(name, 0L) + value);
    }

    /// By how much a counter has grown since an earlier moment; 0 when it is not known in both, or was set
    /// back.
    long since(KernelCounters before, String name) {
        Long was = before.grown.get(name);
        Long is = grown.get(name);
        return was == null || is == null ? 0 : Math.max(0, is - was);
    }

    /// All counters that have grown since an earlier moment, and by how much.
    SortedMap<String, Long> since(KernelCounters before) {
        SortedMap<String, Long> differences = new TreeMap<>();
        for (String name : grown.keySet()) {
            long difference = since(before, name);
            if (difference > 0) {
                differences.put(name, difference);
            }
        }
        return differences;
    }

    /// How much there is now; -1 when that is not known.
    long quantity(String name) {
        return now.getOrDefault(name, Numbers.NONE);
    }
}
