package dev.faultline.app.k8s;

import dev.faultline.engine.common.IpAddress;

/// An address, or a block of addresses as CIDR writes it.
///
/// @param prefix leading bits that all addresses of the block share
public record AddressBlock(IpAddress address, int prefix) {

    public AddressBlock {
        if (prefix < 0 || prefix > bits(address)) {
            throw new IllegalArgumentException("prefix " + prefix);
        }
    }

    /// Understands an address or a block.
    ///
    /// @throws IllegalArgumentException when `text` is neither an address nor a block
    public static AddressBlock parse(String text) {
        int slash = text.indexOf('/');
        if (slash < 0) {
            IpAddress address = address(text);
            return new AddressBlock(address, bits(address));
        }
        return new AddressBlock(address(text.substring(0, slash)), Integer.parseInt(text.substring(slash + 1)));
    }

    /// An IPv4 address has all its four numbers; the JDK would take fewer.
    private static IpAddress address(String text) {
        if (text.indexOf(':') < 0 && text.chars().filter(c -> c == '.').count() != 3) {
            throw new IllegalArgumentException(text);
        }
        return IpAddress.parse(text);
    }

    private static int bits(IpAddress address) {
        return address.version() == 4 ? 32 : 128;
    }

    /// Whether `text` is an address or block that has `address` in it.
    static boolean covers(String text, IpAddress address) {
        try {
            return parse(text).contains(address);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /// Whether an address is in it.
    public boolean contains(IpAddress other) {
        if (other.version() != address.version()) {
            return false;
        }
        if (address.version() == 4) {
            return sameBits(address.low() << 32, other.low() << 32, prefix);
        }
        return sameBits(address.high(), other.high(), Math.min(prefix, 64))
                && sameBits(address.low(), other.low(), Math.max(0, prefix - 64));
    }

    private static boolean sameBits(long a, long b, int leading) {
        return leading == 0 || (a ^ b) >>> 64 - leading == 0;
    }
}
