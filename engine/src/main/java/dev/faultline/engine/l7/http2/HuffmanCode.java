package dev.faultline.engine.l7.http2;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// The Huffman code of header compression (RFC 7541, appendix B). It is canonical: among codes of one length,
/// those of higher symbols are higher, so that the lengths say all.
final class HuffmanCode {
    /// Length of the code of each symbol, 0 to 255 and the end of the string: `A` is 5 bits, and so on.
    private static final String LENGTHS =
            "ISXXXXXXXTZXXZXXXXXXXXZXXXXXXXXXBFFHIBDGFFDGDBBBAAABBBBBBBCDKBHFIBCCCCCCCCCCCCCC"
                    + "CCCCCCCCDCDIOIJBKABABABBBACCBBBABCBAABCCCCCKGJIXPRPPRRRSRSSSSSTSTTRSTSSSSQRSRSST"
                    + "RQPRRSSQSRRTQRSSQQRQSRSSPRRRSRRSVVPORSRUVVVWWVTUOQVWWVWTQQVVXWWWPTPQRQQSRRUUTTVS"
                    + "VWVVWWWWWXWWWWWVZ";

    private static final int SHORTEST = 5;
    private static final int LONGEST = 30;
    private static final int END = 256;

    private final short[] symbols = new short[END + 1];
    private final int[] firstCode = new int[LONGEST + 1];
    private final int[] firstSymbol = new int[LONGEST + 1];
    private final int[] count = new int[LONGEST + 1];

    HuffmanCode() {
        for (int symbol = 0; symbol <= END; symbol++) {
            count[length(symbol)]++;
        }
        int code = 0;
        int place = 0;
        for (int length = SHORTEST; length <= LONGEST; length++) {
            code <<= 1;
            firstCode[length] = code;
            firstSymbol[length] = place;
            for (int symbol = 0; symbol <= END; symbol++) {
                if (length(symbol) == length) {
                    symbols[place++] = (short) symbol;
                }
            }
            code += count[length];
        }
    }

    private static int length(int symbol) {
        return LENGTHS.charAt(symbol) - 'A' + SHORTEST;
    }

    /// Decodes a string.
    ///
    /// @param to takes as much of it as it has room for
    /// @return its whole length, or -1 where it is not valid
    int decode(MemorySegment bytes, long at, int length, byte[] to) {
        int code = 0;
        int bits = 0;
        int decoded = 0;
        for (int i = 0; i < length; i++) {
            int octet = bytes.get(ValueLayout.JAVA_BYTE, at + i);
            for (int bit = 7; bit >= 0; bit--) {
                code = code << 1 | octet >> bit & 1;
                bits++;
                int symbol = symbol(code, bits);
                if (symbol == END || bits > LONGEST) {
                    return -1;
                }
                if (symbol >= 0) {
                    if (decoded < to.length) {
                        to[decoded] = (byte) symbol;
                    }
                    decoded++;
                    code = 0;
                    bits = 0;
                }
            }
        }
        boolean padded = bits < 8 && code == (1 << bits) - 1;
        return padded ? decoded : -1;
    }

    private int symbol(int code, int bits) {
        if (bits < SHORTEST || bits > LONGEST) {
            return -1;
        }
        int place = code - firstCode[bits];
        return place >= 0 && place < count[bits] ? symbols[firstSymbol[bits] + place] : -1;
    }
}
