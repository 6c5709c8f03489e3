package dev.faultline.engine.l7.http2;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The headers that a compressed one may refer to (RFC 7541, section 2.3): the static ones (appendix A), and
/// those that came before. Of headers that nobody wants only the size is kept, so that credentials are not.
final class HeaderTable {
    /// Static headers that have a value are written `name=value`.
    private static final String STATIC =
            ":authority :method=GET :method=POST :path=/ :path=/index.html :scheme :scheme "
                    + ":status=200 :status=204 :status=206 :status=304 :status=400 :status=404 :status=500 "
                    + "accept-charset accept-encoding accept-language accept-ranges accept "
                    + "access-control-allow-origin age allow authorization cache-control content-disposition "
                    + "content-encoding content-language content-length content-location content-range "
                    + "content-type cookie date etag expect expires from host if-match if-modified-since "
                    + "if-none-match if-range if-unmodified-since last-modified link location max-forwards "
                    + "proxy-authenticate proxy-authorization range referer refresh retry-after server "
                    + "set-cookie strict-transport-security transfer-encoding user-agent vary via "
                    + "www-authenticate";

    private static final List<Header> STATICS = statics();
    private static final int OVERHEAD = 32;
    private static final int FIRST_SIZE = 4096;

    private final Deque<Header> entries = new ArrayDeque<>();
    private int limit = FIRST_SIZE;
    private int size;

    /// A header.
    ///
    /// @param name of one that is wanted, else null
    /// @param value of one that is wanted, else null
    record Header(@Nullable String name, @Nullable String value, int nameLength, int valueLength) {
        int size() {
            return nameLength + valueLength + OVERHEAD;
        }
    }

    private static List<Header> statics() {
        List<Header> statics = new ArrayList<>();
        for (String entry : STATIC.split(" ", -1)) {
            int equals = entry.indexOf('=');
            String name = equals < 0 ? entry : entry.substring(0, equals);
            String value = equals < 0 ? "" : entry.substring(equals + 1);
            boolean wanted = HeaderNames.isWanted(name);
            statics.add(new Header(wanted ? name : null, wanted ? value : null, name.length(), value.length()));
        }
        return List.copyOf(statics);
    }

    /// The header of that index, or null.
    @Nullable
    Header get(int index) {
        if (index <= STATICS.size()) {
            return index > 0 ? STATICS.get(index - 1) : null;
        }
        int skip = index - STATICS.size() - 1;
        for (Header entry : entries) {
            if (skip-- == 0) {
                return entry;
            }
        }
        return null;
    }

    void add(Header header) {
        size += header.size();
        entries.addFirst(header);
        evict();
    }

    /// Sets the most bytes that headers may take, as the format counts them.
    void limit(int bytes) {
        limit = bytes;
        evict();
    }

    private void evict() {
        while (size > limit) {
            size -= entries.removeLast().size();
        }
    }
}
